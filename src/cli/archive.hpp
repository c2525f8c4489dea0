// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what the verbs of the archive share.
#include "cli/verbs.hpp"
#include "cli/with_station.hpp"

namespace cli {

/// What the verbs of the archive are given.
struct ArchiveAsked {
    std::string what, box, shelf, unit, handover, class_name, volume, by, to, reason, stocktake;
    std::vector<std::string> serials, boxes, volumes;
    bool mixed = false;
};

inline base::Words const by_help{"经手人（默认是当前用户）", "who signs (else who is at the desk)"};
inline base::Words const serials_help{"序列号", "serials"};

/// archive stocktake, lost, found, papers
void add_counting(CommandLine &line, Door &door);

} // namespace cli
