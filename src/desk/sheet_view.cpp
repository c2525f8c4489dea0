// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/sheet_view.hpp"
#include "base/files.hpp"
#include "desk/artwork.hpp"
#include "desk/printing.hpp"
#include "store/custody.hpp"
#include <algorithm>

namespace desk {

namespace {

using base::Words;
using base::words;

/// What an event says to a person; its body's words are looked up by the store.
Words note_of(store::Moment const &moment) {
    auto const value = [&](char const *key) {
        auto const found = moment.details.find(key);
        return found == moment.details.end() ? std::string{} : found->second;
    };
    if (moment.event.kind == "sheet.born") {
        return words("建立记录，版式 {}", "put on record, layout {}", value("layout_name"));
    }
    if (moment.event.kind == "job.intended") {
        return words("送往打印机 {}", "sent to {}", value("printer"));
    }
    if (moment.event.kind == "job.ended") {
        auto const outcome = value("outcome");
        return outcome == "printed"  ? Words{"已打印", "printed"}
               : outcome == "failed" ? words("没有印出：{}", "not printed: {}", value("reason"))
                                     : Words{"不确定是否已打印", "uncertain whether it was printed"};
    }
    if (moment.event.kind == "sheet.settled") {
        return value("outcome") == "printed"
                   ? words("{} 确认已打印", "{} says that it was printed", value("by"))
                   : words("{} 确认没有印出", "{} says that it was not printed", value("by"));
    }
    if (moment.event.kind == "sheet.voided") {
        auto const next = value("replaced_by");
        return next.empty()
                   ? words("作废：{}", "void: {}", value("reason"))
                   : words("作废：{}；由 {} 代替", "void: {}; replaced by {}", value("reason"), next);
    }
    if (moment.event.kind == "sheet.filed") {
        return words("归档，盒 {}，档号 {}", "filed in the box {}, reference {}", value("box"),
                     value("reference"));
    }
    if (moment.event.kind == "handover.opened") {
        return words("移交，单号 {}", "handed over, list {}", moment.event.subject);
    }
    if (moment.event.kind == "handover.received") {
        auto const outcome = moment.outcome;
        return outcome == "matched"
                   ? words("{} 已接收，单号 {}", "received by {}, list {}", value("by"), moment.event.subject)
               : outcome == "extra"
                   ? words("{} 收到，但不在移交单 {} 上", "received by {}, but not on the list {}",
                           value("by"), moment.event.subject)
                   : words("{} 没有收到，单号 {}", "missed by {}, list {}", value("by"),
                           moment.event.subject);
    }
    return {moment.event.kind, moment.event.kind};
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
    for (auto const *fault : {person ? nullptr : &person.fault(), layout ? nullptr : &layout.fault(),
                              item ? nullptr : &item.fault(), place ? nullptr : &place.fault(),
                              life ? nullptr : &life.fault(), jobs ? nullptr : &jobs.fault()}) {
        if (fault != nullptr) {
            return base::Fault{*fault};
        }
    }
    view.person = person->value_or(store::Person{});
    view.layout = *layout ? (*layout)->name : std::string{};
    view.reference = *item ? (*item)->reference : std::string{};
    view.place = *place;
    view.jobs = std::move(*jobs);
    for (auto const &moment : *life) {
        view.history.push_back({moment.event.at, moment.event.actor, moment.event.kind, note_of(moment)});
    }
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
