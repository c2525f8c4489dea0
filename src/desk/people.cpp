// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/people.hpp"
#include "base/text.hpp"

namespace desk {

base::Result<store::Person> person_numbered(Station &station, std::string const &student_no) {
    store::Selection who;
    who.student_no = std::string{base::trimmed(student_no)};
    auto found = who.student_no->empty()
                     ? base::Result<std::vector<store::Person>>{std::vector<store::Person>{}}
                     : store::people(station.store(), station.campaign().id, who);
    if (!found) {
        return std::move(found).fault();
    }
    if (found->empty()) {
        return base::fault(base::Trouble::not_found, "名册里没有学号 {}",
                           "nobody on the roster has the student number {}", *who.student_no);
    }
    return std::move(found->front());
}

} // namespace desk
