// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/purge.hpp"
#include "base/text.hpp"
#include "desk/disk_file.hpp"
#include "desk/retention.hpp"
#include "desk/steps.hpp"
#include "store/remarks.hpp"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Result;
using base::Trouble;

namespace {

/// Zeros first: on a disk that writes in place nothing of it can be read again.
Result<> erase(fs::path const &file) {
    auto const descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat facts {};
    if (descriptor < 0) {
        return errno == ENOENT ? Result<>{}
                               : Result<>{base::fault(Trouble::storage, "“{}”删不掉",
                                                      "'{}' cannot be removed", file.string())};
    }
    base::Bytes const zeros(1U << 16U);
    auto left = ::fstat(descriptor, &facts) == 0 ? facts.st_size : 0;
    while (left > 0) {
        auto const n =
            ::write(descriptor, zeros.data(),
                    static_cast<std::size_t>(std::min<off_t>(left, static_cast<off_t>(zeros.size()))));
        if (n <= 0) {
            break; // it is removed all the same
        }
        left -= n;
    }
    ::fsync(descriptor);
    ::close(descriptor);
    return ::unlink(file.c_str()) == 0 || errno == ENOENT ? Result<>{}
                                                          : Result<>{large_file_fault(errno, file)};
}

Result<> erase_files(Station &station, std::vector<std::string> const &files) {
    std::size_t done = 0;
    for (auto const &digest : files) {
        station.setting().progress.at({"清除照片", "removing photos"}, done++, files.size());
        if (auto gone = erase(station.store().kept_path(digest)); !gone) {
            return gone;
        }
    }
    return {};
}

/// Lists of its hand-overs were written with names.
Result<> erase_documents(Station &station, std::vector<std::string> const &handovers) {
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::directory_iterator at{station.store().folder() / "documents", error};
         !error && at != fs::directory_iterator{}; at.increment(error)) {
        auto const name = at->path().filename().string();
        if (std::ranges::any_of(handovers,
                                [&](auto const &id) { return name.find(id) != std::string::npos; })) {
            found.push_back(at->path());
        }
    }
    for (auto const &file : found) {
        if (auto gone = erase(file); !gone) {
            return gone;
        }
    }
    return {};
}

Result<> check_order(Station &station, PurgeOrder const &order, std::string const &by) {
    auto const second = base::trimmed(order.second);
    if (second.empty() || second == by) {
        return fault(Trouble::usage, "清除要两个人：经手人 {} 之外，再写一位在场的人",
                     "a purge takes two: besides {} name somebody who sees it done", by);
    }
    auto const term = store::retention(station.store(), {}, station.campaign().id);
    if (!term) {
        return base::Fault{term.fault()};
    }
    auto const over = *term && (*term)->ends != 0 && (*term)->ends < year_now(station);
    if (over) {
        return {};
    }
    if (!order.before_term) {
        return *term && (*term)->ends != 0
                   ? fault(
                         Trouble::not_allowed,
                         "这一届要保管到 {} 年底，现在不能清除；确要提前，写明原因（--before-term --reason）",
                         "this campaign is kept until the end of {}; to purge it earlier say why "
                         "(--before-term --reason)",
                         (*term)->ends)
                   : fault(Trouble::not_allowed,
                           "这一届永久保管，或没有定保管期限，不能清除；确要清除，写明原因（--before-term "
                           "--reason）",
                           "this campaign is kept for ever, or nobody said how long; to purge it all the "
                           "same say why "
                           "(--before-term --reason)");
    }
    return base::trimmed(order.reason).empty()
               ? fault(Trouble::usage, "提前清除要写明原因", "purging before the term needs a reason")
               : Result<>{};
}

