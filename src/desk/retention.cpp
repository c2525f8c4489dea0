// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/retention.hpp"
#include "base/text.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include "render/pdf.hpp"
#include "render/table.hpp"
#include "store/custody.hpp"
#include "store/filing.hpp"
#include "store/remarks.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>
#include <set>

namespace desk {

using base::fault;
using base::Length;
using base::Result;
using base::Trouble;

namespace {

struct Term {
    std::string_view code;
    int years; ///< 0: for ever
    base::Words words;
};

std::vector<Term> const &terms() {
    static std::vector<Term> const all{{"Y", 0, {"永久", "for ever"}},
                                       {"D30", 30, {"定期 30 年", "30 years"}},
                                       {"D10", 10, {"定期 10 年", "10 years"}}};
    return all;
}

std::string signed_by(Station const &station, std::string const &by) {
    auto const name = base::trimmed(by);
    return name.empty() ? station.setting().actor : std::string{name};
}

/// Whose term is meant: subject and year of graduation.
struct Subject {
    std::string name;
    int year = 0;
};

Result<Subject> subject_of(Station &station, std::string const &volume) {
    if (volume.empty()) {
        auto const &campaign = station.campaign();
        return Subject{fmt::format("campaign {}", campaign.id), campaign.year};
    }
    auto const found = store::volume(station.store(), base::upper_ascii(volume));
    auto const box = found && *found ? store::box(station.store(), (*found)->box)
                     : found         ? Result<std::optional<store::Box>>{std::nullopt}
                                     : base::Fault{found.fault()};
    if (!box) {
        return base::Fault{box.fault()};
    }
    if (!*box || (*box)->year == 0) {
        return fault(Trouble::not_found, "没有案卷 {}，或者里面还没有东西",
                     "there is no volume {}, or nothing lies in it", volume);
    }
    return Subject{(*found)->id, static_cast<int>((*box)->year)};
}

Result<> check_names(DestructionOrder const &order) {
    for (auto const *name : {&order.reason, &order.approver, &order.first, &order.second}) {
        if (base::trimmed(*name).empty()) {
            return fault(Trouble::usage, "销毁要写明原因、批准人和两位监销人",
                         "destruction needs a reason, who approved it and two who see it done");
        }
    }
    if (base::trimmed(order.first) == base::trimmed(order.second)) {
        return fault(Trouble::usage, "两位监销人不能是同一个人（{}）", "both witnesses are one person ({})",
                     order.first);
    }
    return order.serials.empty()
               ? fault(Trouble::usage, "销毁哪些？给出序列号", "destroy which sheets? Give serials")
               : Result<>{};
}

base::Fault elsewhere(Station &station, store::Sheet const &sheet) {
    auto const place = store::place_name(station.store(), sheet);
    auto const where = whereabouts(sheet.state, sheet.holder, place ? *place : sheet.place);
    return fault(Trouble::not_allowed, "相片纸 {0} 不在档案馆（{1}），不能销毁；先找回来，或从清单里去掉",
                 "the sheet {0} is not in the archives ({2}) and cannot be destroyed; get it back first, or "
                 "take it off "
                 "the list",
                 sheet.serial, where.zh, where.en);
}

/// Waste may go at once, from where it lies.
bool is_waste(store::Sheet const &sheet) {
    return sheet.state == "void" && (sheet.holder == "print-room" || sheet.holder == "archive");
}

Result<> may_go(Station &station, std::string const &serial) {
    auto const sheet = find_sheet(station, serial);
    auto const term = sheet ? store::term_of(station.store(), sheet->serial) : base::Fault{sheet.fault()};
    if (!term) {
        return base::Fault{term.fault()};
    }
    if (is_waste(*sheet)) {
        return {};
    }
    if (sheet->holder != "archive") {
        return elsewhere(station, *sheet);
    }
    auto const code = *term ? (*term)->code : std::string{};
    if (code.empty()) {
        return fault(Trouble::not_allowed, "相片纸 {} 还没有定保管期限；先定（platen keep retention）",
                     "nobody said how long the sheet {} is kept; say that first (platen keep retention)",
                     sheet->serial);
    }
    if (code == "Y") {
        return fault(Trouble::not_allowed, "相片纸 {} 永久保管，不能销毁",
                     "the sheet {} is kept for ever and cannot be destroyed", sheet->serial);
    }
    auto const ends = (*term)->ends;
    return ends < year_now(station)
               ? Result<>{}
               : fault(Trouble::not_allowed, "相片纸 {} 要保管到 {} 年底，现在不能销毁",
                       "the sheet {} is kept until the end of {} and cannot be destroyed now", sheet->serial,
                       ends);
}

/// In one spelling, each once.
Result<std::vector<std::string>> all_may_go(Station &station, std::vector<std::string> const &typed) {
    std::set<std::string> serials;
    for (auto const &serial : typed) {
        if (auto may = may_go(station, serial); !may) {
            return std::move(may).fault();
        }
        serials.insert(find_sheet(station, serial)->serial);
    }
    return std::vector<std::string>{serials.begin(), serials.end()};
}

Result<store::Destruction> destruction(store::Store const &store, std::string const &id) {
    auto const all = store::destructions(store, std::numeric_limits<std::int64_t>::max());
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto const found = std::ranges::find(*all, base::upper_ascii(id), &store::Destruction::id);
    return found == all->end()
               ? fault(Trouble::not_found, "没有销毁记录 {}", "there is no act of destruction {}", id)
               : Result{*found};
}

} // namespace

int year_now(Station const &station) {
    auto const date = station.setting().clock.now().local_date();
    int year = 0;
    std::from_chars(date.data(), date.data() + 4, year);
    return year;
}

base::Words retention_words(std::string_view code) {
    auto const found = std::ranges::find(terms(), code, &Term::code);
    return found == terms().end() ? base::Words{"没有定", "not said"} : found->words;
}

Result<store::Retention> set_retention(Station &station, RetentionOrder const &order) {
    auto const code = base::upper_ascii(order.code);
    auto const term = std::ranges::find(terms(), code, &Term::code);
    if (term == terms().end()) {
        return fault(Trouble::usage, "保管期限“{}”不认识；写 Y（永久）、D30 或 D10",
                     "'{}' is no term; write Y (for ever), D30 or D10", order.code);
    }
    auto change = station.change();
    auto const subject = change ? subject_of(station, order.volume) : base::Fault{change.fault()};
    if (!subject) {
        return base::Fault{subject.fault()};
    }
    store::Retention set{subject->name, code, term->years == 0 ? 0 : subject->year + term->years,
                         change->at(), signed_by(station, order.by)};
    auto body = base::Json::object();
    body.set("code", set.code).set("ends", set.ends).set("by", set.set_by);
    auto done = in_order([&] { return change->record("retention.set", set.subject, body); },
                         [&] { return change->commit(); });
    return done ? Result{std::move(set)} : std::move(done).fault();
}

Result<store::Destruction> destroy_sheets(Station &station, DestructionOrder const &order) {
    if (auto fine = check_names(order); !fine) {
        return std::move(fine).fault();
    }
    auto change = station.change();
    auto const serials = change ? all_may_go(station, order.serials) : base::Fault{change.fault()};
    auto const id = serials ? change->next_id("X") : base::Fault{serials.fault()};
    auto const remark = id ? store::put_remark(*change, order.reason) : base::Fault{id.fault()};
    if (!remark) {
        return base::Fault{remark.fault()};
    }
    auto body = base::Json::object();
    body.set("by", signed_by(station, order.by)).set("approver", base::trimmed(order.approver));
    body.set("first", base::trimmed(order.first)).set("second", base::trimmed(order.second));
    body.set("remark", *remark).set("sheets", *serials);
    auto done = in_order([&] { return change->record("sheets.destroyed", *id, body); },
                         [&] { return change->commit(); });
    return done ? destruction(station.store(), *id) : std::move(done).fault();
}

Result<base::Bytes> destruction_list(Station &station, std::string const &act) {
    auto const one = destruction(station.store(), act);
    auto const sheets = one ? store::destroyed_by(station.store(), one->id) : base::Fault{one.fault()};
    if (!sheets) {
        return base::Fault{sheets.fault()};
    }
    render::TableDocument document;
    document.title = "档案销毁清册";
    document.facts = {
        fmt::format("{}    销毁号 {}    {}", station.campaign().school_name, one->id, one->at.local_text()),
        fmt::format("原因：{}", one->reason),
        fmt::format("批准人 {}    监销人 {}、{}    经手人 {}", one->approver, one->first, one->second,
                    one->by)};
    document.columns = {{"序号", Length::mm(11), render::Align::centre, false},
                        {"档号", Length::mm(46), render::Align::left, false},
                        {"序列号", Length::mm(36), render::Align::left, false},
                        {"学号", Length::mm(26), render::Align::left, false},
                        {"姓名", Length::mm(22), render::Align::left, false},
                        {"保管期限", Length::mm(24), render::Align::left, false},
                        {"备注", Length::mm(20), render::Align::left, false}};
    std::size_t number = 0;
    for (auto const &sheet : *sheets) {
        document.rows.push_back({std::to_string(++number), sheet.reference, sheet.serial, sheet.student_no,
                                 sheet.name, sheet.code.empty() ? "" : retention_words(sheet.code).zh,
                                 sheet.state == "void" ? "已作废" : ""});
    }
    document.summary = {fmt::format("共 {} 件。档号不再给别的档案，记录长期保存。", sheets->size())};
    document.signatures = {"批准人（签字）", "监销人（签字）", "监销人（签字）", "日期"};
    document.footer = one->id;
    auto const pages = render::compose_table(document);
    return pages ? render::PdfWriter{}.write(*pages, {document.title})
                 : Result<base::Bytes>{base::Fault{pages.fault()}};
}

} // namespace desk
