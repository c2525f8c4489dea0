// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "desk/selection.hpp"
#include "web/print_models.hpp"
#include <algorithm>

namespace web {

using base::Trouble;

namespace {

base::Words what_of(store::Selection const &who) {
    if (who.student_nos.size() == 1) {
        return {who.student_nos.front(), who.student_nos.front()};
    }
    if (!who.student_nos.empty()) {
        return base::words("{} 等 {} 人", "{} and others, {} people", who.student_nos.front(),
                           who.student_nos.size());
    }
    auto const name = who.class_name ? *who.class_name : who.unit.value_or("");
    return name.empty() ? base::Words{"全部", "everybody"} : base::Words{name, name};
}

base::Result<std::vector<std::string>> printers_of(Visit const &visit) {
    auto chosen = visit.given.all("printer");
    auto const none_ticked = !chosen.empty() && std::ranges::all_of(chosen, &std::string::empty);
    if (none_ticked) {
        return base::fault(Trouble::usage, "请勾选打印机", "tick a printer");
    }
    if (chosen.empty()) {
        auto const views = visit.service.printers.all();
        for (auto const fit : {&PrinterView::ready, &PrinterView::usable}) {
            if (auto const found = std::ranges::find_if(views, fit); found != views.end()) {
                return std::vector{found->uri};
            }
        }
        return base::fault(Trouble::usage, "没有选打印机，也没有能用的打印机",
                           "no printer was chosen and none is ready");
    }
    auto const known = visit.service.printers.all();
    for (auto const &uri : chosen) {
        if (std::none_of(known.begin(), known.end(),
                         [&](PrinterView const &view) { return view.uri == uri; })) {
            return base::fault(Trouble::not_found, "没有打印机 {}；管理员可以在“打印机”里添加",
                               "there is no printer {}; an administrator can enter it", uri);
        }
    }
    return chosen;
}

base::Result<Answer> ordered(Visit const &visit, desk::RunOrder order) {
    auto printers = printers_of(visit);
    if (!printers) {
        return std::move(printers).fault();
    }
    order.printers = std::move(*printers);
    order.by = visit.actor();
    auto const run = visit.service.runs.order(order);
    auto answer =
        gone_to("/print", run.joined ? base::words("“{}”已经有人在打印了，不会重复打印",
                                                   "'{}' is being printed already; it is not printed twice",
                                                   order.what.zh)
                                     : base::words("已开始打印：{}", "printing: {}", order.what.zh));
    answer.model.set("run", run.id).set("joined", run.joined);
    return answer;
}

base::Result<Answer> order_run(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const who = selection_of(visit.given);
    if (!who.unit && !who.class_name && who.student_nos.empty() && !visit.given.has("all")) {
        return base::fault(Trouble::usage, "没有选中任何人", "nobody was ticked");
    }
    if (auto one = desk::sure_of_class(**station, who); !one) {
        return std::move(one).fault();
    }
    auto const due = store::due((*station)->store(), (*station)->campaign().id, who);
    if (!due || due->empty()) {
        return due ? base::fault(Trouble::not_found, "名册里没有这些人", "they are not on the roster")
                   : base::Fault{due.fault()};
    }
    desk::RunOrder order;
    order.what = what_of(who);
    order.campaign = desk::campaign_key((*station)->campaign());
    order.who = who;
    return ordered(visit, std::move(order));
}

base::Result<Answer> reprint(Visit &visit) {
    auto const here = sheet_of(visit);
    if (!here) {
        return base::Fault{here.fault()};
    }
    auto const reason = std::string{base::trimmed(visit.given.of("reason"))};
    if (reason.empty()) {
        return base::fault(Trouble::usage, "重印要写明原因", "a reprint needs a reason");
    }
    desk::RunOrder order;
    order.what = base::words("重印 {}", "reprint of {}", here->sheet.serial);
    order.campaign = desk::campaign_key(here->station->campaign());
    order.reprint = here->sheet.serial;
    order.reason = reason;
    return ordered(visit, std::move(order));
}

base::Result<Answer> change_run(Visit &visit) {
    auto const id = visit.part("id");
    auto const &what = visit.part("what");
    auto &runs = visit.service.runs;
    auto const done =
        what == "pause"      ? runs.pause(id)
        : what == "go-on"    ? runs.go_on(id)
        : what == "call-off" ? runs.call_off(id)
        : what == "yes"      ? runs.answer(id, true)
        : what == "no"
            ? runs.answer(id, false)
            : base::Result<>{base::fault(Trouble::not_found, "没有这个操作“{}”", "there is no '{}'", what)};
    if (!done) {
        return base::Fault{done.fault()};
    }
    auto answer = gone_to("/print", {});
    answer.model.set("done", true);
    return answer;
}

base::Result<Answer> settle(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &outcome = visit.given.of("outcome");
    if (outcome != "printed" && outcome != "not-printed") {
        return base::fault(Trouble::usage, "请选“印出了”或“没有印出”", "say printed or not-printed");
    }
    auto const sheet =
        desk::settle_sheet(**station, visit.part("serial"), outcome == "printed", visit.actor());
    if (!sheet) {
        return base::Fault{sheet.fault()};
    }
    auto answer =
        gone_to("/print",
                outcome == "printed"
                    ? base::words("{} 记为已打印", "{} is on record as printed", sheet->serial)
                    : base::words("{} 记为没有印出，下次打印会再印",
                                  "{} is on record as not printed and will be printed again", sheet->serial));
    answer.model.set("serial", sheet->serial).set("state", sheet->state);
    return answer;
}

} // namespace

void add_run_pages(Handlers &handlers) {
    handlers.insert(
        {{"order_run", order_run}, {"change_run", change_run}, {"reprint", reprint}, {"settle", settle}});
}

} // namespace web
