// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/background.hpp"

namespace web {

base::Result<desk::Station> station_for(Service &service, std::string const &campaign,
                                        std::string const &actor, base::Progress &progress) {
    auto const &shared = service.stations.setting();
    return desk::Station::open(service.stations.folder(), campaign,
                               {shared.home, shared.clock, progress, actor, shared.families});
}

base::Result<Answer> begun(Visit const &visit, base::Words what, std::string page, Tasks::Work work) {
    auto const id =
        visit.service.tasks.begin(std::move(what), visit.actor(), std::move(page), std::move(work));
    if (!id) {
        return base::Fault{id.fault()};
    }
    auto answer = gone_to("/tasks/" + *id, {});
    answer.model.set("task", *id);
    return answer;
}

base::Result<Errand> errand_of(Visit const &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    return Errand{&visit.service, desk::campaign_key((*station)->campaign()), visit.actor(), visit.language};
}

} // namespace web
