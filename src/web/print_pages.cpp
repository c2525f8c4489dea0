// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/print_models.hpp"

namespace web {

using base::Json;
using base::Trouble;

namespace {

base::Result<Answer> print_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return station.fault().kind == Trouble::not_found
                   ? base::Result<Answer>{shown("no-campaign", Json::object())}
                   : base::Fault{station.fault()};
    }
    auto model = Json::object();
    add_printers(visit, model);
    add_runs(visit, model);
    for (auto const &added :
         {add_classes(visit, **station, model), add_doubts(**station, model), add_rolls(**station, model)}) {
        if (!added) {
            return base::Fault{added.fault()};
        }
    }
    return shown("print", std::move(model));
}

base::Result<Answer> print_classes(Visit &visit) {
    auto station = visit.station();
    auto model = Json::object();
    auto const added =
        station ? add_classes(visit, **station, model) : base::Result<>{base::Fault{station.fault()}};
    return added ? base::Result{shown("part-classes", std::move(model))} : base::Fault{added.fault()};
}

base::Result<Answer> print_doubts(Visit &visit) {
    auto station = visit.station();
    auto model = Json::object();
    auto const added = station ? add_doubts(**station, model) : base::Result<>{base::Fault{station.fault()}};
    return added ? base::Result{shown("part-doubts", std::move(model))} : base::Fault{added.fault()};
}

base::Result<Answer> print_rolls(Visit &visit) {
    auto station = visit.station();
    auto model = Json::object();
    auto const added = station ? add_rolls(**station, model) : base::Result<>{base::Fault{station.fault()}};
    return added ? base::Result{shown("part-rolls", std::move(model))} : base::Fault{added.fault()};
}

base::Result<Answer> print_printers(Visit &visit) {
    auto model = Json::object();
    add_printers(visit, model);
    return shown("part-printers", std::move(model));
}

base::Result<Answer> print_runs(Visit &visit) {
    auto model = Json::object();
    add_runs(visit, model);
    return shown("part-runs", std::move(model));
}

base::Result<Answer> print_class(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto model = Json::object();
    add_printers(visit, model);
    auto const added = add_people(visit, **station, model);
    return added ? base::Result{shown("class", std::move(model))} : base::Fault{added.fault()};
}

base::Result<Answer> print_people(Visit &visit) {
    auto station = visit.station();
    auto model = Json::object();
    auto const added =
        station ? add_people(visit, **station, model) : base::Result<>{base::Fault{station.fault()}};
    return added ? base::Result{shown("part-people", std::move(model))} : base::Fault{added.fault()};
}

} // namespace

void add_print_pages(Handlers &handlers) {
    handlers.insert({{"print_desk", print_desk},
                     {"print_classes", print_classes},
                     {"print_doubts", print_doubts},
                     {"print_rolls", print_rolls},
                     {"print_printers", print_printers},
                     {"print_runs", print_runs},
                     {"print_class", print_class},
                     {"print_people", print_people}});
}

} // namespace web
