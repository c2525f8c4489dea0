// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/campaign.hpp"
#include "desk/printers.hpp"
#include "store/printers.hpp"
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

base::Result<Answer> admin_printers(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto const entered = store::printers(**store);
    if (!entered) {
        return base::Fault{entered.fault()};
    }
    auto list = Json::list();
    for (auto const &printer : *entered) {
        auto one = Json::object();
        list.add(one.set("uri", printer.uri).set("shown", printer.shown));
    }
    auto model = Json::object();
    model.set("entered", list).set("any", !entered->empty());
    return shown("admin-printers", std::move(model));
}

base::Result<Answer> change_printers(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto setting = visit.service.stations.setting();
    setting.actor = visit.actor();
    auto const &uri = visit.given.of("uri");
    auto const removes = visit.given.of("what") == "remove";
    auto done = removes ? desk::remove_printer(**store, setting, uri)
                        : desk::enter_printer(**store, setting, uri, visit.given.of("shown"));
    if (!done) {
        return std::move(done).fault();
    }
    visit.service.printers.look_again();
    return gone_to("/admin/printers", removes ? base::words("已去掉 {}", "{} is taken off the desks", uri)
                                              : base::words("已登记 {}", "{} is on the desks", uri));
}

} // namespace

void add_admin_pages(Handlers &handlers) {
    handlers.insert({{"admin_desk", admin_desk},
                     {"create_campaign", create_campaign},
                     {"admin_printers", admin_printers},
                     {"change_printers", change_printers}});
}

} // namespace web
