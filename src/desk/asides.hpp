// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Pictures that are nobody's: kept in the store's folder "aside" with the reason until a person says whose
/// each is. Nothing here gives one to anybody by itself.
#include "camera/camera.hpp"
#include "desk/shots.hpp"

namespace desk {

struct Aside {
    std::string id;     ///< when it appeared, and the beginning of its digest
    std::string camera; ///< which it came from
    std::string name;   ///< the file's, there
    std::string visit;  ///< id of the visit that it was refused for; empty: it was nobody's
    std::string seen_at;
    base::Words reason;
};

/// \p visit may be empty. \return storage where it cannot be written
base::Result<Aside> keep_aside(Station &station, camera::Picture const &picture, std::string const &camera,
                               std::string const &visit, base::Words const &reason);
/// Oldest first.
base::Result<std::vector<Aside>> asides(Station &station);
/// \return not_found where there is no such picture
base::Result<base::Bytes> aside_file(Station &station, std::string const &id);
/// Somebody says whose it is: it becomes a shot of that number's visit and lies aside no longer.
/// \return as \c at_camera and \c take_shot; not_allowed where it is somebody's already; busy while another desk
/// gives it away
base::Result<CheckedShot> give_aside(Station &station, photo::FaceFinder const *finder, std::string const &id,
                                     std::int64_t number);

} // namespace desk
