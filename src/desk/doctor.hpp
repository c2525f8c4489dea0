// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"

namespace desk {

struct Check {
    enum class Result { good, note, bad };
    std::string name; ///< a word for machines
    Result result = Result::good;
    base::Words message; ///< what is so, and what to do where it is not good
};

/// Looks at everything that the station stands on; changes nothing that stays. \p store need not be there.
[[nodiscard]] std::vector<Check> examine(std::filesystem::path const &store, Setting const &setting);

} // namespace desk
