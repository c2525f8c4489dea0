// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/desk_cameras.hpp"
#include <algorithm>

namespace web {

using base::fault;
using base::Trouble;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 500ms;    ///< how long a desk that gives its camera back may wait
constexpr auto look_again = 2000ms; ///< for a camera that was unplugged
/// Another program brings a folder's pictures: from the shutter to its first byte on the disk.
constexpr auto folder_delay = 1500ms;

bool is_folder(std::string const &uri) {
    return uri.starts_with("folder:");
}

} // namespace

struct DeskCameras::One {
    One(std::string desk_name, std::string camera_uri, std::string of_campaign)
        : desk{std::move(desk_name)}, uri{std::move(camera_uri)}, campaign{std::move(of_campaign)},
          floor{is_folder(uri) ? std::chrono::milliseconds{folder_delay} : 0ms} {}

    std::string desk, uri, campaign;
    desk::CameraDesk floor;
    mutable std::mutex mutex; ///< of what follows
    std::shared_ptr<camera::Camera> camera;
    View view;
    std::jthread thread; // last: ends first

    [[nodiscard]] std::shared_ptr<camera::Camera> now() const {
        std::lock_guard const lock{mutex};
        return camera;
    }
    [[nodiscard]] bool is_gone() const {
        std::lock_guard const lock{mutex};
        return view.gone;
    }
};

/// Not while the lock is held: a thread that is waited for may want it.
DeskCameras::~DeskCameras() {
    std::map<std::string, std::shared_ptr<One>> going;
    {
        std::lock_guard const lock{mutex_};
        going.swap(desks_);
    }
}

std::vector<camera::Found> DeskCameras::choices() const {
    std::vector<camera::Found> all;
    for (auto const &folder : folders_) {
        all.push_back({folder, folder.substr(folder.find(':') + 1)});
    }
    if (auto const found = camera::list()) {
        all.insert(all.end(), found->begin(), found->end());
    }
    return all;
}

base::Result<> DeskCameras::attach(std::string const &desk, std::string const &uri,
                                   std::string const &campaign) {
    if (is_folder(uri) && std::ranges::find(folders_, uri) == folders_.end()) {
        return fault(Trouble::not_allowed, "这个文件夹没有登记：启动服务时用 --camera 指明",
                     "this folder was not offered: name it with --camera when the service is started");
    }
    std::lock_guard const changing{changing_};
    if (auto const before = of(desk); before && before->uri == uri) {
        return {};
    }
    if (auto unused = check_unused(uri); !unused) {
        return unused;
    }
    give_back(desk);
    auto opened = camera::open(uri);
    if (!opened) {
        return std::move(opened).fault();
    }
    auto one = std::make_shared<One>(desk, uri, campaign);
    one->camera = std::move(*opened);
    one->view = {uri, one->camera->name(), false, {}, {}};
    if (auto const ahead = one->camera->clock_ahead()) {
        one->view.clock_ahead = *ahead;
    }
    one->thread = // before anybody else can see it, and so can give it back
        std::jthread{[this, raw = one.get()](std::stop_token const &ending) { watch(*raw, ending); }};
    {
        std::lock_guard const lock{mutex_};
        desks_[desk] = std::move(one);
    }
    changed_();
    return {};
}

base::Result<> DeskCameras::check_unused(std::string const &uri) const {
    std::lock_guard const lock{mutex_};
    for (auto const &[other, theirs] : desks_) {
        if (theirs->uri == uri) {
            return fault(Trouble::busy, "这台相机正由 {} 使用", "{} is using this camera", other);
        }
    }
    return {};
}

void DeskCameras::detach(std::string const &desk) {
    std::lock_guard const changing{changing_};
    give_back(desk);
}

/// Waits for its thread, so not while mutex_ is held.
void DeskCameras::give_back(std::string const &desk) {
    std::shared_ptr<One> gone;
    {
        std::lock_guard const lock{mutex_};
        if (auto const found = desks_.find(desk); found != desks_.end()) {
            gone = std::move(found->second);
            desks_.erase(found);
        }
    }
    if (gone) {
        gone->thread.request_stop();
        gone->thread.join();
        changed_();
    }
}

void DeskCameras::stand(std::string const &desk, std::string const &visit) {
    if (auto const one = of(desk); one && one->floor.standing() != visit) {
        one->floor.stand(visit);
    }
}

void DeskCameras::away(std::string const &desk) {
    if (auto const one = of(desk); one && one->floor.standing()) {
        one->floor.away();
    }
}

std::shared_ptr<DeskCameras::One> DeskCameras::of(std::string const &desk) const {
    std::lock_guard const lock{mutex_};
    auto const found = desks_.find(desk);
    return found == desks_.end() ? nullptr : found->second;
}

base::Result<> DeskCameras::shoot(std::string const &desk) {
    auto const one = of(desk);
    auto const camera = one ? one->now() : nullptr;
    if (!camera) {
        return fault(Trouble::not_found, "这个台没有接相机", "this desk has no camera");
    }
    return camera->shoot();
}

base::Result<std::optional<base::Bytes>> DeskCameras::live_view(std::string const &desk) {
    auto const one = of(desk);
    auto const camera = one ? one->now() : nullptr;
    return camera ? camera->live_view() : base::Result{std::optional<base::Bytes>{}};
}

std::optional<DeskCameras::View> DeskCameras::view(std::string const &desk) const {
    auto const one = of(desk);
    if (!one) {
        return std::nullopt;
    }
    std::lock_guard const lock{one->mutex};
    return one->view;
}

void DeskCameras::say(One &one, base::Words said, bool gone) {
    {
        std::lock_guard const lock{one.mutex};
        one.view.said = std::move(said);
        one.view.gone = gone;
    }
    changed_();
}

void DeskCameras::bring(One &one, camera::Picture const &picture) {
    auto const &shared = stations_.setting();
    auto station =
        desk::Station::open(stations_.folder(), one.campaign,
                            {shared.home, shared.clock, shared.progress, one.desk, shared.families});
    auto const arrived = station ? one.floor.take(*station, faces_.finder(), picture, one.view.name)
                                 : base::Result<desk::CameraDesk::Arrived>{base::Fault{station.fault()}};
    if (!arrived) {
        say(one,
            {arrived.fault().text(base::Language::zh) + "；照片还在原处",
             arrived.fault().text(base::Language::en) + "; the picture is still where it was"},
            false);
        return;
    }
    say(one, arrived->aside ? arrived->aside->reason : base::Words{}, false);
}

/// Waits for pictures; a camera that is gone is looked for until it is back or the desk gives it up.
void DeskCameras::watch(One &one, std::stop_token const &ending) {
    while (!ending.stop_requested()) {
        auto const camera = one.now();
        auto const came = camera->wait(patience);
        if (came) {
            if (*came) {
                bring(one, **came);
            } else if (one.is_gone()) {
                say(one, {}, false);
            }
            continue;
        }
        auto const gone = came.fault().kind == Trouble::device;
        say(one, {came.fault().text(base::Language::zh), came.fault().text(base::Language::en)}, gone);
        if (!gone) {
            continue;
        }
        std::this_thread::sleep_for(look_again);
        if (camera->lost()) {
            if (auto again = camera::open(one.uri)) {
                std::lock_guard const lock{one.mutex};
                one.camera = std::move(*again);
                one.view.name = one.camera->name();
            }
        }
    }
}

} // namespace web
