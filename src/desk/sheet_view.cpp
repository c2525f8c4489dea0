// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/sheet_view.hpp"
#include "base/files.hpp"
#include "desk/artwork.hpp"
#include "desk/gaps.hpp"
#include "desk/custody_notes.hpp"
#include "desk/printing.hpp"
#include "store/custody.hpp"
#include "store/filing.hpp"
#include <algorithm>
#include <map>

namespace desk {

namespace {

using base::Words;
using base::words;

std::string value(store::Moment const &moment, char const *key) {
    auto const found = moment.details.find(key);
    return found == moment.details.end() ? std::string{} : found->second;
}

Words ended(store::Moment const &moment) {
    auto const outcome = value(moment, "outcome");
    if (outcome == "printed") {
        return {"已打印", "printed"};
    }
    return outcome == "failed" ? words("没有印出：{}", "not printed: {}", value(moment, "reason"))
                               : Words{"不确定是否已打印", "uncertain whether it was printed"};
}

Words settled(store::Moment const &moment) {
    auto const by = value(moment, "by");
    if (value(moment, "how") == "scan") {
        return words("{} 扫到了这一张：确实已打印", "{} scanned it: it was printed", by);
    }
    return value(moment, "outcome") == "printed"
               ? words("{} 确认已打印", "{} says that it was printed", by)
               : words("{} 确认没有印出", "{} says that it was not printed", by);
}

Words voided(store::Moment const &moment) {
    auto const next = value(moment, "replaced_by");
    auto const reason = value(moment, "reason");
    return next.empty() ? words("作废：{}", "void: {}", reason)
                        : words("作废：{}；由 {} 代替", "void: {}; replaced by {}", reason, next);
}

Words received(store::Moment const &moment) {
    auto const by = value(moment, "by");
    auto const &list = moment.event.subject;
    if (moment.outcome == "matched") {
        return words("{} 已接收，单号 {}", "received by {}, list {}", by, list);
    }
    return moment.outcome == "extra"
               ? words("{} 收到，但不在移交单 {} 上", "received by {}, but not on the list {}", by, list)
               : words("{} 没有收到，单号 {}", "missed by {}, list {}", by, list);
}

Words counted(store::Moment const &moment) {
    auto const &id = moment.event.subject;
    return moment.outcome == "missing"
               ? words("清点 {} 没有见到", "not there in the stocktake {}", id)
               : words("清点 {} 时不在应在的地方", "out of its place in the stocktake {}", id);
}

/// What an event says to a person, by its kind.
Words note_of(store::Moment const &moment) {
    using Note = Words (*)(store::Moment const &);
    static std::map<std::string_view, Note> const notes{
        {"sheet.born",
         [](store::Moment const &m) {
             return words("建立记录，版式 {}", "put on record, layout {}", value(m, "layout_name"));
         }},
        {"job.intended",
         [](store::Moment const &m) { return words("送往打印机 {}", "sent to {}", value(m, "printer")); }},
        {"job.ended", ended},
        {"sheet.settled", settled},
        {"sheet.scanned",
         [](store::Moment const &) {
             return Words{"扫码核对", "its code was scanned"};
         }},
        {"sheet.voided", voided},
        {"sheet.filed",
         [](store::Moment const &m) {
             return words("归档，盒 {}，档号 {}", "filed in the box {}, reference {}", value(m, "box"),
                          value(m, "reference"));
         }},
        {"archive.moved",
         [](store::Moment const &m) {
             return m.outcome == "shelf"
                        ? words("随盒移到架位 {}（{}）", "moved with its box to the shelf {} ({})",
                                value(m, "target"), m.event.subject)
                        : words("移到盒 {}（{}），档号不变", "moved to the box {} ({}), reference kept",
                                value(m, "target"), m.event.subject);
         }},
        {"act.undone",
         [](store::Moment const &m) {
             return words("移动 {} 撤销，回到原处", "the move {} was taken back", value(m, "act"));
         }},
        {"stocktake.scanned",
         [](store::Moment const &m) {
             return words("清点 {} 时扫到", "scanned in the stocktake {}", value(m, "stocktake"));
         }},
        {"stocktake.ended", counted},
        {"sheet.lost",
         [](store::Moment const &m) {
             return words("{} 登记为下落不明", "{} put it on record as missing", value(m, "by"));
         }},
        {"loan.asked",
         [](store::Moment const &m) {
             return words("有人申请借出，{}", "asked for, loan {}", m.event.subject);
         }},
        {"loan.approved",
         [](store::Moment const &m) { return words("{} 批准借出", "{} approved the loan", value(m, "by")); }},
        {"loan.declined",
         [](store::Moment const &m) {
             return words("{} 没有批准借出", "{} declined the loan", value(m, "by"));
         }},
        {"loan.cancelled",
         [](store::Moment const &m) {
             return words("{} 取消了借阅（{}）", "{} cancelled the loan {}", value(m, "by"), m.event.subject);
         }},
        {"loan.out",
         [](store::Moment const &m) {
             return words("借出（{}），经手 {}，应还 {}", "lent ({}) by {}, due {}", m.event.subject,
                          value(m, "by"), value(m, "due"));
         }},
        {"loan.renewed",
         [](store::Moment const &m) { return words("续借到 {}", "renewed until {}", value(m, "due")); }},
        {"loan.reminded",
         [](store::Moment const &m) { return words("发出催还单（{}）", "reminded ({})", m.event.subject); }},
        {"loan.returned",
         [](store::Moment const &m) {
             return words("归还（{}），{} 验收，放回原盒", "returned ({}), checked by {}, back to its box",
                          m.event.subject, value(m, "by"));
         }},
        {"loan.lost",
         [](store::Moment const &m) {
             return words("借出期间丢失（{}）", "lost on loan ({})", m.event.subject);
         }},
        {"copy.made",
         [](store::Moment const &m) {
             return words("{} 出了复制件第 {} 号", "{} made the copy no. {}", value(m, "by"),
                          value(m, "number"));
         }},
        {"handover.opened",
         [](store::Moment const &m) {
             return words("移交，单号 {}", "handed over, list {}", m.event.subject);
         }},
        {"handover.received", received},
        {"handover.withdrawn",
         [](store::Moment const &m) {
             return words("{} 撤回了移交单 {}", "{} withdrew the hand-over {}", value(m, "by"),
                          m.event.subject);
         }},
    };
    auto const found = notes.find(moment.event.kind);
    return found == notes.end() ? custody_note(moment) : found->second(moment);
}

/// Each stands where it begins, after the event with which it does.
void show_gaps(std::vector<Moment> &history, std::vector<Gap> const &gaps) {
    for (auto const &gap : gaps) {
        auto const after = std::ranges::upper_bound(history, gap.from.ms, {},
                                                    [](Moment const &moment) { return moment.at.ms; });
        // What was before the record has no time of its own.
        auto const at = gap.from.ms == 0 && !history.empty() ? history.front().at : gap.from;
        history.insert(after, {at, {}, "gap", gap.said});
    }
}

/// The first of these that failed.
template <typename... Results>
std::optional<base::Fault> first_fault(Results const &...results) {
    std::optional<base::Fault> first;
    auto const look = [&](auto const &result) {
        if (!first && !result) {
            first = result.fault();
        }
    };
    (look(results), ...);
    return first;
}

} // namespace

base::Result<SheetView> view_sheet(Station &station, std::string const &serial) {
    auto sheet = find_sheet(station, serial);
    if (!sheet) {
        return std::move(sheet).fault();
    }
    auto &store = station.store();
    SheetView view;
    view.sheet = std::move(*sheet);
    auto person = store::person(store, view.sheet.person);
    auto layout = store::kept_layout(store, view.sheet.layout);
    auto item = store::item(store, view.sheet.serial);
    auto place = store::place_name(store, view.sheet);
    auto life = store::life_of(store, view.sheet.serial);
    auto jobs = store::jobs_of(store, view.sheet.serial);
    if (auto fault = first_fault(person, layout, item, place, life, jobs)) {
        return std::move(*fault);
    }
    view.person = person->value_or(store::Person{});
    view.layout = *layout ? (*layout)->name : std::string{};
    view.reference = *item ? (*item)->reference : std::string{};
    view.place = *place;
    view.jobs = std::move(*jobs);
    for (auto const &moment : *life) {
        view.history.push_back({moment.event.at, moment.event.actor, moment.event.kind, note_of(moment)});
    }
    show_gaps(view.history, gaps_in(*life, view.sheet, station.setting().clock.now()));
    return view;
}

base::Result<> render_sheet(Station &station, std::string const &serial, std::filesystem::path const &to) {
    auto sheet = find_sheet(station, serial);
    if (!sheet) {
        return std::move(sheet).fault();
    }
    auto const ending = to.extension();
    if (ending != ".pdf" && ending != ".png") {
        return base::fault(base::Trouble::usage, "文件名要以 .pdf 或 .png 结尾：{}",
                           "the file must end in .pdf or .png: {}", to.string());
    }
    SheetArtist artist{station.store()};
    auto scene = artist.scene(*sheet);
    if (!scene) {
        return std::move(scene).fault();
    }
    auto file = ending == ".pdf" ? artist.pdf(*scene, sheet->serial) : artist.png(*scene);
    if (!file) {
        return std::move(file).fault();
    }
    return base::write_file(to, *file);
}

} // namespace desk
