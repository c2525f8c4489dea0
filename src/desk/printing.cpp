// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/printing.hpp"
#include "base/text.hpp"
#include "desk/preview.hpp"
#include "desk/print_floor.hpp"
#include "desk/sheet_fate.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

/// What the roster says otherwise by now than a label does; the date and the campaign's name are those of the
/// first print.
std::optional<std::string> changed_field(store::LabelWords const &label, store::LabelWords const &today) {
    for (std::string const field : {"name", "student_no", "class", "unit", "major"}) {
        auto const printed = label.find(field);
        if (printed != label.end() && printed->second != today.at(field)) {
            return field;
        }
    }
    return std::nullopt;
}

std::vector<std::string> texts_of(std::vector<store::Due> const &due, Station const &station) {
    std::vector<std::string> texts{"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"};
    for (auto const &one : due) {
        for (auto &[field, text] : label_words(station, one.person)) {
            texts.push_back(std::move(text));
        }
    }
    return texts;
}

base::Fault nobody(store::Selection const &who) {
    if (who.student_no) {
        return fault(Trouble::not_found, "名册里没有学号 {}",
                     "nobody on the roster has the student number {}", *who.student_no);
    }
    if (who.class_name) {
        return fault(Trouble::not_found, "名册里没有班级“{}”", "there is no class '{}' on the roster",
                     *who.class_name);
    }
    if (who.unit) {
        return fault(Trouble::not_found, "名册里没有单位“{}”", "there is no unit '{}' on the roster",
                     *who.unit);
    }
    return fault(Trouble::not_found, "名册还是空的；先用 platen roster import 导入",
                 "the roster is empty; import one with: platen roster import");
}

/// Uncertain, or begun on a printer that this run does not hold: never sent a second time from here.
PrintedSheet held(store::Due const &due) {
    auto const note =
        due.sheet->state == "uncertain"
            ? base::words("不确定是否已打印，先用 platen sheet settle {} 说明",
                          "uncertain; first say what became of it: platen sheet settle {}", due.sheet->serial)
            : base::words("正在打印机 {} 上打印，或者在那里被中断过",
                          "being printed on {}, or interrupted there", due.sheet->printer);
    return {due.sheet->serial, due.person.student_no, due.person.name, "uncertain", {}, note};
}

/// Sorts the people who are due: printed before, in doubt, without photo, and those whose sheets are to be
/// made.
class Batch {
public:
    Batch(Station &station, SolvedLayout const &layout, PrintReport &report)
        : station_{station}, layout_{layout}, report_{report} {}

    base::Result<std::deque<Work>> plan(std::vector<store::Due> const &due) {
        std::deque<Work> work;
        for (auto const &one : due) {
            if (one.sheet && one.sheet->state == "printed") {
                report_.already += 1;
            } else if (one.sheet && (one.sheet->state == "uncertain" || one.sheet->state == "born")) {
                report_.sheets.push_back(held(one));
            } else if (one.photo.empty()) {
                report_.without_photo.push_back(one.person.student_no);
            } else if (auto made = work_for(one); made) {
                work.push_back(std::move(*made));
            } else {
                return std::move(made).fault();
            }
        }
        return work;
    }

private:
    /// A sheet that failed keeps its serial unless it would look different now.
    base::Result<Work> work_for(store::Due const &due) {
        auto const today = label_words(station_, due.person);
        auto const same = due.sheet ? looks_the_same(due, today) : base::Result<bool>{false};
        if (!same) {
            return base::Fault{same.fault()};
        }
        return Work{due.person.student_no,
                    due.person.name,
                    {due.person.id, due.photo, &layout_, today, due.sheet ? due.sheet->serial : "",
                     due.sheet ? "没有印出，照片、版式或名册已变" : ""},
                    *same ? due.sheet : std::nullopt};
    }

    base::Result<bool> looks_the_same(store::Due const &due, store::LabelWords const &today) {
        auto const label = store::label_of(station_.store(), due.sheet->serial);
        if (!label) {
            return base::Fault{label.fault()};
        }
        return due.sheet->photo == due.photo && due.sheet->layout == layout_.layout.digest.hex() &&
               !changed_field(*label, today);
    }

    Station &station_;
    SolvedLayout const &layout_;
    PrintReport &report_;
};

print::Page page_of(SolvedLayout const &layout) {
    return {layout.layout.paper.width, layout.layout.paper.height};
}

/// What was interrupted on other printers is looked back on, too, where they can be reached; else it stays as
/// it is.
void look_back_elsewhere(Station &station, std::vector<std::string> const &printers) {
    auto const begun = store::printers_with_open_jobs(station.store());
    for (auto const &other : begun ? *begun : std::vector<std::string>{}) {
        if (std::find(printers.begin(), printers.end(), other) == printers.end()) {
            PrintOrder order;
            order.printers = {other};
            order.patience = std::chrono::seconds{10};
            [[maybe_unused]] auto const looked = PrintFloor::open(station, order);
        }
    }
}

