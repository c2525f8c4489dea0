// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "store/people_lists.hpp"
#include "web/admin.hpp"

namespace web {

using base::Json;

namespace {

Json class_json(store::ClassCount const &one) {
    auto row = Json::object();
    row.set("unit", one.unit).set("class", one.class_name).set("people", one.people);
    row.set("unit_url", encoded(one.unit)).set("class_url", encoded(one.class_name));
    row.set("photos", one.photos).set("no_photo", one.people - one.photos);
    row.set("missing", one.people > one.photos).set("printed", one.printed);
    row.set("uncertain", one.uncertain).set("doubtful", one.uncertain > 0);
    return row.set("failed", one.failed).set("voided", one.voided);
}

void count_in(store::ClassCount &all, store::ClassCount const &one) {
    all.people += one.people;
    all.photos += one.photos;
    all.printed += one.printed;
    all.uncertain += one.uncertain;
    all.failed += one.failed;
    all.voided += one.voided;
}

/// Unit by unit, each with its classes under it.
void add_units(std::vector<store::ClassCount> const &counts, Json &model) {
    auto units = Json::list();
    store::ClassCount all;
    for (std::size_t i = 0; i < counts.size();) {
        store::ClassCount whole;
        whole.unit = counts[i].unit;
        auto within = Json::list();
        std::size_t many = 0;
        for (; i < counts.size() && counts[i].unit == whole.unit; ++i, ++many) {
            count_in(whole, counts[i]);
            within.add(class_json(counts[i]));
        }
        count_in(all, whole);
        auto unit = class_json(whole);
        units.add(unit.set("classes", within).set("class_count", many));
    }
    model.set("units", units).set("any_class", !counts.empty()).set("total", class_json(all));
}

base::Result<Answer> admin_classes(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        auto nothing = Json::object();
        add_units({}, nothing);
        return station.fault().kind == base::Trouble::not_found
                   ? base::Result<Answer>{admin_shown(visit, "admin-no-campaign", std::move(nothing))}
                   : base::Fault{station.fault()};
    }
    auto const counts = store::class_counts((*station)->store(), (*station)->campaign().id);
    if (!counts) {
        return base::Fault{counts.fault()};
    }
    auto model = Json::object();
    model.set("campaign", desk::campaign_key((*station)->campaign()));
    add_units(*counts, model);
    return admin_shown(visit, "admin-people", std::move(model));
}

Json person_json(store::Person const &person) {
    auto one = Json::object();
    one.set("student_no", person.student_no).set("student_no_url", encoded(person.student_no));
    one.set("name", person.name).set("sex", person.sex).set("unit", person.unit);
    one.set("class", person.class_name).set("major", person.major).set("level", person.level);
    return one.set("masked_id", base::masked_number(person.id_no));
}

base::Result<Answer> admin_people(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &query = visit.request.query;
    store::PeopleQuery const wanted{query.of("unit"), query.of("class"),
                                    base::nfc(base::trimmed(query.of("q")))};
    auto const from = (asked_page(visit) - 1) * page_size;
    auto const found =
        store::people_page((*station)->store(), (*station)->campaign().id, wanted, from, page_size);
    if (!found) {
        return base::Fault{found.fault()};
    }
    auto list = Json::list();
    for (auto const &person : found->people) {
        list.add(person_json(person));
    }
    auto model = Json::object();
    model.set("people", list).set("any", !found->people.empty()).set("all", found->all);
    model.set("unit", wanted.unit).set("class", wanted.class_name).set("q", wanted.part);
    model.set("in_unit", !wanted.unit.empty()).set("in_class", !wanted.class_name.empty());
    set_pages(model, visit, static_cast<std::int64_t>(from + found->people.size()) < found->all);
    return admin_shown(visit, "admin-class", std::move(model));
}

} // namespace

void add_people_admin_pages(Handlers &handlers) {
    handlers.insert({{"admin_classes", admin_classes}, {"admin_people", admin_people}});
}

} // namespace web
