// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "cli/verbs.hpp"
#include "cli/with_station.hpp"
#include "desk/fixity.hpp"
#include <csignal>

namespace cli {

using base::Json;
using base::words;

namespace {

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

} // namespace

void add_audits(CommandLine &line, Door &door) {
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
        .text("--by", order->by, signer_help)
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

} // namespace cli
