// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/filing.hpp"
#include "web/visit.hpp"

namespace web {

using base::Json;

namespace {

base::Result<Answer> archive_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return station.fault().kind == base::Trouble::not_found
                   ? base::Result<Answer>{shown("no-campaign", Json::object())}
                   : base::Fault{station.fault()};
    }
    auto const boxes = store::boxes((*station)->store());
    if (!boxes) {
        return base::Fault{boxes.fault()};
    }
    auto list = Json::list();
    for (auto const &box : *boxes) {
        auto one = Json::object();
        list.add(one.set("box", box.name).set("box_url", encoded(box.name)).set("items", box.items));
    }
    auto model = Json::object();
    model.set("boxes", list).set("any_box", !boxes->empty());
    return shown("archive", std::move(model));
}

} // namespace

void add_archive_pages(Handlers &handlers) {
    handlers.insert({{"archive_desk", archive_desk}});
}

} // namespace web
