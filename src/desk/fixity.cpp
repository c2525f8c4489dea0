// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/fixity.hpp"
#include "base/program.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/boxes.hpp"
#include "desk/file_looks.hpp"
#include "desk/people.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "store/copy.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace desk {

using base::fault;
using base::Result;
using base::Trouble;

namespace {

using Digests = std::vector<std::string>;

constexpr std::size_t most_named = 10'000; ///< bad files in an event's body
constexpr int whole = 100;                 ///< percent

/// What an audit is to read.
struct Scope {
    std::string scope, place, seed;
    Digests digests;
    std::set<std::string> may_be_gone; ///< only the ledger still names them
};

Result<> check_order(FixityOrder const &order) {
    auto const parts = static_cast<int>(!order.box.empty()) + static_cast<int>(!order.class_name.empty()) +
                       static_cast<int>(!order.unit.empty());
    auto const sampled = order.files != 0 || order.percent != 0;
    if (parts > 1 || (parts == 1 && sampled) || (order.files != 0 && order.percent != 0)) {
        return fault(Trouble::usage, "核对哪些？全部、抽查、一个盒、一个班、一个单位，只能选一种",
                     "check what? Everything, a sample, a box, a class or a unit: one of these");
    }
    if (order.files < 0 || order.percent < 0 || order.percent > whole) {
        return fault(Trouble::usage, "抽查的数量要在 1 以上，比例在 1 到 100 之间",
                     "a sample is of 1 file or more, or of 1 to 100 percent");
    }
    return {};
}

/// Those of a part that records still name: a purged photo is none.
Digests among(Digests part, std::vector<store::KeptFile> const &kept) {
    std::erase_if(part, [&](std::string const &digest) {
        auto const found = std::ranges::lower_bound(kept, digest, {}, &store::KeptFile::digest);
        return found == kept.end() || found->digest != digest;
    });
    return part;
}

Result<Digests> part_of(Station &station, FixityOrder const &order, Scope &scope) {
    auto &store = station.store();
    if (!order.box.empty()) {
        auto const box = find_box(station, order.box);
        if (!box) {
            return base::Fault{box.fault()};
        }
        scope.scope = "box";
        scope.place = box->name;
        return store::photos_in_box(store, box->name);
    }
    scope.scope = order.unit.empty() ? "class" : "unit";
    scope.place = order.unit.empty() ? order.class_name : order.unit;
    auto found = store::photos_of(store, station.campaign().id, order.unit, order.class_name);
    if (found && found->empty()) {
        return fault(Trouble::not_found, "“{}”没有照片，没有什么可核对",
                     "there are no photos of '{}' to check", scope.place);
    }
    return found;
}

/// Anybody with a SHA-256 can make the choice again.
void choose(Scope &scope, FixityOrder const &order) {
    auto const all = static_cast<std::int64_t>(scope.digests.size());
    auto const wanted =
        order.files != 0 ? order.files : std::max<std::int64_t>(1, all * order.percent / whole);
    scope.scope = "sample";
    scope.seed = order.seed.empty() ? base::random_token() : order.seed;
    std::vector<std::pair<std::string, std::string>> drawn;
    for (auto const &digest : scope.digests) {
        drawn.emplace_back(base::sha256(base::as_bytes(scope.seed + "\n" + digest)).hex(), digest);
    }
    std::ranges::sort(drawn);
    drawn.resize(static_cast<std::size_t>(std::min(all, wanted)));
    scope.place = std::to_string(drawn.size());
    scope.digests.clear();
    for (auto &[place, digest] : drawn) {
        scope.digests.push_back(std::move(digest));
    }
    std::ranges::sort(scope.digests);
}

Result<Scope> scope_of(Station &station, FixityOrder const &order) {
    auto const kept = store::kept_files(station.store());
    if (!kept) {
        return base::Fault{kept.fault()};
    }
    Scope scope{"all", "", "", {}, {}};
    for (auto const &file : *kept) {
        scope.digests.push_back(file.digest);
        if (!file.needed) {
            scope.may_be_gone.insert(file.digest);
        }
    }
    if (!order.box.empty() || !order.class_name.empty() || !order.unit.empty()) {
        auto part = part_of(station, order, scope);
        if (!part) {
            return std::move(part).fault();
        }
        scope.digests = among(std::move(*part), *kept);
    } else if (order.files != 0 || order.percent != 0) {
        choose(scope, order);
    }
    return scope;
}

std::string_view word_of(Look look) {
    return look == Look::missing ? "missing" : look == Look::changed ? "changed" : "unreadable";
}

/// What was read, and what of it was bad.
struct Findings {
    Digests read, good;
    std::vector<store::Damaged> bad;
    std::int64_t bytes = 0;
    bool stopped = false;
};

Findings sift(Scope const &scope, std::vector<Looked> const &looked) {
    Findings found;
    for (std::size_t i = 0; i < looked.size(); ++i) {
        auto const &digest = scope.digests[i];
        auto const look = looked[i].look;
        found.stopped = found.stopped || look == Look::skipped;
        if (look == Look::skipped || (look == Look::missing && scope.may_be_gone.contains(digest))) {
            continue;
        }
        found.read.push_back(digest);
        found.bytes += static_cast<std::int64_t>(looked[i].bytes);
        if (look == Look::good) {
            found.good.push_back(digest);
        } else {
            found.bad.push_back({digest, std::string{word_of(look)}, {}, {}, {}, {}});
        }
    }
    return found;
}

/// Bad until now, and good, or no longer kept at all.
Result<Digests> mended(store::Store const &store, Scope const &scope, Findings const &found) {
    auto const before = store::damaged(store, std::numeric_limits<std::int64_t>::max());
    if (!before) {
        return base::Fault{before.fault()};
    }
    Digests mended;
    for (auto const &one : *before) {
        auto const good = std::ranges::binary_search(found.good, one.digest);
        auto const gone = scope.scope == "all" && !std::ranges::binary_search(scope.digests, one.digest);
        if (good || gone) {
            mended.push_back(one.digest);
        }
    }
    return mended;
}

std::string digest_of_list(Digests const &digests) {
    base::Sha256 sum;
    for (auto const &digest : digests) {
        sum.add(base::as_bytes(digest + "\n"));
    }
    return sum.so_far().hex();
}

base::Json body_of(store::Fixity const &audit, Findings const &found, Digests const &mended) {
    auto list = base::Json::list();
    for (std::size_t i = 0; i < std::min(found.bad.size(), most_named); ++i) {
        auto one = base::Json::object();
        list.add(one.set("digest", found.bad[i].digest).set("outcome", found.bad[i].outcome));
    }
    auto body = base::Json::object();
    body.set("scope", audit.scope).set("place", audit.place).set("seed", audit.seed);
    body.set("begun", audit.begun_at.ms).set("by", audit.by).set("program", audit.program);
    body.set("files", audit.files).set("bytes", audit.bytes).set("bad", audit.bad);
    body.set("stopped", static_cast<int>(audit.stopped)).set("checked", digest_of_list(found.read));
    return body.set("list", list).set("mended", mended);
}

Result<> record(store::Change &change, Scope const &scope, Findings const &found, store::Fixity &audit) {
    auto id = change.next_id("F");
    auto const well_again = id ? mended(change.store(), scope, found) : base::Fault{id.fault()};
    if (!well_again) {
        return base::Fault{well_again.fault()};
    }
    audit.id = std::move(*id);
    return in_order(
        [&] { return change.record("fixity.checked", audit.id, body_of(audit, found, *well_again)); },
        [&] {
            return audit.scope == "all" && !audit.stopped ? Result<>{}
                                                          : store::put_checked(change, audit.id, found.read);
        },
        [&] { return change.commit(); });
}

} // namespace

