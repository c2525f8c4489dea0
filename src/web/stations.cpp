// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/stations.hpp"
#include <algorithm>

namespace web {

namespace {

constexpr std::size_t most_idle = 16;

template <typename T>
void keep(std::mutex &mutex, std::vector<std::unique_ptr<T>> &idle, std::unique_ptr<T> one) {
    std::lock_guard const lock{mutex};
    if (idle.size() < most_idle) {
        idle.push_back(std::move(one));
    }
}

} // namespace

base::Result<Lease<store::Store>> Stations::store() {
    auto const give_back = [this](std::unique_ptr<store::Store> one) {
        keep(mutex_, idle_stores_, std::move(one));
    };
    {
        std::lock_guard const lock{mutex_};
        if (!idle_stores_.empty()) {
            auto one = std::move(idle_stores_.back());
            idle_stores_.pop_back();
            return Lease<store::Store>{std::move(one), give_back};
        }
    }
    auto opened = store::Store::open(folder_);
    if (!opened) {
        return std::move(opened).fault();
    }
    return Lease<store::Store>{std::make_unique<store::Store>(std::move(*opened)), give_back};
}

base::Result<Lease<desk::Station>> Stations::station(std::string const &campaign, std::string const &actor) {
    auto const give_back = [this](std::unique_ptr<desk::Station> one) {
        keep(mutex_, idle_stations_, std::move(one));
    };
    if (!campaign.empty()) { // which one is the newest can change
        std::lock_guard const lock{mutex_};
        auto const found = std::find_if(idle_stations_.begin(), idle_stations_.end(), [&](auto const &one) {
            return desk::campaign_key(one->campaign()) == campaign;
        });
        if (found != idle_stations_.end()) {
            auto one = std::move(*found);
            idle_stations_.erase(found);
            one->act_as(actor);
            return Lease<desk::Station>{std::move(one), give_back};
        }
    }
    auto setting = setting_;
    setting.actor = actor;
    auto opened = desk::Station::open(folder_, campaign, setting);
    if (!opened) {
        return std::move(opened).fault();
    }
    return Lease<desk::Station>{std::make_unique<desk::Station>(std::move(*opened)), give_back};
}

} // namespace web
