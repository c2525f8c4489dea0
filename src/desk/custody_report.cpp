// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/custody_report.hpp"
#include "desk/cells.hpp"
#include "desk/custody_tables.hpp"
#include "desk/media.hpp"
#include "store/keeping.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace desk {

using base::fault;
using base::Trouble;
using base::words;
using store::UnitCounts;

namespace {

/// Prints of sheets that nobody counted when they were made, by what their layouts say.
base::Result<> count_by_layout(Station &station, std::vector<UnitCounts> &units) {
    std::map<std::string, std::int64_t> cells;
    for (auto &unit : units) {
        for (auto const &[layout, sheets] : unit.uncounted) {
            if (!cells.contains(layout)) {
                store::Sheet sheet;
                sheet.layout = layout;
                auto const count = count_cells(station, sheet);
                if (!count) {
                    return base::Fault{count.fault()};
                }
                cells.emplace(layout, count->all);
            }
            unit.prints += sheets * cells.at(layout);
            unit.left += sheets * cells.at(layout);
        }
    }
    return {};
}

std::int64_t held(UnitCounts const &counts, std::string const &holder) {
    auto const found = counts.held.find(holder);
    return found == counts.held.end() ? 0 : found->second;
}

std::int64_t sum_of(std::map<std::string, std::int64_t> const &counts) {
    std::int64_t sum = 0;
    for (auto const &[key, count] : counts) {
        sum += count;
    }
    return sum;
}

std::vector<Headline> headlines(UnitCounts const &all, std::int64_t damaged) {
    auto const missing = held(all, "missing");
    return {{"uncertain", {"不确定是否印出", "uncertain whether printed"}, all.uncertain, all.uncertain > 0},
            {"missing", {"下落不明", "nobody knows where"}, missing, missing > 0},
            {"overdue", {"借出逾期", "lent and overdue"}, all.overdue, all.overdue > 0},
            {"open", {"差异没有了结", "discrepancies open"}, all.open, all.open > 0},
            {"damaged",
             {"存档文件坏了（全站）", "kept files damaged (all of the station)"},
             damaged,
             damaged > 0},
            {"lent", {"借出", "lent"}, all.lent, false},
            {"under_way", {"移交途中", "handed over, not yet received"}, all.under_way, false},
            {"waiting", {"到馆待装盒", "received, waiting for a box"}, all.waiting, false},
            {"lost", {"已认定丢失", "closed as lost"}, all.lost, false}};
}

/// requirements 3.4, as far as a store can count both sides on ways of their own.
std::vector<Balance> sums_that_agree(UnitCounts const &a) {
    auto const without = a.people - a.with_photo;
    auto const printed = sum_of(a.held), used = sum_of(a.used);
    auto const filed = a.in_boxes + a.filed_away, handed = a.received + a.not_found + a.not_valid;
    return {
        {"people",
         words("名单 {} 人 ＝ 有相片 {} ＋ 没有相片 {}", "roster {} = with a photo {} + without {}", a.people,
               a.with_photo, without),
         a.people, a.with_photo + without},
        {"made",
         words("作过 {} 张 ＝ 已印出 {} ＋ 不确定 {} ＋ 没印出 {} ＋ 作废 {}",
               "made {} = printed {} + uncertain {} + not printed {} + void {}", a.made, a.printed,
               a.uncertain, a.unprinted, a.voided),
         a.made, a.printed + a.uncertain + a.unprinted + a.voided},
        {"places",
         words("已印出 {} 张 ＝ 各处合计 {} 张", "printed {} = at all places together {}", a.printed,
               printed),
         a.printed, printed},
        {"under_way",
         words("在途 {} 张 ＝ 未签收移交单上 {} 张",
               "on their way {} = on hand-overs that nobody received yet {}", held(a, "transit"),
               a.under_way),
         held(a, "transit"), a.under_way},
        {"handed",
         words("移交 {} 张 ＝ 签收 {} ＋ 未见到 {} ＋ 无效 {}",
               "handed over {} = received {} + not found {} + not valid {}", a.handed, a.received,
               a.not_found, a.not_valid),
         a.handed, handed},
        {"differences",
         words("移交未见到 {} 张 ＝ 差异登记 {} 条", "not found {} = discrepancies on record {}", a.not_found,
               a.found_missing),
         a.not_found, a.found_missing},
        {"mailed",
         words("邮寄途中 {} 张 ＝ 已寄未到的邮件里 {} 张", "in the mail {} = in letters that were sent {}",
               held(a, "mail"), a.mailed),
         held(a, "mail"), a.mailed},
        {"lent",
         words("借出 {} 张 ＝ 借阅单上未还 {} 张", "lent {} = not back by the loans {}", held(a, "loan"),
               a.lent),
         held(a, "loan"), a.lent},
        {"items",
         words("目录 {} 件 ＝ 在盒 {} ＋ 不在盒 {}", "items on record {} = in their boxes {} + not there {}",
               a.items, a.in_boxes, a.filed_away),
         a.items, filed},
        {"prints",
         words("相片 {} 张 ＝ 已用 {} ＋ 剩余 {}", "prints {} = used {} + left {}", a.prints, used, a.left),
         a.prints, used + a.left}};
}

/// Printed by each roll's own count, and by ours.
Balance roll_sum(std::vector<RollBalance> const &rolls) {
    std::int64_t used = 0, known = 0;
    for (auto const &roll : rolls) {
        used += roll.used;
        known += roll.printed + roll.spoiled + roll.pages + roll.uncertain;
    }
    return {"rolls",
            words("色带用掉 {} 张 ＝ 登记的打印 {} 张",
                  "used by the printers' count {} = prints on record {}", used, known),
            used, known};
}

/// A roll prints for every unit, and those of thirty years are more than anybody reads.
base::Result<> add_rolls(Station &station, CustodyReport &report) {
    auto const years = store::years(station.store());
    if (!years || !report.scope.unit.empty() || (report.scope.year == 0 && years->size() > 1)) {
        return years ? base::Result<>{} : base::Result<>{base::Fault{years.fault()}};
    }
    auto const span = store::span_of_year(station.store(), report.scope.year);
    auto const rolls = span ? roll_balances(station, span->from, span->to) : base::Fault{span.fault()};
    if (!rolls) {
        return base::Fault{rolls.fault()};
    }
    report.balances.push_back(roll_sum(*rolls));
    report.tables.push_back(roll_table(*rolls));
    return {};
}

/// Of the notices of every campaign.
base::Result<std::vector<std::string>> all_purposes(Station &station) {
    auto const campaigns = store::campaigns(station.store());
    if (!campaigns) {
        return base::Fault{campaigns.fault()};
    }
    std::set<std::string> profiles, uses{to_student};
    for (auto const &campaign : *campaigns) {
        if (!profiles.insert(campaign.profile).second) {
            continue;
        }
        auto const profile = load_profile(station.setting(), campaign.profile);
        for (auto const &use : profile ? purposes(*profile) : std::vector<std::string>{}) {
            uses.insert(use);
        }
    }
    return std::vector<std::string>{uses.begin(), uses.end()};
}

base::Result<> check_scope(Station &station, store::CountScope const &scope) {
    auto const units = store::unit_names(station.store(), scope.year);
    if (!units) {
        return base::Fault{units.fault()};
    }
    if (scope.year != 0) {
        auto const years = store::years(station.store());
        if (!years || std::ranges::find(*years, scope.year) == years->end()) {
            return years ? fault(Trouble::not_found, "没有 {} 届", "there is no year {}", scope.year)
                         : base::Fault{years.fault()};
        }
    }
    return scope.unit.empty() || std::ranges::find(*units, scope.unit) != units->end()
               ? base::Result<>{}
               : fault(Trouble::not_found, "没有单位“{}”", "there is no unit '{}'", scope.unit);
}

} // namespace

