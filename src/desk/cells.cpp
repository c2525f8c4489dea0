// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/cells.hpp"
#include "base/text.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include "store/remarks.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

/// Whoever may take scissors to a sheet: not the post, not a batch that somebody else is answering for.
bool may_be_cut(store::Sheet const &sheet) {
    static std::set<std::string_view> const hands{"print-room", "unit", "office", "archive"};
    return sheet.state == "printed" && hands.contains(sheet.holder);
}

base::Result<> check_purpose(Station &station, std::string const &purpose) {
    auto const known = purposes(station.profile());
    if (purpose == to_student || std::ranges::find(known, purpose) != known.end()) {
        return {};
    }
    auto const list = fmt::format("{}", fmt::join(known, "、"));
    return fault(Trouble::bad_input, "用途“{}”不在这次采集的用途里：{}；退还本人用 student",
                 "'{}' is no use of this campaign: {}; what goes back to the student is 'student'", purpose,
                 list);
}

base::Result<> check_hands(Station &station, store::Sheet const &sheet) {
    if (may_be_cut(sheet)) {
        return {};
    }
    auto const place = store::place_name(station.store(), sheet);
    auto const where = whereabouts(sheet.state, sheet.holder, place ? *place : sheet.place);
    return fault(Trouble::not_allowed, "相片纸 {0} 现在不能剪用：{1}",
                 "no print can be cut off the sheet {0} now: it is {2}", sheet.serial, where.zh, where.en);
}

/// The prints that are meant, each there and each free.
base::Result<std::vector<std::int64_t>> chosen(CellUse const &use, CellCount const &count) {
    std::set<std::int64_t> taken;
    for (auto const &one : count.used) {
        taken.insert(one.number);
    }
    auto cells = use.cells;
    for (std::int64_t cell = 1; cell <= count.all && use.cells.empty(); ++cell) {
        if (!taken.contains(cell) && static_cast<std::int64_t>(cells.size()) < use.count) {
            cells.push_back(cell);
        }
    }
    if (use.cells.empty() && (use.count < 1 || static_cast<std::int64_t>(cells.size()) < use.count)) {
        return fault(Trouble::not_allowed, "相片纸 {} 共 {} 张，只剩 {} 张，不能再用 {} 张",
                     "the sheet {} has {} prints and {} are left, not {}", use.serial, count.all,
                     count.left(), use.count);
    }
    std::set<std::int64_t> seen;
    for (auto const cell : cells) {
        if (cell < 1 || cell > count.all || !seen.insert(cell).second) {
            return fault(Trouble::bad_input, "相片纸 {0} 上的相片编号是 1 到 {1}，各写一次，没有 {2}",
                         "the prints of {0} are 1 to {1}, each named once; {2} is none", use.serial,
                         count.all, cell);
        }
        if (taken.contains(cell)) {
            return fault(Trouble::not_allowed, "相片纸 {} 的第 {} 张已经用掉了",
                         "print {1} of the sheet {0} is used already", use.serial, cell);
        }
    }
    return cells;
}

base::Result<CellCount> record(Station &station, store::Change &change, std::string_view kind,
                               store::Sheet const &sheet, Json const &body) {
    auto done =
        in_order([&] { return change.record(kind, sheet.serial, body); }, [&] { return change.commit(); });
    return done ? count_cells(station, sheet) : std::move(done).fault();
}

Json list_of(std::vector<std::int64_t> const &cells) {
    auto list = Json::list();
    for (auto const cell : cells) {
        list.add(cell);
    }
    return list;
}

} // namespace

std::vector<std::string> purposes(policy::Profile const &profile) {
    return profile.paper.uses.empty() ? std::vector<std::string>{"毕业证", "学位证", "学籍卡"}
                                      : profile.paper.uses;
}

base::Words purpose_words(std::string const &purpose) {
    static std::map<std::string_view, std::string_view> const english{{"毕业证", "graduation certificate"},
                                                                      {"学位证", "degree certificate"},
                                                                      {"学籍卡", "student record card"}};
    if (purpose == to_student) {
        return {"退还本人", "given back to the student"};
    }
    auto const found = english.find(purpose);
    return {purpose, found == english.end() ? purpose : std::string{found->second}};
}

base::Result<CellCount> count_cells(Station &station, store::Sheet const &sheet) {
    CellCount count;
    auto used = store::cells_used(station.store(), sheet.serial);
    if (!used) {
        return std::move(used).fault();
    }
    count.used = std::move(*used);
    for (auto const &one : count.used) {
        count.by_purpose[one.purpose] += 1;
    }
    count.all = sheet.cells;
    if (count.all > 0) {
        return count;
    }
    // Sheets from before prints were counted at birth: their layout says it.
    auto const kept = store::kept_layout(station.store(), sheet.layout);
    if (!kept || !*kept) {
        return kept ? base::Result{count} : base::Fault{kept.fault()};
    }
    auto const solved = solve_layout_text((*kept)->text, (*kept)->name);
    if (!solved) {
        return base::Fault{solved.fault()};
    }
    count.all = static_cast<std::int64_t>(solved->plan.cells.size());
    return count;
}

base::Result<store::Sheet> use_cells_within(Station &station, store::Change &change, CellUse const &use) {
    if (base::trimmed(use.by).empty()) {
        return fault(Trouble::usage, "要写明是谁剪用的", "say who cut them off");
    }
    auto sheet = find_sheet(station, use.serial);
    if (!sheet) {
        return sheet;
    }
    auto const fits = in_order([&] { return check_purpose(station, use.purpose); },
                               [&] { return check_hands(station, *sheet); });
    auto const count = fits ? count_cells(station, *sheet) : base::Fault{fits.fault()};
    auto const cells = count ? chosen(use, *count) : base::Fault{count.fault()};
    if (!cells) {
        return base::Fault{cells.fault()};
    }
    auto body = Json::object();
    body.set("cells", list_of(*cells)).set("purpose", use.purpose).set("by", use.by);
    auto const done = change.record("cells.used", sheet->serial, body);
    return done ? sheet : base::Result<store::Sheet>{base::Fault{done.fault()}};
}

base::Result<CellCount> use_cells(Station &station, CellUse const &use) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const sheet = use_cells_within(station, *change, use);
    auto const done = sheet ? change->commit() : base::Result<>{base::Fault{sheet.fault()}};
    return done ? count_cells(station, *sheet) : base::Result<CellCount>{base::Fault{done.fault()}};
}

base::Result<CellCount> free_cells(Station &station, std::string const &serial,
                                   std::vector<std::int64_t> const &cells, std::string const &reason) {
    if (base::trimmed(reason).empty() || cells.empty()) {
        return fault(Trouble::usage, "更正要写明是哪几张和原因", "say which prints, and why it was wrong");
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const sheet = find_sheet(station, serial);
    auto const count = sheet ? count_cells(station, *sheet) : base::Fault{sheet.fault()};
    if (!count) {
        return base::Fault{count.fault()};
    }
    for (auto const cell : cells) {
        if (std::ranges::find(count->used, cell, &store::CellUse::number) == count->used.end()) {
            return fault(Trouble::not_allowed, "相片纸 {} 的第 {} 张没有记为用掉",
                         "print {1} of the sheet {0} is not marked as used", sheet->serial, cell);
        }
    }
    auto const remark = store::put_remark(*change, reason);
    if (!remark) {
        return base::Fault{remark.fault()};
    }
    auto body = Json::object();
    body.set("cells", list_of(cells)).set("remark", *remark);
    return record(station, *change, "cells.freed", *sheet, body);
}

} // namespace desk
