// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/http.hpp"

namespace web {

/// The members of a JSON object as a form would have them: texts, numbers, true as "on" and false not at all,
/// a list as one value each. Nothing where the text is no flat object, or nests deeper.
[[nodiscard]] std::optional<Values> read_json_body(std::string_view text);

} // namespace web
