// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/page_printer.hpp"
#include "desk/printers.hpp"
#include "web/admin.hpp"
#include <algorithm>

namespace web {

using base::Json;
using base::Trouble;

namespace {

Json reasons_json(PrinterView const &view, base::Language language) {
    auto list = Json::list();
    auto const add = [&](std::string_view word, std::string const &text, bool stops) {
        auto one = Json::object();
        list.add(one.set("word", word).set("text", text).set("stops", stops));
    };
    if (view.standing) {
        for (auto const reason : view.standing->reasons) {
            add(print::word_of(reason), print::words_of(reason).in(language), print::stops_printing(reason));
        }
    }
    if (view.fault) {
        add("fault", view.fault->text(language), true);
    }
    return list;
}

void add_counters(Json &one, print::Standing const &standing, store::Store const &store) {
    auto const &counters = standing.counters;
    one.set("model", standing.model).set("serial", counters.printer_serial).set("media", standing.media);
    one.set("counts", counters.remaining.has_value()).set("remaining", counters.remaining.value_or(0));
    auto const calibration = counters.printer_serial.empty()
                                 ? base::Result<std::optional<store::Calibration>>{std::nullopt}
                                 : store::calibration(store, counters.printer_serial);
    auto const calibrated = calibration && calibration->has_value();
    one.set("calibrated", calibrated).set("uncalibrated", !calibrated && counters.remaining.has_value());
    if (calibrated) {
        set_time(one, "calibrated_at", (*calibration)->at);
        one.set("calibrated_by", (*calibration)->by);
    }
}

Json view_json(Visit const &visit, store::Store const &store, PrinterView const &view) {
    auto one = Json::object();
    one.set("uri", view.uri).set("name", view.shown.empty() ? view.uri : view.shown);
    one.set("named", !view.shown.empty()).set("held", view.held).set("ready", view.ready());
    one.set("standing", reasons_json(view, visit.language));
    one.set("counts", false).set("calibrated", false).set("uncalibrated", false);
    if (view.standing) {
        add_counters(one, *view.standing, store);
    }
    return one;
}

/// The entered printer that a view shows, taken out of \p entered: the watch writes addresses in their one
/// spelling, the office as it likes.
std::optional<store::Printer> take_entered(std::vector<store::Printer> &entered, PrinterView const &view) {
    auto found = std::find_if(entered.begin(), entered.end(),
                              [&](store::Printer const &one) { return one.uri == view.uri; });
    if (found == entered.end() && !view.shown.empty()) {
        found = std::find_if(entered.begin(), entered.end(),
                             [&](store::Printer const &one) { return one.shown == view.shown; });
    }
    if (found == entered.end()) {
        return std::nullopt;
    }
    auto one = std::move(*found);
    entered.erase(found);
    return one;
}

base::Result<> add_printers(Visit const &visit, Json &model) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto entered = store::printers(**store);
    if (!entered) {
        return std::move(entered).fault();
    }
    auto list = Json::list();
    auto const views = visit.service.printers.all();
    auto const any = !views.empty() || !entered->empty();
    for (auto const &view : views) {
        auto const mine = take_entered(*entered, view);
        auto one = view_json(visit, **store, view);
        list.add(one.set("entered", mine.has_value()).set("entered_uri", mine ? mine->uri : ""));
    }
    for (auto const &printer : *entered) { // not looked at yet, or the same one under two names
        PrinterView const unseen{printer.uri, printer.shown, {}, {}, false};
        auto one = view_json(visit, **store, unseen);
        list.add(one.set("entered", true).set("entered_uri", printer.uri));
    }
    model.set("printers", list).set("any_printer", any);
    return {};
}

base::Result<Answer> admin_printers(Visit &visit) {
    auto model = Json::object();
    auto const added = add_printers(visit, model);
    return added ? base::Result{admin_shown(visit, "admin-printers", std::move(model))}
                 : base::Fault{added.fault()};
}

base::Result<Answer> admin_printers_part(Visit &visit) {
    auto model = Json::object();
    auto const added = add_printers(visit, model);
    return added ? base::Result{shown("part-admin-printers", std::move(model))} : base::Fault{added.fault()};
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

base::Result<> may_print_page(Visit const &visit, std::string const &uri) {
    auto const views = visit.service.printers.all();
    auto const known =
        std::any_of(views.begin(), views.end(), [&](PrinterView const &view) { return view.uri == uri; });
    if (!known) {
        return base::fault(Trouble::not_found, "没有打印机 {}", "there is no printer {}", uri);
    }
    if (visit.service.runs.holds(uri)) {
        return base::fault(Trouble::busy, "{} 正在打印相片纸，等它印完再印测试页",
                           "{} is printing sheets; print the test page once it is done", uri);
    }
    return {};
}

base::Result<Answer> print_test_page(Visit &visit) {
    auto const uri = visit.given.of("printer");
    if (auto may = may_print_page(visit, uri); !may) {
        return std::move(may).fault();
    }
    auto station = visit.station();
    if (!station && station.fault().kind != Trouble::not_found) {
        return std::move(station).fault();
    }
    auto setting = visit.service.stations.setting();
    setting.actor = visit.actor();
    auto const place = desk::print_test_page(setting, station ? &**station : nullptr, uri);
    visit.service.printers.look_again();
    if (!place) {
        return base::Fault{place.fault()};
    }
    auto answer = gone_to("/admin/printers",
                          base::words("测试页已印出：{}。用尺量刻度和方框，应与所标毫米数相符",
                                      "the test page is out: {}. Hold a ruler to its scales and boxes",
                                      place->empty() ? uri : *place));
    answer.model.set("place", *place);
    return answer;
}

} // namespace

void add_printer_admin_pages(Handlers &handlers) {
    handlers.insert({{"admin_printers", admin_printers},
                     {"admin_printers_part", admin_printers_part},
                     {"change_printers", change_printers},
                     {"print_test_page", print_test_page}});
}

} // namespace web
