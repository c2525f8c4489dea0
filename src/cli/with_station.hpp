// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: a verb that opens the station first.
#include "cli/door.hpp"
#include <functional>
#include <memory>

namespace cli {

/// Opens the station and acts there. \return the exit status, also of a station that does not open
template <typename Action>
int with_station(Door &door, Action const &action) {
    auto station = door.open();
    return station ? action(*station) : door.fail(station.fault());
}

/// The same when the verb is run, with what was asked on its command line.
template <typename Asked, typename Does>
std::function<int()> at_station(Door &door, std::shared_ptr<Asked> const &asked, Does const &does) {
    return [&door, asked, does] {
        return with_station(door, [&](desk::Station &station) { return does(door, station, *asked); });
    };
}

inline base::Words const signer_help{"谁签名（默认是当前用户）", "who signs (else who is at the desk)"};

} // namespace cli
