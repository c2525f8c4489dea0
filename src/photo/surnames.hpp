// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <string_view>

namespace photo {

/// \p word without what people add to file names: 照片, 证件照, 蓝底, 副本, 修改 and the like.
[[nodiscard]] std::string without_remarks(std::string_view word);

/// Whether a word of a file name is most likely the name of a person: two to four Chinese characters with a
/// frequent surname in front. Used only to be careful where a number and a strange name stand side by side.
[[nodiscard]] bool looks_like_name(std::string_view word);

} // namespace photo
