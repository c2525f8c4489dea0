// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Where the photographer's pictures come from: a camera on USB, or a folder that another program fills. Each
/// listens by itself from when it is opened, so that a picture has the moment at which it first appeared
/// however late somebody asks for it. What is on a camera or in a folder stays there as it is.
#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace camera {

/// By a clock that never jumps; of this process alone.
using Moment = std::chrono::steady_clock::time_point;

struct Picture {
    base::Bytes file;                      ///< a whole JPEG, as the camera made it
    std::string name;                      ///< on the camera, or in the folder; tells nobody whose it is
    Moment appeared;                       ///< when it first was to be seen, whole or not
    Moment not_before;                     ///< it was not there yet: between the two it was shot
    base::Instant seen_at;                 ///< the same as appeared, for people
    std::optional<base::Instant> taken_at; ///< by the camera's own clock, where it says
};

/// Every member may be called from any thread; none waits longer than \c patience_for_answers and what it
/// was told. A device fault of \c wait means that the camera is gone: \c lost says whether for good.
class Camera {
public:
    virtual ~Camera() = default;

    /// For the record: "Canon EOS 850D 0123", "folder".
    [[nodiscard]] virtual std::string name() const = 0;
    /// The next picture, in the order in which they came, each once; nothing where none came meanwhile.
    /// \return bad_input, once each, for what came and is no photo or never became whole: go on. device where
    /// the camera is gone
    virtual base::Result<std::optional<Picture>> wait(std::chrono::milliseconds patience) = 0;
    /// Whether it will not come back by itself and has to be opened anew.
    [[nodiscard]] virtual bool lost() const = 0;
    /// Releases the shutter; the picture comes by \c wait. \return not_allowed where it cannot be released
    /// from here
    virtual base::Result<> shoot() = 0;
    /// A JPEG of what it sees now; nothing where it shows none.
    virtual base::Result<std::optional<base::Bytes>> live_view() = 0;
    /// How far its clock is ahead of ours, to about a second; nothing where it has none to be read.
    virtual base::Result<std::optional<std::chrono::seconds>> clock_ahead() = 0;
};

/// A camera that does not answer for so long is given up.
constexpr std::chrono::seconds patience_for_answers{30};

struct Found {
    std::string uri; ///< camera:Canon EOS 850D?serial=0123, which stays the same when it is plugged in again
    std::string model;  ///< as libgphoto2 calls it
    std::string port{}; ///< usb:001,004, where it is now
};

/// The cameras on USB.
base::Result<std::vector<Found>> list();

/// \p uri is one as listed, camera:MODEL, camera:usb:BUS,DEVICE, camera: where there is only one, or
/// folder:PATH. \return usage where it is none of these, or several cameras are meant; not_found where no
/// such camera is there; busy where another program holds it; device where it does not answer, or the folder
/// is not there
base::Result<std::unique_ptr<Camera>> open(std::string const &uri);

} // namespace camera
