// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/campaign.hpp"
#include "web/visit.hpp"

namespace web {

using base::Json;

namespace {

base::Result<Answer> admin_desk(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto const campaigns = store::campaigns(**store);
    if (!campaigns) {
        return base::Fault{campaigns.fault()};
    }
    auto list = Json::list();
    for (auto const &campaign : *campaigns) {
        auto one = Json::object();
        one.set("key", desk::campaign_key(campaign))
            .set("school", campaign.school_name)
            .set("year", campaign.year);
        set_time(one, "created_at", campaign.created_at);
        list.add(one.set("code", campaign.school_code).set("profile", campaign.profile));
    }
    auto profiles = Json::list();
    for (auto const &name : desk::shipped(visit.service.stations.setting(), "data/profiles")) {
        profiles.add(name);
    }
    auto model = Json::object();
    model.set("list", list).set("any", !campaigns->empty()).set("profiles", profiles);
    return shown("admin", std::move(model));
}

base::Result<Answer> create_campaign(Visit &visit) {
    auto const &given = visit.given;
    auto setting = visit.service.stations.setting();
    setting.actor = visit.actor();
    auto const made = desk::create_campaign(
        visit.service.stations.folder(),
        {given.of("code"), given.of("school"),
         static_cast<int>(std::strtol(given.of("year").c_str(), nullptr, 10)), given.of("profile")},
        setting);
    if (!made) {
        return base::Fault{made.fault()};
    }
    auto const key = desk::campaign_key(*made);
    auto answer = gone_to("/intake", base::words("已建立采集任务 {}，现在导入名册",
                                                 "the campaign {} is there; import its roster now", key));
    answer.model.set("campaign", key);
    return answer;
}

} // namespace

void add_admin_pages(Handlers &handlers) {
    handlers.insert({{"admin_desk", admin_desk}, {"create_campaign", create_campaign}});
}

} // namespace web
