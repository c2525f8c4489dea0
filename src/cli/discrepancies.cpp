// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/discrepancies.hpp"
#include "base/text.hpp"
#include "cli/verbs.hpp"
#include <fmt/format.h>

namespace cli {

using base::Json;

namespace {

struct Asked {
    std::string id, said, outcome, by, serial, subject;
    bool all = false;
};

std::string when(std::optional<base::Instant> at) {
    return at ? at->iso8601() : std::string{};
}

Json discrepancy_json(store::Discrepancy const &one) {
    auto json = Json::object();
    json.set("discrepancy", one.id)
        .set("subject", one.subject)
        .set("serial", one.serial)
        .set("kind", one.kind);
    json.set("state", one.state).set("opened_at", when(one.opened_at)).set("opened_by", one.opened_by);
    json.set("explanation", one.explanation).set("explained_by", one.explained_by);
    json.set("outcome", one.outcome).set("closed_by", one.closed_by).set("closed_at", when(one.closed_at));
    return json;
}

void tell(Door &door, store::Discrepancy const &one) {
    auto const kind = desk::discrepancy_words(one.kind);
    auto const ends = desk::outcome_words(one.outcome);
    auto const gap = one.explanation.empty() ? "" : "：";
    auto const said = one.explanation.empty() ? std::string{} : ": " + one.explanation;
    door.line(
        {fmt::format("{}  {}  {}{}{}{}", one.id, one.opened_at.local_date(), kind.zh, gap, one.explanation,
                     one.state == "closed" ? fmt::format("  → {}（{}）", ends.zh, one.closed_by) : ""),
         fmt::format("{}  {}  {}{}{}", one.id, one.opened_at.local_date(), kind.en, said,
                     one.state == "closed" ? fmt::format("  -> {} ({})", ends.en, one.closed_by) : "")});
}

int list(Door &door, Asked const &asked) {
    auto station = door.open();
    auto const found =
        station ? store::discrepancies(station->store(), {.subject = base::upper_ascii(asked.subject),
                                                          .serial = base::upper_ascii(asked.serial),
                                                          .only_open = !asked.all})
                : base::Fault{station.fault()};
    if (!found) {
        return door.fail(found.fault());
    }
    auto rows = Json::list();
    for (auto const &one : *found) {
        rows.add(discrepancy_json(one));
        tell(door, one);
    }
    if (found->empty()) {
        door.remark({"没有未了结的差异", "nothing differs"});
    }
    auto object = Json::object();
    door.answer(object.set("discrepancies", rows));
    return 0;
}

/// Does what \p act does, and tells the discrepancy as it is then.
template <typename Act>
int changed(Door &door, Act const &act) {
    auto station = door.open();
    auto const one = station ? act(*station) : base::Fault{station.fault()};
    if (!one) {
        return door.fail(one.fault());
    }
    door.answer(discrepancy_json(*one));
    tell(door, *one);
    return 0;
}

} // namespace

void add_discrepancies(CommandLine &line, Door &door) {
    line.noun("discrepancy", {"差异登记", "what differed from what was expected"});
    auto const listed = std::make_shared<Asked>();
    line.verb("discrepancy", "list", {"没有了结的差异", "what is open"})
        .flag("--all", listed->all, {"了结了的也列出", "what was closed, too"})
        .text("--serial", listed->serial, {"只列这张相片纸的", "of this sheet only"})
        .text("--of", listed->subject,
              {"只列这张移交单、盘点或借阅的", "of this hand-over, stocktake or loan only"})
        .does([&door, listed] { return list(door, *listed); });
    auto const told = std::make_shared<Asked>();
    line.verb("discrepancy", "explain", {"说明原因", "say what happened"})
        .required_text("discrepancy", told->id, {"差异编号", "its id"})
        .required_text("--said", told->said, {"怎么回事", "what happened"})
        .required_text("--by", told->by, {"谁说明的", "who says so"})
        .does([&door, told] {
            return changed(door, [&](desk::Station &station) {
                return desk::explain_discrepancy(station, told->id, told->said, told->by);
            });
        });
    auto const ended = std::make_shared<Asked>();
    line.verb("discrepancy", "close", {"了结（先要有人说明）", "close one that was explained"})
        .required_text("discrepancy", ended->id, {"差异编号", "its id"})
        .required_text("--outcome", ended->outcome,
                       {"结果：found 找到 lost 丢失 accepted 照收 sent-back 退回 mistake 记错",
                        "found, lost, accepted, sent-back or mistake"})
        .required_text("--by", ended->by, {"谁了结的", "who closes it"})
        .does([&door, ended] {
            return changed(door, [&](desk::Station &station) {
                return desk::close_discrepancy(station, ended->id, ended->outcome, ended->by);
            });
        });
}

} // namespace cli
