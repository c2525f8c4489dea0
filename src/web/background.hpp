// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what pages share that begin work in the background.
#include "web/visit.hpp"

namespace web {

/// Begins it, and leads to its page. \p page shows what came of it
base::Result<Answer> begun(Visit const &visit, base::Words what, std::string page, Tasks::Work work);

/// A station in a thread of its own, whose work tells how far it is. \p campaign as desk::campaign_key
base::Result<desk::Station> station_for(Service &service, std::string const &campaign,
                                        std::string const &actor, base::Progress &progress);

/// What work needs of its visit, which is over long before.
struct Errand {
    Service *service;
    std::string campaign, actor;
    base::Language language;
};
base::Result<Errand> errand_of(Visit const &visit);

} // namespace web