Result<FixityReport> check_fixity(Station &station, FixityOrder const &order) {
    auto const fine = check_order(order);
    auto const alone = fine ? station.store().lock("fixity", {"另一次核对正在进行，等它做完",
                                                              "another audit is under way; wait for it"})
                            : base::Fault{fine.fault()};
    if (!alone) {
        return base::Fault{alone.fault()};
    }
    auto const &setting = station.setting();
    store::Fixity audit;
    audit.begun_at = setting.clock.now();
    auto const scope = scope_of(station, order);
    if (!scope) {
        return base::Fault{scope.fault()};
    }
    auto const looked = look_at_files(station.store(), scope->digests, order.stop, setting.progress);
    auto found = sift(*scope, looked);
    audit.scope = scope->scope;
    audit.place = scope->place;
    audit.seed = scope->seed;
    audit.by = order.by.empty() ? setting.actor : order.by;
    audit.program = base::program_name;
    audit.files = static_cast<std::int64_t>(found.read.size());
    audit.bytes = found.bytes;
    audit.bad = static_cast<std::int64_t>(found.bad.size());
    audit.stopped = found.stopped;
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    audit.ended_at = change->at();
    auto done = record(*change, *scope, found, audit);
    auto bad = done ? store::found_by(station.store(), audit.id) : std::move(done).fault();
    return bad ? Result{FixityReport{std::move(audit), scope->digests.size(), std::move(*bad)}}
               : std::move(bad).fault();
}

base::Words fixity_words(std::string_view outcome) {
    if (outcome == "missing") {
        return {"文件不见了", "the file is gone"};
    }
    if (outcome == "changed") {
        return {"内容变了", "its content has changed"};
    }
    if (outcome == "unknown") {
        return {"好坏不明：那次坏的太多，没有逐个登记，请再核对一次",
                "nobody knows: too many were bad to name each of them, audit again"};
    }
    return outcome == "good" ? base::Words{"完好", "good"} : base::Words{"读不出来", "it cannot be read"};
}

base::Words scope_words(store::Fixity const &audit) {
    if (audit.scope == "sample") {
        return base::words("抽查 {} 个", "a sample of {}", audit.place);
    }
    if (audit.scope == "box") {
        return base::words("盒 {}", "the box {}", audit.place);
    }
    return audit.scope == "all" ? base::Words{"全部", "everything"} : base::Words{audit.place, audit.place};
}

Result<Digests> files_named(Station &station, std::string const &typed) {
    if (base::Digest::from_hex(typed)) {
        return Digests{typed};
    }
    std::int64_t who = 0;
    Digests files;
    if (code::read_serial(typed)) {
        auto const sheet = find_sheet(station, typed);
        if (!sheet) {
            return base::Fault{sheet.fault()};
        }
        who = sheet->person;
        files.push_back(sheet->photo);
    } else {
        auto const person = person_numbered(station, typed);
        if (!person) {
            return base::Fault{person.fault()};
        }
        who = person->id;
    }
    auto const photo = store::photo_of(station.store(), who);
    if (!photo) {
        return base::Fault{photo.fault()};
    }
    if (*photo) {
        files.insert(files.end(), {(*photo)->master, (*photo)->original});
    }
    std::ranges::sort(files);
    files.erase(std::ranges::unique(files).begin(), files.end());
    return files;
}

} // namespace desk
