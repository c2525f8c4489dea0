// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/campaign.hpp"
#include "policy/page.hpp"
#include "store/accounts.hpp"
#include "store/printers.hpp"
#include "web/admin.hpp"
#include <algorithm>

namespace web {

using base::Json;

namespace {

/// What this browser works on: the campaign that it chose, or else the newest.
std::string campaign_here(Visit const &visit, std::vector<store::Campaign> const &all) {
    auto const chosen = std::any_of(all.begin(), all.end(), [&](store::Campaign const &one) {
        return desk::campaign_key(one) == visit.campaign;
    });
    return chosen ? visit.campaign : all.empty() ? std::string{} : desk::campaign_key(all.back());
}

base::Result<> add_campaigns(Visit const &visit, store::Store const &store, Json &model) {
    auto const all = store::campaigns(store);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto const here = campaign_here(visit, *all);
    auto list = Json::list();
    for (auto campaign = all->rbegin(); campaign != all->rend(); ++campaign) {
        auto one = Json::object();
        auto const key = desk::campaign_key(*campaign);
        one.set("key", key).set("school", campaign->school_name).set("code", campaign->school_code);
        one.set("year", campaign->year).set("profile", campaign->profile);
        one.set("profile_url", encoded(campaign->profile)).set("current", key == here);
        set_time(one, "created_at", campaign->created_at);
        list.add(one);
    }
    auto const &setting = visit.service.stations.setting();
    auto profiles = Json::list();
    for (auto const &name : desk::shipped(setting, "data/profiles")) {
        auto const profile = desk::load_profile(setting, name);
        auto one = Json::object();
        profiles.add(one.set("name", name).set("title", profile ? profile->title.in(visit.language) : name));
    }
    model.set("list", list).set("any", !all->empty()).set("count", all->size()).set("profiles", profiles);
    return {};
}

base::Result<> add_people(Visit const &visit, Json &model) {
    auto station = visit.station();
    if (!station) {
        model.set("has_campaign", false);
        return station.fault().kind == base::Trouble::not_found ? base::Result<>{}
                                                                : base::Fault{station.fault()};
    }
    auto const counts = store::class_counts((*station)->store(), (*station)->campaign().id);
    if (!counts) {
        return base::Fault{counts.fault()};
    }
    store::ClassCount all;
    for (auto const &one : *counts) {
        all.people += one.people;
        all.photos += one.photos;
        all.printed += one.printed;
    }
    auto const &campaign = (*station)->campaign();
    model.set("has_campaign", true).set("campaign_school", campaign.school_name);
    model.set("campaign_year", campaign.year).set("campaign_profile", campaign.profile);
    model.set("people", all.people).set("photos", all.photos).set("printed", all.printed);
    model.set("classes", counts->size()).set("any_people", all.people > 0);
    return {};
}

base::Result<> add_accounts(store::Store const &store, Json &model) {
    auto const accounts = store::accounts(store);
    if (!accounts) {
        return base::Fault{accounts.fault()};
    }
    std::int64_t active = 0, invited = 0, disabled = 0;
    for (auto const &account : *accounts) {
        (account.disabled ? disabled : account.has_password ? active : invited) += 1;
    }
    model.set("active", active).set("invited", invited).set("any_invited", invited > 0);
    model.set("disabled", disabled).set("any_disabled", disabled > 0);
    return {};
}

/// When the last backup was made, and whether that is too long ago to sleep well.
base::Result<> add_last_backup(Visit const &visit, store::Store const &store, Json &model) {
    static constexpr std::chrono::hours soon_enough{7 * 24};
    auto const made = store::events_page(store, {"", "backup.made", ""}, 0, 1);
    auto const last = store::events_page(store, {}, 0, 1);
    if (!made || !last) {
        return base::Fault{made ? last.fault() : made.fault()};
    }
    model.set("any_backup", !made->empty()).set("backing_up", visit.service.backups.view().running);
    model.set("backup_old", made->empty() || visit.now() - made->front().at > soon_enough);
    if (!made->empty()) {
        set_time(model, "backup_at", made->front().at);
    }
    model.set("event_count", last->empty() ? 0 : last->front().seq);
    return {};
}

base::Result<Answer> admin_desk(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto model = Json::object();
    for (auto const &added : {add_campaigns(visit, **store, model), add_people(visit, model),
                              add_accounts(**store, model), add_last_backup(visit, **store, model)}) {
        if (!added) {
            return base::Fault{added.fault()};
        }
    }
    auto const printers = store::printers(**store);
    model.set("printer_count", printers ? printers->size() : 0);
    return admin_shown(visit, "admin", std::move(model));
}

base::Result<Answer> admin_campaigns(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto model = Json::object();
    auto const added = add_campaigns(visit, **store, model);
    return added ? base::Result{admin_shown(visit, "admin-campaigns", std::move(model))}
                 : base::Fault{added.fault()};
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

base::Result<Answer> admin_rules(Visit &visit) {
    auto const &setting = visit.service.stations.setting();
    auto list = Json::list();
    for (auto const &name : desk::shipped(setting, "data/profiles")) {
        auto const profile = desk::load_profile(setting, name);
        auto one = Json::object();
        one.set("name", name).set("name_url", encoded(name)).set("good", static_cast<bool>(profile));
        one.set("title", profile ? profile->title.in(visit.language) : "");
        one.set("notice", profile ? profile->notice.in(visit.language) : "");
        list.add(one.set("problem", profile ? "" : profile.fault().text(visit.language)));
    }
    auto model = Json::object();
    model.set("profiles", list);
    return admin_shown(visit, "admin-rules", std::move(model));
}

Json line_of(policy::Line const &line, base::Language language) {
    auto one = Json::object();
    auto texts = Json::list();
    for (auto const &text : line.texts) {
        if (!text.in(language).empty()) {
            texts.add(text.in(language));
        }
    }
    one.set("row", line.rule == nullptr ? "" : line.rule->row).set("open", line.rule == nullptr);
    one.set("texts", texts).set("quoted", line.quoted);
    if (line.rule != nullptr) {
        one.set("kind", policy::title(line.rule->kind).in(language)).set("words", line.rule->words);
        one.set("note", line.rule->note.in(language));
        one.set("noted", line.quoted && !line.rule->note.in(language).empty());
    }
    return one;
}

Json sections_of(policy::Profile const &profile, base::Language language) {
    auto sections = Json::list();
    for (auto const &section : policy::page(profile)) {
        auto lines = Json::list();
        auto one = Json::object();
        for (auto const &line : section.lines) {
            lines.add(line_of(line, language));
        }
        one.set("part", static_cast<int>(section.part))
            .set("heading", policy::heading(section.part).in(language));
        if (!section.lines.empty()) {
            sections.add(one.set("lines", lines));
        }
    }
    return sections;
}

base::Result<Answer> admin_rule(Visit &visit) {
    auto const &setting = visit.service.stations.setting();
    auto const shipped = desk::shipped(setting, "data/profiles");
    auto const &name = visit.part("name");
    if (std::find(shipped.begin(), shipped.end(), name) == shipped.end()) { // a name may be a path, too
        return base::fault(base::Trouble::not_found, "没有规则“{}”", "there is no profile '{}'", name);
    }
    auto const profile = desk::load_profile(setting, name);
    if (!profile) {
        return base::Fault{profile.fault()};
    }
    auto model = Json::object();
    model.set("name", name).set("title", profile->title.in(visit.language));
    model.set("notice", profile->notice.in(visit.language)).set("count", profile->rules.size());
    model.set("sections", sections_of(*profile, visit.language));
    return admin_shown(visit, "admin-rule", std::move(model));
}

} // namespace

void add_admin_pages(Handlers &handlers) {
    handlers.insert({{"admin_desk", admin_desk},
                     {"admin_campaigns", admin_campaigns},
                     {"create_campaign", create_campaign},
                     {"admin_rules", admin_rules},
                     {"admin_rule", admin_rule}});
}

} // namespace web
