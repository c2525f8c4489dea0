// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/shot_view.hpp"
#include "base/files.hpp"
#include "desk/photo_acceptance.hpp"
#include "desk/shots.hpp"
#include "photo/codec.hpp"
#include <algorithm>

namespace desk {

namespace {

constexpr std::uintmax_t most_master_bytes = 1'000'000;

/// What was recorded, with the sentences and places that looking again gives.
void add_places(std::vector<photo::Check> &recorded, photo::Inspection const &again) {
    for (auto &check : recorded) {
        auto const found = std::ranges::find(again.checks, check.kind, &photo::Check::kind);
        if (found != again.checks.end()) {
            check.where = found->where;
            check.said = found->said;
        }
    }
}

int rank(std::string const &verdict) {
    return verdict == "pass" ? 0 : verdict == "warn" ? 1 : verdict == "could-not-check" ? 2 : 3;
}

} // namespace

photo::Verdict ShotView::verdict() const {
    for (auto const worst : {photo::Verdict::fail, photo::Verdict::unknown, photo::Verdict::warn}) {
        if (std::ranges::find(checks, worst, &photo::Check::verdict) != checks.end()) {
            return worst;
        }
    }
    return photo::Verdict::pass;
}

photo::Picture picture_of(base::ByteView jpeg) {
    auto const facts = photo::read_facts(jpeg);
    auto decoded = facts ? photo::decoded(jpeg, *facts, 1)
                         : std::variant<photo::Picture, photo::DecodeTrouble>{photo::DecodeTrouble::damaged};
    auto *picture = std::get_if<photo::Picture>(&decoded);
    return picture == nullptr ? photo::Picture{} : std::move(*picture);
}

photo::Look look_of(policy::Profile const &profile) {
    return {profile.look.expression == policy::Expression::smile_without_teeth, profile.look.banned_colours};
}

base::Result<ShotView> view_shot(Station &station, photo::FaceFinder const *finder, std::string const &id) {
    auto shot = shot_named(station, id);
    auto spec = spec_of(station);
    auto answered = store::overridden(station.store(), id);
    if (!shot || !spec || !answered) {
        return base::Fault{!shot ? shot.fault() : !spec ? spec.fault() : answered.fault()};
    }
    auto open = unanswered(station, *shot);
    auto const digest = base::Digest::from_hex(shot->master);
    auto const file = digest ? base::read_file(station.store().kept_path(shot->master), most_master_bytes)
                             : base::Result<base::Bytes>{base::Bytes{}};
    if (!open || !file) {
        return base::Fault{open ? file.fault() : open.fault()};
    }
    ShotView view{std::move(*shot), std::move(*spec), {}, std::move(*open), std::move(*answered)};
    view.checks = recorded_checks(view.shot);
    if (auto const picture = picture_of(*file); picture.width > 0 && finder != nullptr) {
        add_places(view.checks, photo::inspect(picture, *finder, view.spec, look_of(station.profile())));
    }
    for (auto &check : view.checks) {
        check.band = view.spec.band(check.kind);
    }
    return view;
}

base::Result<std::optional<store::Shot>> best_shot(Station &station, std::string const &visit) {
    auto shots = store::shots_of(station.store(), visit);
    if (!shots) {
        return std::move(shots).fault();
    }
    std::optional<store::Shot> best;
    for (auto &shot : *shots) {
        if (shot.state != "dropped" && (!best || rank(shot.verdict) <= rank(best->verdict))) {
            best = std::move(shot);
        }
    }
    return best;
}

} // namespace desk
