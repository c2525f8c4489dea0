// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/visits.hpp"
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Trouble;

base::Result<store::Visit> visit_named(Station &station, std::string const &id) {
    auto found = store::visit(station.store(), id);
    if (!found) {
        return std::move(found).fault();
    }
    if (!*found) {
        return fault(Trouble::not_found, "没有这次拍摄 {}", "there is no visit {}", id);
    }
    return std::move(**found);
}

base::Result<store::Visit> open_visit(Station &station, std::string const &id) {
    auto visit = visit_named(station, id);
    if (!visit || visit->open()) {
        return visit;
    }
    auto const state = ending_of(station.profile(), *visit);
    return base::Fault{Trouble::not_allowed,
                       {fmt::format("拍摄序号 {} {}，不能再拍", visit->number, state.zh),
                        fmt::format("number {} {}; no more shots", visit->number, state.en)},
                       {}};
}

base::Result<store::Shot> shot_named(Station &station, std::string const &id) {
    auto found = store::shot(station.store(), id);
    if (!found) {
        return std::move(found).fault();
    }
    if (!*found) {
        return fault(Trouble::not_found, "没有这张照片 {}", "there is no shot {}", id);
    }
    return std::move(**found);
}

base::Words ending_of(policy::Profile const &profile, store::Visit const &visit) {
    if (visit.state == "confirmed") {
        return {"已经确认照片", "has a confirmed photo"};
    }
    if (visit.state != "refused") {
        return {"已经离开", "has left"};
    }
    auto const *refusal = profile.refusal(visit.reason);
    auto why = refusal == nullptr ? base::Words{visit.reason, visit.reason} : refusal->text;
    if (!visit.note.empty()) {
        why = {why.zh + "，" + visit.note, why.en + ", " + visit.note};
    }
    return {"没有采集（" + why.zh + "）", "was not captured (" + why.en + ")"};
}

} // namespace desk