bool CustodyReport::balances_all() const {
    return std::ranges::all_of(balances, &Balance::agrees);
}

base::Words scope_words(store::CountScope const &scope) {
    auto const year =
        scope.year == 0 ? base::Words{"全部届次", "all years"} : words("{} 届", "class of {}", scope.year);
    auto const unit =
        scope.unit.empty() ? base::Words{"各单位", "all units"} : base::Words{scope.unit, scope.unit};
    return {year.zh + " " + unit.zh, year.en + ", " + unit.en};
}

base::Result<CustodyReport> custody_report(Station &station, store::CountScope const &asked) {
    auto scope = asked;
    if (auto there = check_scope(station, scope); !there) {
        return std::move(there).fault();
    }
    auto uses = all_purposes(station);
    if (!uses) {
        return base::Fault{uses.fault()};
    }
    scope.purposes = std::move(*uses);
    auto const now = station.setting().clock.now();
    auto units = store::custody_counts(station.store(), scope, now.local_date());
    auto const counted =
        units ? count_by_layout(station, *units) : base::Result<>{base::Fault{units.fault()}};
    auto const damaged = counted ? store::count_damaged(station.store()) : base::Fault{counted.fault()};
    if (!damaged) {
        return base::Fault{damaged.fault()};
    }
    UnitCounts all;
    for (auto const &unit : *units) {
        all += unit;
    }
    CustodyReport report{scope, now, headlines(all, *damaged), sums_that_agree(all), {}};
    report.tables = unit_tables(station, *units, all);
    auto const added = add_rolls(station, report);
    return added ? base::Result{std::move(report)} : base::Fault{added.fault()};
}

} // namespace desk
