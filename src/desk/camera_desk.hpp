// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Who stands at the camera, and whose each picture is: that of whoever stood there when it was shot, however
/// late it is downloaded. A picture that is not certainly one visit's goes to nobody.
#include "desk/asides.hpp"
#include <mutex>

namespace desk {

/// In memory: after a restart nobody stands at the camera. Every member may be called from any thread;
/// \c take with a station of that thread's own.
class CameraDesk {
public:
    using Moment = camera::Moment;

    /// \p delay: how long after the shutter a picture may first be seen, where another program brings it.
    explicit CameraDesk(std::chrono::milliseconds delay = {}) : delay_{delay} {}

    /// The visit of that id stands at the camera from now on, and nobody else does.
    void stand(std::string visit, Moment at = std::chrono::steady_clock::now());
    void away(Moment at = std::chrono::steady_clock::now());
    [[nodiscard]] std::optional<std::string> standing() const;

    struct Whose {
        std::optional<std::string> visit;
        base::Words doubt; ///< where it is nobody's: why
    };
    /// \p picture is only looked at for its moments.
    [[nodiscard]] Whose whose(camera::Picture const &picture) const;

    struct Arrived {
        std::optional<CheckedShot> shot;
        std::optional<Aside> aside; ///< where it is no shot: what it was kept as
    };
    /// Makes it a shot of the visit that stood there, or keeps it aside where that is nobody, is over, or the
    /// picture cannot be used. \p camera is \c camera::Camera::name. \return storage where it could not be
    /// kept either: the camera or the folder still has it
    base::Result<Arrived> take(Station &station, photo::FaceFinder const *finder,
                               camera::Picture const &picture, std::string const &camera) const;

private:
    /// From that moment until the next one's.
    struct Stay {
        Moment from;
        std::optional<std::string> visit;
    };
    void begin(Stay stay);

    std::chrono::milliseconds delay_;
    mutable std::mutex lock_;
    std::vector<Stay> stays_; ///< in order of time
};

} // namespace desk
