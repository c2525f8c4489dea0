// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/camera_desk.hpp"
#include <algorithm>

namespace desk {

namespace {

constexpr std::size_t most_stays = 20'000; ///< many days' worth

} // namespace

void CameraDesk::stand(std::string visit, Moment at) {
    begin({at, std::move(visit)});
}

void CameraDesk::away(Moment at) {
    begin({at, std::nullopt});
}

void CameraDesk::begin(Stay stay) {
    std::lock_guard const guard{lock_};
    if (!stays_.empty()) {
        stay.from = std::max(stay.from, stays_.back().from);
        if (stay.visit == stays_.back().visit) {
            return;
        }
    }
    stays_.push_back(std::move(stay));
    if (stays_.size() > most_stays) {
        stays_.erase(stays_.begin(), stays_.begin() + most_stays / 2);
    }
}

std::optional<std::string> CameraDesk::standing() const {
    std::lock_guard const guard{lock_};
    return stays_.empty() ? std::nullopt : stays_.back().visit;
}

CameraDesk::Whose CameraDesk::whose(camera::Picture const &picture) const {
    std::lock_guard const guard{lock_};
    auto const earliest = std::min(picture.not_before, picture.appeared - delay_);
    auto const after = std::ranges::upper_bound(stays_, picture.appeared, {}, &Stay::from);
    auto const before = std::ranges::upper_bound(stays_, earliest, {}, &Stay::from);
    auto const visit = before == stays_.begin() ? std::nullopt : std::prev(before)->visit;
    if (before != after) {
        return {std::nullopt,
                {"拍摄的时候正在换人，不知道是谁的",
                 "it was shot while people changed; whose it is is not certain"}};
    }
    return visit ? Whose{visit, {}}
                 : Whose{std::nullopt,
                         {"拍摄的时候没有人在拍照", "nobody stood at the camera when it was shot"}};
}

base::Result<CameraDesk::Arrived> CameraDesk::take(Station &station, photo::FaceFinder const *finder,
                                                   camera::Picture const &picture,
                                                   std::string const &camera) const {
    auto const of = whose(picture);
    auto reason = of.doubt;
    if (of.visit) {
        auto taken = take_shot(station, finder, {*of.visit, picture.file, camera, {}});
        if (taken) {
            return Arrived{std::move(*taken), std::nullopt};
        }
        reason = taken.fault().what;
    }
    auto aside = keep_aside(station, picture, camera, of.visit.value_or(""), reason);
    if (!aside) {
        return std::move(aside).fault();
    }
    return Arrived{std::nullopt, std::move(*aside)};
}

} // namespace desk
