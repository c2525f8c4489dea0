// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "camera/camera.hpp"
#include "desk/camera_desk.hpp"
#include "web/capture_floor.hpp"
#include "web/stations.hpp"
#include <thread>

namespace web {

/// The cameras that hang at the station itself, on USB or as a folder that another program fills, each used
/// by one desk at a time. A thread for each brings its pictures to whoever stood there when they were shot.
class DeskCameras {
public:
    /// \p folders: URIs that desks may choose beside the cameras on USB. \p changed is called from any thread
    DeskCameras(Stations &stations, Faces &faces, std::function<void()> changed)
        : stations_{stations}, faces_{faces}, changed_{std::move(changed)} {}
    DeskCameras(DeskCameras const &) = delete;
    DeskCameras &operator=(DeskCameras const &) = delete;
    ~DeskCameras();

    /// Before anything is served: folders that desks may choose.
    void offer(std::vector<std::string> folders) { folders_ = std::move(folders); }
    /// What a desk may choose: the folders that were offered, and the cameras on USB.
    [[nodiscard]] std::vector<camera::Found> choices() const;

    /// Instead of the one that the desk had, which it keeps where another desk has this one.
    /// \return not_allowed for a folder that was not offered; busy where another desk has it; as camera::open
    base::Result<> attach(std::string const &desk, std::string const &uri, std::string const &campaign);
    void detach(std::string const &desk);
    void stand(std::string const &desk, std::string const &visit);
    void away(std::string const &desk);
    /// \return not_found where the desk has none; as camera::Camera::shoot
    base::Result<> shoot(std::string const &desk);
    base::Result<std::optional<base::Bytes>> live_view(std::string const &desk);

    struct View {
        std::string uri, name;
        bool gone = false;
        base::Words said; ///< the last thing that went wrong, or that a picture was kept aside
        std::optional<std::chrono::seconds> clock_ahead;
    };
    [[nodiscard]] std::optional<View> view(std::string const &desk) const;

private:
    struct One;
    [[nodiscard]] std::shared_ptr<One> of(std::string const &desk) const;
    base::Result<> check_unused(std::string const &uri) const;
    void give_back(std::string const &desk);
    void watch(One &one, std::stop_token const &ending);
    void bring(One &one, camera::Picture const &picture);
    void say(One &one, base::Words said, bool gone);

    Stations &stations_;
    Faces &faces_;
    std::function<void()> changed_;
    std::vector<std::string> folders_;
    std::mutex changing_;      ///< held while a desk takes a camera or gives it back, which may take seconds
    mutable std::mutex mutex_; ///< of what follows, never held for long; the later one of the two
    std::map<std::string, std::shared_ptr<One>> desks_;
};

} // namespace web
