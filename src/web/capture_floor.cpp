// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/capture_floor.hpp"

namespace web {

template <typename Do>
void CaptureFloor::change(Do const &work) {
    {
        std::lock_guard const lock{mutex_};
        work();
    }
    changed_();
}

void CaptureFloor::seat(std::string const &desk, std::string const &visit, std::int64_t number) {
    if (auto const now = at(desk); now && now->visit == visit) {
        return; // the page was opened again
    }
    change([&] { seats_[desk] = {visit, number, {}, false}; });
}

void CaptureFloor::leave(std::string const &desk) {
    if (at(desk)) {
        change([&] { seats_.erase(desk); });
    }
}

void CaptureFloor::show(std::string const &desk, std::string const &shot) {
    change([&] {
        if (auto const seat = seats_.find(desk); seat != seats_.end()) {
            seat->second.shot = shot;
            seat->second.wants_another = false;
        }
    });
}

void CaptureFloor::ask_for_another(std::string const &desk) {
    change([&] {
        if (auto const seat = seats_.find(desk); seat != seats_.end()) {
            seat->second.shot.clear();
            seat->second.wants_another = true;
        }
    });
}

std::optional<CaptureFloor::Seat> CaptureFloor::at(std::string const &desk) const {
    std::lock_guard const lock{mutex_};
    auto const seat = seats_.find(desk);
    return seat == seats_.end() ? std::nullopt : std::optional{seat->second};
}

std::vector<CaptureFloor::Seat> CaptureFloor::all() const {
    std::lock_guard const lock{mutex_};
    std::vector<Seat> seats;
    for (auto const &[desk, seat] : seats_) {
        seats.push_back(seat);
    }
    return seats;
}

void Faces::begin() {
    std::lock_guard const lock{mutex_};
    if (!loaded_.valid()) {
        loaded_ = std::async(std::launch::async, [] { return photo::FaceFinder::load(); }).share();
    }
}

photo::FaceFinder const *Faces::finder() {
    begin();
    auto const &loaded = loaded_.get();
    return loaded ? &*loaded : nullptr;
}

} // namespace web