base::Result<> refuse_stale(Station &station, store::Sheet const &old, store::LabelWords const &words) {
    auto const person = store::person(station.store(), old.person);
    if (!person) {
        return base::Fault{person.fault()};
    }
    if (!*person) {
        return {};
    }
    auto today = label_words(station, **person);
    if (auto const field = changed_field(words, today)) {
        return fault(
            Trouble::not_allowed,
            "名册已经改过（标签上是“{0}”，现在是“{1}”），重印会印出旧的；请先 platen sheet void "
            "{2}，再 platen sheet print",
            "the roster has changed (the label says '{0}', it is '{1}' now) and a reprint would show "
            "the old; use platen sheet void {2}, then platen sheet print",
            words.at(*field), today[*field], old.serial);
    }
    return {};
}

base::Result<store::Sheet> reprintable(Station &station, std::string const &serial) {
    auto old = find_sheet(station, serial);
    if (!old) {
        return old;
    }
    if (old->state == "void") {
        return fault(Trouble::not_allowed, "相片纸 {} 已经作废（{}）", "the sheet {} is void already ({})",
                     old->serial, old->reason);
    }
    if (old->state == "born" || old->state == "failed") {
        return fault(Trouble::not_allowed, "相片纸 {} 还没有印出，用 platen sheet print 打印",
                     "the sheet {} was not printed yet; use: platen sheet print", old->serial);
    }
    if (old->origin == "brought") {
        return fault(
            Trouble::not_allowed, "相片纸 {} 是学生自己带来的，本站没有版式，不能重印；先作废，再给他打印",
            "the sheet {} was brought by its student and has no layout here; void it, then print one",
            old->serial);
    }
    if (auto free = check_not_promised(*old); !free) {
        return std::move(free).fault();
    }
    return old;
}

} // namespace

std::size_t PrintReport::count(std::string_view state) const {
    return static_cast<std::size_t>(std::count_if(
        sheets.begin(), sheets.end(), [&](PrintedSheet const &sheet) { return sheet.state == state; }));
}

base::Result<PrintReport> print_sheets(Station &station, PrintOrder const &order) {
    auto name = layout_name(station, order.layout);
    if (!name) {
        return std::move(name).fault();
    }
    auto layout = load_layout(station.setting(), *name);
    if (!layout) {
        return std::move(layout).fault();
    }
    if (layout->layout.content != sheet::Content::photo) {
        return fault(Trouble::bad_input, "版式 {} 是标签，不是相片",
                     "the layout {} is for labels, not for photos", *name);
    }
    auto floor = PrintFloor::open(station, order);
    if (!floor) {
        return std::move(floor).fault();
    }
    look_back_elsewhere(station, (*floor)->printers());
    auto due = store::due(station.store(), station.campaign().id, order.who);
    if (!due) {
        return std::move(due).fault();
    }
    if (due->empty()) {
        return nobody(order.who);
    }
    PrintReport report;
    auto work = Batch{station, *layout, report}.plan(*due);
    if (!work) {
        return std::move(work).fault();
    }
    if (auto ready = (*floor)->preflight(page_of(*layout), work->size()); !ready) {
        return std::move(ready).fault();
    }
    (*floor)->artist().prepare(texts_of(*due, station));
    due->clear();
    if (auto printed = (*floor)->print(std::move(*work), report); !printed) {
        return std::move(printed).fault();
    }
    return report;
}

namespace {

/// The same sheet as it was made, with a serial of its own.
base::Result<PrintReport> print_anew(Station &station, store::Sheet const &old, SolvedLayout const &layout,
                                     store::LabelWords words, std::string const &reason,
                                     PrintOrder const &order) {
    auto floor = PrintFloor::open(station, order);
    if (!floor) {
        return std::move(floor).fault();
    }
    if (auto ready = (*floor)->preflight(page_of(layout), 1); !ready) {
        return std::move(ready).fault();
    }
    words.erase("serial");
    std::deque<Work> work;
    work.push_back({words["student_no"],
                    words["name"],
                    {old.person, old.photo, &layout, words, old.serial, reason},
                    {}});
    PrintReport report;
    if (auto printed = (*floor)->print(std::move(work), report); !printed) {
        return std::move(printed).fault();
    }
    return report;
}

} // namespace

base::Result<PrintReport> reprint_sheet(Station &station, std::string const &serial,
                                        std::string const &reason, PrintOrder const &order) {
    if (base::trimmed(reason).empty()) {
        return fault(Trouble::usage, "重印要写明原因（--reason）", "a reprint needs a reason (--reason)");
    }
    auto old = reprintable(station, serial);
    if (!old) {
        return std::move(old).fault();
    }
    auto kept = store::kept_layout(station.store(), old->layout);
    auto words = store::label_of(station.store(), old->serial);
    if (!kept || !*kept || !words) {
        return fault(Trouble::storage, "找不到相片纸 {} 的版式或标签",
                     "the layout or label of the sheet {} is gone", old->serial);
    }
    if (auto fresh = refuse_stale(station, *old, *words); !fresh) {
        return std::move(fresh).fault();
    }
    auto layout = solve_layout_text((*kept)->text, (*kept)->name);
    if (!layout) {
        return std::move(layout).fault();
    }
    return print_anew(station, *old, *layout, std::move(*words), reason, order);
}

} // namespace desk
