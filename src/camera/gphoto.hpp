// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: one camera through libgphoto2, whose header gphoto.cpp alone includes. Of one thread; each
/// call ends within the transfers' patience, and a few of them for what takes several.
#include "camera/camera.hpp"

namespace camera {

struct OnCamera {
    std::string folder, name;
};

struct Fetched {
    base::Bytes file;
    std::optional<base::Instant> taken_at;
};

class GPhoto {
public:
    static base::Result<std::vector<Found>> list();
    /// \p patience of a transfer. \return busy where another program holds it, device where it does not
    /// answer
    static base::Result<std::unique_ptr<GPhoto>> open(Found const &found, std::chrono::milliseconds patience);
    ~GPhoto();
    GPhoto(GPhoto const &) = delete;
    GPhoto &operator=(GPhoto const &) = delete;

    [[nodiscard]] std::string name() const; ///< maker's model and serial number
    /// The next file that the camera tells of, in the order in which it made them.
    /// \return not_found where the camera is not there any more
    base::Result<std::optional<OnCamera>> next(std::chrono::milliseconds patience);
    base::Result<Fetched> fetch(OnCamera const &what);
    /// \return what it took where the camera says so at once; nothing: \c next will tell of it
    base::Result<std::optional<OnCamera>> shoot();
    base::Result<std::optional<base::Bytes>> preview();
    base::Result<std::optional<base::Instant>> clock();

private:
    struct Inner;
    explicit GPhoto(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace camera
