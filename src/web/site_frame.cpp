// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// What stands around every page: where one may go, who one is, which campaign it is, and what was said last.
#include "web/site.hpp"
#include <algorithm>
#include <set>

namespace web {

using base::Language;

namespace {

struct Place {
    char const *path, *key;
    std::set<desk::Role> who;
    std::vector<std::string_view> also{}; ///< pages with other addresses that belong to it
};

bool is_here(Place const &place, std::string const &path) {
    return path.starts_with(place.path) ||
           std::ranges::any_of(place.also, [&](std::string_view one) { return path.starts_with(one); });
}

std::vector<Place> const &places() {
    using enum desk::Role;
    static std::vector<Place> const all{
        {"/capture", "nav.capture", {operator_, administrator}},
        {"/print", "nav.print", {operator_, administrator}},
        {"/intake", "nav.intake", {operator_, administrator}},
        {"/mail", "nav.mail", {operator_, administrator}},
        {"/college", "nav.college", {college}},
        {"/handovers", "nav.handover", {operator_, college, archivist, administrator}},
        {"/archive", "nav.archive", {archivist, administrator}, {"/keeping", "/reports"}},
        {"/admin", "nav.admin", {administrator}},
    };
    return all;
}

} // namespace

base::Json PlatenSite::notices_json(Visit const &visit) {
    auto notices = base::Json::list();
    for (auto const &notice :
         visit.token.empty() ? std::vector<Notice>{} : service_.notices.take(visit.token)) {
        auto one = base::Json::object();
        notices.add(one.set("good", notice.good).set("text", notice.words.in(visit.language)));
    }
    return notices;
}

void PlatenSite::add_frame(Visit const &visit, base::Json &model) {
    auto const zh = visit.language == Language::zh;
    model.set("lang", zh ? "zh-CN" : "en").set("zh", zh).set("path", visit.request.path);
    model.set("page", visit.route.does);
    model.set("notices", notices_json(visit));
    model.set("in", visit.session.has_value());
    if (!visit.session) {
        return;
    }
    model.set("csrf", visit.session->csrf).set("me", visit.session->shown);
    model.set("my_role", desk::role_words(visit.session->role).in(visit.language));
    model.set("my_unit", visit.session->unit_name);
    auto nav = base::Json::list();
    for (auto const &place : places()) {
        if (place.who.contains(visit.session->role)) {
            auto one = base::Json::object();
            nav.add(one.set("path", place.path)
                        .set("text", service_.templates.text(visit.language, place.key))
                        .set("here", is_here(place, visit.request.path)));
        }
    }
    model.set("nav", nav);
    auto store = service_.stations.store();
    auto const all = store ? store::campaigns(**store)
                           : base::Result<std::vector<store::Campaign>>{base::Fault{store.fault()}};
    auto campaigns = base::Json::list();
    auto const newest = all && !all->empty() ? desk::campaign_key(all->back()) : std::string{};
    auto const here = visit.campaign.empty() ? newest : visit.campaign;
    for (auto const &campaign : all ? *all : std::vector<store::Campaign>{}) {
        auto one = base::Json::object();
        auto const key = desk::campaign_key(campaign);
        campaigns.add(
            one.set("key", key)
                .set("text", fmt::format("{} {} {}", campaign.school_name, campaign.year, campaign.profile))
                .set("here", key == here));
    }
    model.set("campaigns", campaigns).set("several_campaigns", all && all->size() > 1);
}

} // namespace web
