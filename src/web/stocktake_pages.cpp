// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/stocktake.hpp"
#include "web/archive_models.hpp"
#include <algorithm>

namespace web {

using base::Json;
using base::words;

namespace {

std::string path_of(std::string const &stocktake) {
    return "/archive/stocktakes/" + stocktake;
}

base::Result<Answer> begin_stocktake(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    auto const shelf = given.of("box").empty();
    auto const begun =
        desk::begin_stocktake(**station, shelf ? given.of("shelf") : given.of("box"), shelf, visit.actor());
    if (!begun) {
        return base::Fault{begun.fault()};
    }
    auto answer = gone_to(path_of(begun->id),
                          words("清点 {} 开始，一张一张扫", "{} is begun; scan sheet by sheet", begun->id));
    answer.model.set("stocktake", begun->id);
    return answer;
}

Json difference_json(desk::Difference const &line, Templates const &templates, base::Language language) {
    auto one = Json::object();
    auto key = "stocktake." + line.kind;
    std::ranges::replace(key, '-', '_');
    one.set("serial", line.serial).set("kind", line.kind).set("kind_text", templates.text(language, key));
    one.set("name", line.name).set("student_no", line.student_no).set("reference", line.reference);
    one.set("said", line.said.in(language)).set("can_be_found", line.can_be_found);
    return one.set("known", !line.name.empty()).set("can_be_lost", line.can_be_lost);
}

base::Result<Answer> stocktake_page(Visit &visit) {
    auto station = visit.station();
    auto const view =
        station ? desk::view_stocktake(**station, visit.part("stocktake")) : base::Fault{station.fault()};
    if (!view) {
        return base::Fault{view.fault()};
    }
    auto const &one = view->stocktake;
    auto model = Json::object();
    model.set("stocktake", one.id)
        .set("place", one.place)
        .set("of_box", one.kind == "box")
        .set("by", one.begun_by);
    model.set("open", one.state == "open").set("place_url", encoded(one.place));
    model.set("expected", view->expected).set("present", view->present).set("lent", view->lent);
    model.set("missing", view->count("missing"));
    auto list = Json::list();
    std::size_t others = 0;
    for (auto const &line : view->differences) {
        // While it goes on, what is not scanned yet is no news.
        if (one.state != "open" || line.kind != "missing") {
            others += 1;
            list.add(difference_json(line, visit.service.templates, visit.language));
        }
    }
    set_time(model, "begun_at", one.begun_at);
    model.set("differences", list).set("any_difference", others > 0);
    return shown("stocktake", std::move(model));
}

base::Result<Answer> stocktake_scan(Visit &visit) {
    auto station = visit.station();
    auto const seen =
        station ? desk::scan_stocktake(**station, visit.part("stocktake"), visit.given.of("scanned"))
                : base::Fault{station.fault()};
    if (!seen) {
        return base::Fault{seen.fault()};
    }
    auto const good = seen->outcome == "present";
    Answer answer;
    answer.go_to = path_of(visit.part("stocktake"));
    answer.model.set("serial", seen->serial)
        .set("outcome", seen->outcome)
        .set("said", seen->said.in(visit.language));
    if (good) {
        answer.said = {seen->serial + "：" + seen->said.zh, seen->serial + ": " + seen->said.en};
    } else if (!visit.route.is_api()) {
        visit.service.notices.put(
            visit.token, {false, {seen->serial + " " + seen->said.zh, seen->serial + " " + seen->said.en}});
    }
    return answer;
}

base::Result<Answer> end_stocktake(Visit &visit) {
    auto station = visit.station();
    auto const view = station ? desk::end_stocktake(**station, visit.part("stocktake"), visit.actor())
                              : base::Fault{station.fault()};
    if (!view) {
        return base::Fault{view.fault()};
    }
    return gone_to(path_of(view->stocktake.id),
                   words("清点结束：在 {}，缺 {}，其余差异 {}",
                         "the count is over: {} present, {} missing, {} other differences", view->present,
                         view->count("missing"), view->differences.size() - view->count("missing")));
}

base::Result<Answer> lost_or_found(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const lost = visit.given.of("what") == "lost";
    auto const &serial = visit.part("serial");
    auto const sheet = lost ? desk::declare_lost(**station, serial, visit.given.of("reason"), visit.actor(),
                                                 visit.given.of("stocktake"))
                            : desk::declare_found(**station, serial, visit.actor());
    if (!sheet) {
        return base::Fault{sheet.fault()};
    }
    auto const &stocktake = visit.given.of("stocktake");
    return gone_to(stocktake.empty() ? "/sheets/" + sheet->serial : path_of(stocktake),
                   lost ? words("{} 登记为丢失", "{} is on record as lost", sheet->serial)
                   : sheet->place.empty()
                       ? words("{} 登记找到；它还没有装盒，请先归档",
                               "{} is found; it was never filed: file it now", sheet->serial)
                       : words("{} 登记找到，请放回盒 {}", "{} is found; put it back into the box {}",
                               sheet->serial, sheet->place));
}

} // namespace

void add_stocktake_pages(Handlers &handlers) {
    handlers.insert({{"begin_stocktake", begin_stocktake},
                     {"stocktake_page", stocktake_page},
                     {"stocktake_scan", stocktake_scan},
                     {"end_stocktake", end_stocktake},
                     {"lost_or_found", lost_or_found}});
}

} // namespace web
