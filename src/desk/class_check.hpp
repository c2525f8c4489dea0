// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Who of a class has nothing in the archives, and why (domain facts 4.3, 5): absent, no photo, spoiled and
/// not printed again, in the mail, lent, used up.
#include "desk/class_list.hpp"

namespace desk {

struct NotHere {
    ClassLine line;
    base::Words why;
};
struct ClassCheck {
    ClassList list;
    std::string unit, class_name;
    std::vector<NotHere> not_here; ///< by student number
    std::size_t here = 0;          ///< whose sheet lies in the archives
};

/// Of the campaign at hand. \p unit may be empty where only one unit has such a class. \return not_found;
/// bad_input where several units have it, naming them
base::Result<ClassCheck> check_class(Station &station, std::string const &unit,
                                     std::string const &class_name);

} // namespace desk
