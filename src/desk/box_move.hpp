// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what one move of volumes and items to a box comes to. Whatever is named, and however often,
/// the box has one volume of a class and no number twice when the act is done.
#include "desk/station.hpp"
#include "store/moves.hpp"
#include <map>
#include <set>

namespace desk {

class BoxMove {
public:
    /// \p change outlives it; volumes that the box lacks are opened within.
    BoxMove(Station &station, store::Change &change, store::Box box)
        : station_{station}, change_{change}, box_{std::move(box)} {}

    /// Whatever lies in another box. These three return not_found, and not_allowed where the box does not
    /// take it.
    base::Result<> all_of(std::string const &box);
    base::Result<> volume(std::string const &id);
    base::Result<> item(std::string const &serial);

    [[nodiscard]] store::Moved const &moved() const { return moved_; }
    /// Whereto; of the year and unit of what was moved first, where it was of none.
    [[nodiscard]] store::Box const &box() const { return box_; }

private:
    base::Result<> take(store::Volume const &one);
    base::Result<> take(store::Item const &one, store::Belonging const &whose);
    base::Result<> fits(store::Belonging const &whose);
    base::Result<std::string> volume_of(std::int64_t class_id);
    base::Result<std::string> open(store::Belonging const &whose);
    base::Result<std::int64_t> next_number();

    Station &station_;
    store::Change &change_;
    store::Box box_;
    store::Moved moved_;
    std::set<std::string> whole_;                 ///< volumes that go as they are
    std::set<std::string> seen_;                  ///< items that go by themselves
    std::map<std::int64_t, std::string> volumes_; ///< in the box when the act is done, by class
    std::int64_t number_ = 0;                     ///< of the last volume; 0: nobody asked yet
};

} // namespace desk
