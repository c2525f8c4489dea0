// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/whereabouts.hpp"
#include "store/custody.hpp"
#include "web/visit.hpp"

namespace web {

using base::Json;

namespace {

/// What a college sees of its own people: how far their sheets are, class by class and person by person.
base::Result<Answer> college_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    store::Selection own;
    own.unit = visit.session->unit_name;
    auto const due = store::due((*station)->store(), (*station)->campaign().id, own);
    if (!due) {
        return base::Fault{due.fault()};
    }
    auto list = Json::list();
    std::size_t printed = 0, here = 0, missing = 0;
    for (auto const &one : *due) {
        auto row = Json::object();
        auto const state = one.sheet ? one.sheet->state : std::string{};
        auto const holder = one.sheet ? one.sheet->holder : std::string{};
        printed += static_cast<std::size_t>(state == "printed");
        here += static_cast<std::size_t>(holder == "unit");
        missing += static_cast<std::size_t>(one.photo.empty());
        row.set("student_no", one.person.student_no)
            .set("name", one.person.name)
            .set("class", one.person.class_name);
        row.set("serial", one.sheet ? one.sheet->serial : "").set("has_sheet", one.sheet.has_value());
        row.set("has_photo", !one.photo.empty()).set("state", state);
        auto const place =
            one.sheet ? store::place_name((*station)->store(), *one.sheet) : base::Result<std::string>{""};
        row.set("where", one.sheet ? desk::whereabouts(state, holder, place ? *place : "").in(visit.language)
                                   : visit.service.templates.text(
                                         visit.language, one.photo.empty() ? "stage.no_photo" : "stage.due"));
        list.add(row);
    }
    auto model = Json::object();
    model.set("people", list).set("unit", visit.session->unit_name).set("count", due->size());
    model.set("any", !due->empty()).set("printed", printed).set("here", here).set("no_photo", missing);
    return shown("college", std::move(model));
}

} // namespace

void add_college_pages(Handlers &handlers) {
    handlers.insert({{"college_desk", college_desk}});
}

} // namespace web
