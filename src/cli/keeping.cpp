// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "cli/verbs.hpp"
#include "desk/bag_in.hpp"
#include "desk/fixity.hpp"
#include "desk/purge.hpp"
#include "desk/retention.hpp"
#include <csignal>

namespace cli {

using base::Json;
using base::words;

namespace {

base::Words const by_help{"谁签名（默认是当前用户）", "who signs (else who is at the desk)"};

std::atomic<bool> interrupted{false};

/// Ctrl-C ends an audit in order while one of these lives; a second one ends the program.
class Interruptible {
public:
    Interruptible() {
        struct sigaction action {};
        action.sa_handler = [](int) { interrupted = true; };
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        ::sigaction(SIGINT, &action, &before_);
    }
    Interruptible(Interruptible const &) = delete;
    Interruptible &operator=(Interruptible const &) = delete;
    ~Interruptible() { ::sigaction(SIGINT, &before_, nullptr); }

private:
    struct sigaction before_ {};
};

template <typename Action>
int with_station(Door &door, Action const &action) {
    auto station = door.open();
    return station ? action(*station) : door.fail(station.fault());
}

Json fixity_json(store::Fixity const &audit) {
    auto one = Json::object();
    one.set("audit", audit.id).set("scope", audit.scope).set("place", audit.place).set("seed", audit.seed);
    one.set("begun_at", audit.begun_at.iso8601())
        .set("ended_at", audit.ended_at.iso8601())
        .set("by", audit.by);
    one.set("program", audit.program)
        .set("files", audit.files)
        .set("bytes", audit.bytes)
        .set("bad", audit.bad);
    return one.set("stopped", audit.stopped);
}

Json tell_bad(Door &door, std::vector<store::Damaged> const &bad) {
    auto rows = Json::list();
    for (auto const &file : bad) {
        auto const what = desk::fixity_words(file.outcome);
        auto one = Json::object();
        one.set("digest", file.digest).set("outcome", file.outcome).set("audit", file.fixity);
        rows.add(one.set("person", file.student_no).set("name", file.name));
        door.line({fmt::format("  ✗ {}  {}  {} {}", what.zh, file.digest, file.student_no, file.name),
                   fmt::format("  ✗ {}  {}  {} {}", what.en, file.digest, file.student_no, file.name)});
    }
    return rows;
}

int audit(Door &door, desk::FixityOrder const &asked) {
    return with_station(door, [&](desk::Station &station) {
        Interruptible const until;
        auto order = asked;
        order.stop = &interrupted;
        auto const report = desk::check_fixity(station, order);
        if (!report) {
            return door.fail(report.fault());
        }
        auto const &audit = report->audit;
        auto const scope = desk::scope_words(audit);
        constexpr std::int64_t million = 1'000'000;
        door.line({fmt::format("核对 {}（{}）：{} 个文件，{} MB，坏的 {} 个", audit.id, scope.zh, audit.files,
                               audit.bytes / million, audit.bad),
                   fmt::format("audit {} ({}): {} files, {} MB, {} bad", audit.id, scope.en, audit.files,
                               audit.bytes / million, audit.bad)});
        if (audit.stopped) {
            door.remark(words("中途停了：{} 个里读了 {} 个，读过的已记入台账",
                              "ended early: {1} of {0} were read; they are on record", report->of,
                              audit.files));
        }
        auto object = fixity_json(audit);
        door.answer(object.set("of", report->of).set("damaged", tell_bad(door, report->bad)));
        if (audit.bad > 0) {
            door.remark({"坏的文件请从备份取回，再核对一次",
                         "bring the bad files back from a backup and check again"});
        }
        return audit.bad > 0 || audit.stopped ? static_cast<int>(base::Trouble::storage) : 0;
    });
}

int audits(Door &door, int limit) {
    return with_station(door, [&](desk::Station &station) {
        auto const all = store::fixities(station.store(), static_cast<std::size_t>(std::max(1, limit)));
        auto const bad = all ? store::damaged(station.store(), 1'000) : base::Fault{all.fault()};
        if (!bad) {
            return door.fail(bad.fault());
        }
        auto rows = Json::list();
        for (auto const &one : *all) {
            auto const scope = desk::scope_words(one);
            rows.add(fixity_json(one));
            door.line(
                {fmt::format("{}  {}  {}  {}  {} 个，坏 {} 个{}", one.id, one.ended_at.local_text(), one.by,
                             scope.zh, one.files, one.bad, one.stopped ? "，中途停了" : ""),
                 fmt::format("{}  {}  {}  {}  {} files, {} bad{}", one.id, one.ended_at.local_text(), one.by,
                             scope.en, one.files, one.bad, one.stopped ? ", ended early" : "")});
        }
        if (all->empty()) {
            door.line({"还没有核对过；现在就可以：platen keep audit",
                       "nothing was ever checked; do it now: platen keep audit"});
        }
        if (!bad->empty()) {
            door.line(words("现在坏的文件：", "bad now:"));
        }
        auto object = Json::object();
        door.answer(object.set("audits", rows).set("damaged", tell_bad(door, *bad)));
        return 0;
    });
}

int checked(Door &door, std::string const &what) {
    return with_station(door, [&](desk::Station &station) {
        auto const files = desk::files_named(station, what);
        if (!files) {
            return door.fail(files.fault());
        }
        auto rows = Json::list();
        for (auto const &digest : *files) {
            auto const last = store::last_check(station.store(), digest);
            if (!last) {
                return door.fail(last.fault());
            }
            auto one = *last ? fixity_json((*last)->fixity) : Json::object();
            rows.add(one.set("digest", digest).set("outcome", *last ? (*last)->outcome : ""));
            if (!*last) {
                door.line(words("{}  从没有核对过", "{}  never checked", digest));
                continue;
            }
            auto const outcome = desk::fixity_words((*last)->outcome);
            auto const &audit = (*last)->fixity;
            door.line({fmt::format("{}  {}  {}  {}  {}", digest, audit.ended_at.local_text(), audit.by,
                                   audit.id, outcome.zh),
                       fmt::format("{}  {}  {}  {}  {}", digest, audit.ended_at.local_text(), audit.by,
                                   audit.id, outcome.en)});
        }
        auto object = Json::object();
        door.answer(object.set("files", rows));
        return 0;
    });
}

void add_fixity(CommandLine &line, Door &door) {
    auto const order = std::make_shared<desk::FixityOrder>();
    auto const files = std::make_shared<int>(0);
    line.verb("keep", "audit",
              {"把存档的文件重新读一遍，和摘要核对（默认全部）",
               "read the kept files again and compare their digests (else all of them)"})
        .whole("--sample", *files, {"只抽查几个", "only a sample of so many"})
        .whole("--percent", order->percent, {"只抽查百分之几", "only a sample of so many percent"})
        .text("--seed", order->seed,
              {"抽查的种子：同一个种子抽到同样的文件", "of the sample: the same seed takes the same files"})
        .text("--box", order->box, {"只核对一个盒里的", "only those of a box"})
        .text("--class", order->class_name, {"只核对一个班的", "only those of a class"})
        .text("--unit", order->unit, {"只核对一个单位的", "only those of a unit"})
        .text("--by", order->by, by_help)
        .does([&door, order, files] {
            order->files = *files;
            return audit(door, *order);
        });
    auto const limit = std::make_shared<int>(20);
    line.verb("keep", "audits", {"历次核对的结果，和现在坏的文件", "what audits found, and what is bad now"})
        .whole("--limit", *limit, {"最多几次", "at most so many"})
        .does([&door, limit] { return audits(door, *limit); });
    auto const what = std::make_shared<std::string>();
    line.verb("keep", "checked",
              {"一个文件上次是什么时候核对的，谁核对的，结果怎样",
               "when a file was last checked, by whom, with which result"})
        .required_text("what", *what, {"序列号、学号或文件摘要", "serial, student number or digest"})
        .does([&door, what] { return checked(door, *what); });
}

Json bag_json(store::Bag const &bag) {
    auto one = Json::object();
    one.set("bag", bag.id).set("way", bag.way).set("station", bag.station).set("scope", bag.scope);
    one.set("place", bag.place).set("people", bag.people).set("sheets", bag.sheets).set("files", bag.files);
    one.set("bytes", bag.bytes).set("id_numbers", bag.id_numbers).set("digest", bag.digest);
    return one.set("at", bag.at.iso8601()).set("by", bag.by);
}

int make_bag(Door &door, desk::BagOrder const &order) {
    return with_station(door, [&](desk::Station &station) {
        auto const made = desk::make_bag(station, order);
        if (!made) {
            return door.fail(made.fault());
        }
        auto const &bag = made->bag;
        auto object = bag_json(bag);
        door.answer(object.set("file", made->file.string()));
        door.line(words("包 {}：{} 人，{} 张相片纸，{} 个文件，在 {}",
                        "bag {}: {} people, {} sheets, {} files, in {}", bag.id, bag.people, bag.sheets,
                        bag.files, made->file.string()));
        door.line(words("总清单（tagmanifest-sha512.txt）的 SHA-256：{}",
                        "SHA-256 of its tagmanifest-sha512.txt: {}", bag.digest));
        door.remark(
            bag.id_numbers
                ? base::Words{"包里有完整的身份证号和照片，请放在加密的磁盘上",
                              "it holds whole identity numbers and photos: keep it on an encrypted disk"}
                : base::Words{"身份证号只留后四位；要带完整的，加 --with-id-numbers",
                              "identity numbers are masked; with --with-id-numbers they are whole"});
        return 0;
    });
}

void tell_checked(Door &door, desk::BagChecked const &said, bool taken) {
    auto const &bag = said.bag;
    auto object = bag_json(bag);
    object.set("school", said.school).set("made_on", said.made_on).set("software", said.software);
    door.answer(object.set("taken_in", taken));
    door.line(words("包 {} 完好：{}，{} 做的，{} 人，{} 张相片纸，{} 个文件",
                    "the bag {} is whole: {}, made on {}, {} people, {} sheets, {} files", bag.id,
                    said.school, said.made_on, bag.people, bag.sheets, bag.files));
}

int check_bag(Door &door, std::string const &file) {
    auto const setting = door.setting();
    auto const said = desk::check_bag(setting, file);
    if (!said) {
        return door.fail(said.fault());
    }
    tell_checked(door, *said, false);
    return 0;
}

/// Into a store that need not be there yet.
int take_in(Door &door, std::string const &file) {
    auto const folder = door.store_folder();
    if (!folder) {
        return door.fail(folder.fault());
    }
    auto const setting = door.setting();
    if (!store::Store::exists(*folder)) { // nothing is made for a bag that is not whole
        if (auto const whole = desk::check_bag(setting, file); !whole) {
            return door.fail(whole.fault());
        }
    }
    auto store = store::Store::exists(*folder) ? store::Store::open(*folder)
                                               : store::Store::create(*folder, setting.clock.now());
    auto const said = store ? desk::take_bag_in(*store, setting, file) : base::Fault{store.fault()};
    if (!said) {
        return door.fail(said.fault());
    }
    tell_checked(door, *said, true);
    door.line(
        {"已导入；原站的台账照原样保存，随相片纸的经过显示",
         "taken in; what that station's ledger said is kept as it is and shown with each sheet's life"});
    return 0;
}

int list_bags(Door &door) {
    return with_station(door, [&](desk::Station &station) {
        auto const all = store::bags(station.store(), 1'000);
        if (!all) {
            return door.fail(all.fault());
        }
        auto rows = Json::list();
        for (auto const &bag : *all) {
            auto const what = desk::bag_words(bag);
            rows.add(bag_json(bag));
            auto const way = bag.way == "out" ? base::Words{"做出", "made"} : base::Words{"导入", "taken in"};
            door.line({fmt::format("{}  {}  {}  {}  {}  {} 人，{} 张", bag.id, way.zh, bag.at.local_text(),
                                   bag.by, what.zh, bag.people, bag.sheets),
                       fmt::format("{}  {}  {}  {}  {}  {} people, {} sheets", bag.id, way.en,
                                   bag.at.local_text(), bag.by, what.en, bag.people, bag.sheets)});
        }
        auto object = Json::object();
        door.answer(object.set("bags", rows));
        return 0;
    });
}

void add_bags(CommandLine &line, Door &door) {
    auto const order = std::make_shared<desk::BagOrder>();
    auto const to = std::make_shared<std::string>();
    line.verb("keep", "bag",
              {"做一个 BagIt 包（一个班、盒、单位或一届）：照片、版面、清单和台账，几十年后也能读、能核对",
               "make a BagIt bag of a class, box, unit or year: photos, sheets, lists and ledger, to be read "
               "and "
               "checked in decades"})
        .text("--class", order->class_name, {"班级", "class"})
        .text("--box", order->box, {"盒号", "box"})
        .text("--unit", order->unit, {"单位", "unit"})
        .whole("--year", order->year, {"哪一届", "year of graduation"})
        .required_text("--to", *to,
                       {"放到哪里：新文件夹，或 .zip 文件", "where to: a new folder, or a .zip file"})
        .flag("--with-id-numbers", order->with_id_numbers,
              {"带完整的身份证号（会记入台账）", "with whole identity numbers (the ledger says so)"})
        .text("--by", order->by, by_help)
        .does([&door, order, to] {
            order->to = *to;
            return make_bag(door, *order);
        });
    for (auto const taken : {false, true}) {
        auto const file = std::make_shared<std::string>();
        line.verb("keep", taken ? "import" : "check",
                  taken ? base::Words{"导入别的站做的包（先全部核对）",
                                      "take in a bag of another station, once all of it is checked"}
                        : base::Words{"核对一个包，不导入", "check a bag and change nothing"})
            .required_text("bag", *file, {"包：文件夹或 .zip", "bag: a folder or a .zip"})
            .does([&door, file, taken] { return taken ? take_in(door, *file) : check_bag(door, *file); });
    }
    line.verb("keep", "bags", {"做过和导入过的包", "bags that were made or taken in"}).does([&door] {
        return list_bags(door);
    });
}

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
        door.answer(object.set("done", report->done).set("counts", counts).set("list", report->plan.list));
        door.line(report->done ? base::Words{"已清除；台账照原样保留", "purged; the ledger stays as it is"}
                               : base::Words{"这是试算，什么也没有改动；确要清除，加 --really --second 姓名",
                                             "nothing was changed; to do it add --really --second NAME"});
        return 0;
    });
}

void add_terms(CommandLine &line, Door &door) {
    auto const term = std::make_shared<desk::RetentionOrder>();
    line.verb("keep", "retention",
              {"定保管期限：这一届，或其中一卷", "say how long the campaign, or one volume of it, is kept"})
        .required_text("code", term->code, {"Y（永久）、D30、D10", "Y (for ever), D30, D10"})
        .text("--volume", term->volume, {"只定这一卷（V-…）", "only this volume (V-…)"})
        .text("--by", term->by, by_help)
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
        .text("--by", order->by, by_help)
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
        .text("--by", order->by, by_help)
        .does([&door, order, really] {
            order->dry_run = !*really;
            return purge(door, *order);
        });
}

} // namespace

void add_keeping(CommandLine &line, Door &door) {
    line.noun("keep", {"长期保存", "keeping for decades"});
    add_fixity(line, door);
    add_bags(line, door);
    add_terms(line, door);
    add_purge(line, door);
}

} // namespace cli
