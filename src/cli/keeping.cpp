// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "cli/verbs.hpp"
#include "cli/with_station.hpp"
#include "desk/purge.hpp"
#include "desk/retention.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

int set_term(Door &door, desk::RetentionOrder const &order) {
    return with_station(door, [&](desk::Station &station) {
        auto const set = desk::set_retention(station, order);
        if (!set) {
            return door.fail(set.fault());
        }
        auto object = Json::object();
        door.answer(object.set("subject", set->subject).set("code", set->code).set("ends", set->ends));
        auto const term = desk::retention_words(set->code);
        door.line(set->ends == 0
                      ? base::Words{"保管期限：" + term.zh, "kept " + term.en}
                      : base::Words{fmt::format("保管期限：{}，到 {} 年底", term.zh, set->ends),
                                    fmt::format("kept {}, until the end of {}", term.en, set->ends)});
        return 0;
    });
}

int due(Door &door, int year) {
    return with_station(door, [&](desk::Station &station) {
        auto const when = year == 0 ? desk::year_now(station) : year;
        auto const all = store::terms_over(station.store(), when, 1'000'000);
        if (!all) {
            return door.fail(all.fault());
        }
        auto rows = Json::list();
        for (auto const &one : *all) {
            auto row = Json::object();
            row.set("serial", one.serial)
                .set("reference", one.reference)
                .set("box", one.box)
                .set("person", one.student_no);
            rows.add(row.set("name", one.name).set("code", one.code).set("ends", one.ends));
            door.line(words("{}  {}  {} {}  {} {}", "{}  {}  {} {}  {} {}", one.reference, one.serial,
                            one.student_no, one.name, one.code, one.ends));
        }
        door.line(words("{} 年到期的：{} 张", "over in {}: {} sheets", when, all->size()));
        auto object = Json::object();
        door.answer(object.set("year", when).set("sheets", rows));
        return 0;
    });
}

int write_destruction(Door &door, desk::Station &station, std::string const &act, std::string const &to) {
    auto const pdf = desk::destruction_list(station, act);
    auto const written = pdf ? base::write_file(to, *pdf) : base::Result<>{base::Fault{pdf.fault()}};
    if (!written) {
        return door.fail(written.fault());
    }
    door.line(words("销毁清册在 {}", "the list is {}", to));
    return 0;
}

int destroy(Door &door, desk::DestructionOrder const &order, std::string const &to) {
    return with_station(door, [&](desk::Station &station) {
        auto const done = desk::destroy_sheets(station, order);
        if (!done) {
            return door.fail(done.fault());
        }
        auto object = Json::object();
        door.answer(object.set("act", done->id).set("sheets", done->sheets).set("pdf", to));
        door.line(words("销毁 {}：{} 张；记录和档号都保留",
                        "destroyed, {}: {} sheets; their records and references stay", done->id,
                        done->sheets));
        return to.empty() ? 0 : write_destruction(door, station, done->id, to);
    });
}

int purge(Door &door, desk::PurgeOrder const &order) {
    return with_station(door, [&](desk::Station &station) {
        auto const report = desk::purge_campaign(station, order);
        if (!report) {
            return door.fail(report.fault());
        }
        auto counts = Json::object();
        for (auto const &[table, count] : report->plan.counts) {
            auto const what = desk::purged_words(table);
            counts.set(table, count);
            door.line({fmt::format("  {}  {}", count, what.zh), fmt::format("  {}  {}", count, what.en)});
        }
        auto object = Json::object();
        object.set("done", report->done).set("again", report->again).set("counts", counts);
        door.answer(object.set("list", report->plan.list));
        door.line(
            !report->done ? base::Words{"这是试算，什么也没有改动；确要清除，加 --really --second 姓名",
                                        "nothing was changed; to do it add --really --second NAME"}
            : report->again
                ? base::Words{"这一届以前已经清除过；照片、清册和数据库里的残留又清了一遍，没有遗留",
                              "it was purged before; files, lists and the database were swept once more, "
                              "nothing is left"}
                : base::Words{"已清除；台账照原样保留", "purged; the ledger stays as it is"});
        return 0;
    });
}

void add_terms(CommandLine &line, Door &door) {
    auto const term = std::make_shared<desk::RetentionOrder>();
    line.verb("keep", "retention",
              {"定保管期限：这一届，或其中一卷", "say how long the campaign, or one volume of it, is kept"})
        .required_text("code", term->code, {"Y（永久）、D30、D10", "Y (for ever), D30, D10"})
        .text("--volume", term->volume, {"只定这一卷（V-…）", "only this volume (V-…)"})
        .text("--by", term->by, signer_help)
        .does([&door, term] { return set_term(door, *term); });
    auto const year = std::make_shared<int>(0);
    line.verb("keep", "due", {"保管期满的", "what has been kept long enough"})
        .whole("--year", *year, {"到哪一年（默认今年）", "as of which year (else this one)"})
        .does([&door, year] { return due(door, *year); });
    auto const order = std::make_shared<desk::DestructionOrder>();
    auto const to = std::make_shared<std::string>();
    line.verb("keep", "destroy", {"登记销毁，并出销毁清册", "put a destruction on record and make its list"})
        .texts("serials", order->serials, {"序列号", "serials"})
        .required_text("--reason", order->reason, {"原因", "why"})
        .required_text("--approver", order->approver, {"批准人", "who approved it"})
        .required_text("--first", order->first, {"监销人", "who saw it done"})
        .required_text("--second", order->second, {"另一位监销人", "and the other one"})
        .text("--to", *to, {"销毁清册写到这个 PDF", "PDF for the list"})
        .text("--by", order->by, signer_help)
        .does([&door, order, to] { return destroy(door, *order, *to); });
}

void add_purge(CommandLine &line, Door &door) {
    auto const order = std::make_shared<desk::PurgeOrder>();
    auto const really = std::make_shared<bool>(false);
    line.verb("keep", "purge",
              {"清除这一届的个人信息（默认只试算）：姓名、证件号、地址、备注、照片；记录和台账保留",
               "remove the campaign's personal data (else only count them): names, numbers, addresses, "
               "remarks, photos; "
               "records and ledger stay"})
        .flag("--really", *really, {"真的清除", "do it"})
        .text("--second", order->second, {"在场的另一个人", "who sees it done"})
        .flag("--before-term", order->before_term, {"保管期没满也清除", "before the term"})
        .text("--reason", order->reason, {"提前的原因", "why before the term"})
        .text("--by", order->by, signer_help)
        .does([&door, order, really] {
            order->dry_run = !*really;
            return purge(door, *order);
        });
}

} // namespace

void add_keeping(CommandLine &line, Door &door) {
    line.noun("keep", {"长期保存", "keeping for decades"});
    add_audits(line, door);
    add_bags(line, door);
    add_terms(line, door);
    add_purge(line, door);
}

} // namespace cli
