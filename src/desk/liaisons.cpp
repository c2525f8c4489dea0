// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/liaisons.hpp"
#include "base/text.hpp"
#include "desk/steps.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

/// The number of the unit, for the ledger.
base::Result<std::int64_t> unit_numbered(Station &station, std::string const &unit) {
    auto const id = store::unit_id(station.store(), station.campaign().id, unit);
    if (!id) {
        return base::Fault{id.fault()};
    }
    return *id ? base::Result{**id}
               : fault(Trouble::not_found, "名册里没有单位“{}”", "the roster has no unit '{}'", unit);
}

} // namespace

base::Result<> note_liaison(Station &station, store::Liaison const &typed) {
    store::Liaison const liaison{std::string{base::trimmed(typed.unit)},
                                 std::string{base::trimmed(typed.name)},
                                 std::string{base::trimmed(typed.phone)}};
    if (liaison.unit.empty() || liaison.name.empty()) {
        return fault(Trouble::bad_input, "写明单位和联系人姓名", "say which unit, and who");
    }
    auto change = station.change();
    auto const unit = unit_numbered(station, liaison.unit);
    if (!change || !unit) {
        return base::Fault{change ? unit.fault() : change.fault()};
    }
    return in_order(
        [&] { return store::note_liaison(*change, station.campaign().id, liaison); },
        [&] { return change->record("liaison.noted", fmt::format("unit {}", *unit), base::Json::object()); },
        [&] { return change->commit(); });
}

base::Result<> forget_liaison(Station &station, std::string const &unit, std::string const &name) {
    auto change = station.change();
    auto const number = unit_numbered(station, unit);
    if (!change || !number) {
        return base::Fault{change ? number.fault() : change.fault()};
    }
    auto const gone = store::forget_liaison(*change, station.campaign().id, unit, name);
    if (!gone) {
        return base::Fault{gone.fault()};
    }
    if (!*gone) {
        return fault(Trouble::not_found, "{} 没有联系人 {}", "{} has no liaison {}", unit, name);
    }
    return in_order(
        [&] {
            return change->record("liaison.forgotten", fmt::format("unit {}", *number), base::Json::object());
        },
        [&] { return change->commit(); });
}

base::Result<std::vector<UnitLiaisons>> liaisons_of_units(Station &station) {
    auto const named = store::liaisons(station.store(), station.campaign().id);
    auto const classes = store::class_counts(station.store(), station.campaign().id);
    if (!named || !classes) {
        return base::Fault{named ? classes.fault() : named.fault()};
    }
    std::vector<UnitLiaisons> units;
    for (auto const &one : *classes) {
        if (std::ranges::find(units, one.unit, &UnitLiaisons::unit) == units.end()) {
            units.push_back({one.unit, {}});
        }
    }
    for (auto &unit : units) {
        std::ranges::copy_if(*named, std::back_inserter(unit.liaisons),
                             [&](store::Liaison const &one) { return one.unit == unit.unit; });
    }
    std::ranges::sort(units, {}, &UnitLiaisons::unit);
    return units;
}

} // namespace desk
