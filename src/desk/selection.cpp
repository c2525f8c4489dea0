// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/selection.hpp"
#include <set>

namespace desk {

base::Result<> sure_of_class(Station &station, store::Selection const &who) {
    if (!who.class_name || who.unit) {
        return {};
    }
    auto const people = store::people(station.store(), station.campaign().id, who);
    if (!people) {
        return base::Fault{people.fault()};
    }
    std::set<std::string> units;
    for (auto const &person : *people) {
        units.insert(person.unit);
    }
    if (units.size() < 2) {
        return {};
    }
    std::string zh;
    std::string en;
    for (auto const &unit : units) {
        zh += (zh.empty() ? "" : "、") + unit;
        en += (en.empty() ? "" : ", ") + unit;
    }
    return base::Fault{
        base::Trouble::usage,
        {fmt::format("{} 个单位都有班级“{}”（{}）；请加 --unit", units.size(), *who.class_name, zh),
         fmt::format("{} units have a class '{}' ({}); add --unit", units.size(), *who.class_name, en)},
        {}};
}

} // namespace desk