Result<> record(Station &station, store::Change &change, PurgeOrder const &order, std::string const &by,
                store::PurgePlan const &plan) {
    auto const id = station.campaign().id;
    auto counts = base::Json::object();
    for (auto const &[table, count] : plan.counts) {
        counts.set(table, count);
    }
    if (auto gone = store::purge_rows(change, id, plan); !gone) {
        return gone;
    }
    auto const remark = store::put_remark(change, order.reason);
    if (!remark) {
        return base::Fault{remark.fault()};
    }
    auto body = base::Json::object();
    body.set("campaign", id)
        .set("first", by)
        .set("second", base::trimmed(order.second))
        .set("remark", *remark);
    body.set("before_term", order.before_term).set("counts", counts).set("list", plan.list);
    return in_order([&] { return change.record("campaign.purged", fmt::format("campaign {}", id), body); },
                    [&] { return change.commit(); });
}

Result<> finish(Station &station, std::vector<std::string> const &documents) {
    auto const files = store::purged_files(station.store(), station.campaign().id);
    return !files ? Result<>{base::Fault{files.fault()}}
                  : in_order([&] { return erase_files(station, *files); },
                             [&] { return erase_documents(station, documents); },
                             [&] { return store::sweep_database(station.store()); });
}

/// It was done before: what a run that was killed or held up left goes now. Nobody can see from outside
/// whether the database's file was swept, so all of it is done once more.
Result<PurgeReport> again(Station &station, store::PurgePlan const &plan) {
    auto done = finish(station, plan.documents);
    return done ? Result{PurgeReport{plan, true, true}} : std::move(done).fault();
}

} // namespace

Result<PurgeReport> purge_campaign(Station &station, PurgeOrder const &order) {
    auto const id = station.campaign().id;
    auto const before = store::purge_of(station.store(), id);
    if (!before || order.dry_run || *before) {
        auto plan = before ? store::plan_purge(station.store(), id) : base::Fault{before.fault()};
        if (!plan) {
            return std::move(plan).fault();
        }
        return order.dry_run ? Result{PurgeReport{std::move(*plan), false}} : again(station, *plan);
    }
    auto const by =
        base::trimmed(order.by).empty() ? station.setting().actor : std::string{base::trimmed(order.by)};
    if (auto fine = check_order(station, order, by); !fine) {
        return std::move(fine).fault();
    }
    auto change = station.change();
    auto plan = change ? store::plan_purge(station.store(), id) : base::Fault{change.fault()};
    if (!plan) {
        return std::move(plan).fault();
    }
    if (plan->away) {
        return fault(Trouble::not_allowed, "相片纸 {} 还借出、在移交途中或邮寄途中，先收回来再清除",
                     "the sheet {} is lent, on its way or in the post; get it back before the purge",
                     *plan->away);
    }
    auto done = in_order([&] { return record(station, *change, order, by, *plan); },
                         [&] { return finish(station, plan->documents); });
    return done ? Result{PurgeReport{std::move(*plan), true}} : std::move(done).fault();
}

base::Words purged_words(std::string_view table) {
    static std::map<std::string_view, base::Words> const all{
        {"person", {"人（姓名、证件号、出生日期）", "people (names, numbers, birth)"}},
        {"file", {"照片和签名文件", "photos and signatures"}},
        {"certificate", {"证书编号", "certificate numbers"}},
        {"address", {"邮寄地址", "addresses"}},
        {"remark", {"备注、原因、借阅人", "remarks, reasons, borrowers"}},
        {"sheet_label", {"标签文字", "words of labels"}},
        {"pinyin", {"拼音检索", "index of pinyin"}},
        {"code_mask", {"采集码上的姓名", "names on collection codes"}},
        {"roster_code", {"采集码", "collection codes"}},
        {"stranger", {"名册以外的人", "people not on the roster"}},
        {"exemption", {"免检说明", "exemptions"}},
        {"proof_note", {"校对说明", "notes of proofreading"}},
        {"application_note", {"线上采集申请说明", "reasons for capture online"}},
        {"liaison", {"联系人", "liaisons"}},
    };
    auto const found = all.find(table);
    return found == all.end() ? base::Words{std::string{table}, std::string{table}} : found->second;
}

} // namespace desk
