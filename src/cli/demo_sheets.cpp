// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/demo.hpp"
#include "desk/filing.hpp"
#include "desk/handover.hpp"
#include "desk/search.hpp"
#include "desk/sheet_view.hpp"
#include "desk/whereabouts.hpp"
#include "store/ledger.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace cli {

using base::words;

namespace {

constexpr auto box = "B01";
constexpr auto receiver = "王老师";

std::string first_of(std::string const &digest) {
    return digest.substr(0, 16) + "…";
}

/// The part of a name that somebody may remember: what follows the dot, else all but the surname.
std::string part_of(std::string const &name) {
    auto const dot = name.find("·");
    return dot == std::string::npos ? base::utf8(base::characters(name).substr(1))
                                    : name.substr(dot + std::string_view{"·"}.size());
}

} // namespace

desk::DemoPerson const &Demo::person_of(std::string const &serial) const {
    auto const sheet = std::find_if(printed_.begin(), printed_.end(),
                                    [&](desk::PrintedSheet const &one) { return one.serial == serial; });
    auto const person = std::find_if(school_.people.begin(), school_.people.end(), [&](auto const &one) {
        return sheet != printed_.end() && one.student_no == sheet->student_no;
    });
    return person == school_.people.end() ? school_.people.front() : *person;
}

std::vector<std::string> Demo::serials_of(std::string const &unit) const {
    std::vector<std::string> serials;
    for (auto const &sheet : printed_) {
        if (sheet.state == "printed" && person_of(sheet.serial).unit == unit) {
            serials.push_back(sheet.serial);
        }
    }
    return serials;
}

desk::PrintOrder Demo::order() {
    desk::PrintOrder order;
    order.printers = {printer_};
    order.ask = [this](base::Words const &question) { return door_.ask(question); };
    order.tell = [this](base::Words const &words) { door_.remark(words); };
    return order;
}

base::Result<> Demo::print() {
    command("sheet print --all --printer " + typed(printer_));
    auto report = desk::print_sheets(*station_, order());
    if (!report) {
        return std::move(report).fault();
    }
    printed_ = report->sheets;
    summary_.set("printed", report->count("printed")).set("without_photo", report->without_photo);
    say(words(
        "打印 {} 张，每张 8 个小二寸，右边标签写着是谁的，并有二维码和序列号",
        "{} sheets printed, 8 small two-inch prints each, with a label that says whose it is, a QR code "
        "and a serial",
        report->count("printed")));
    for (auto const &student : report->without_photo) {
        item(words(
            "{} 还没有可用的照片，没有印；照片补来后，再敲同一条命令只会印缺的",
            "{} has no usable photo yet and was left out; once it is there, the same command prints only "
            "what is missing",
            student));
    }
    if (report->stopped) {
        return std::move(*report->stopped);
    }
    return {};
}

base::Result<> Demo::hand_over() {
    command("handover create --unit " + typed(unit_));
    auto made = desk::create_handover(*station_, unit_, {});
    if (!made) {
        return std::move(made).fault();
    }
    handover_ = made->id;
    list_ = made->pdf;
    say(words("{} 张交给{}，移交单号 {}。清单一式两联，双方签字，各留一联：",
              "{} sheets go to {}, hand-over {}. The list has two copies, both sides sign, each keeps one:",
              made->sheets, unit_, handover_));
    item({list_.string(), list_.string()});
    summary_.set("handover", handover_).set("handed_over", made->sheets).set("list", list_.string());
    return {};
}

base::Result<std::filesystem::path> Demo::scan(std::vector<std::string> const &listed) {
    auto const others = serials_of(other_unit_);
    constexpr std::size_t lost = 2;
    std::string scanned;
    for (std::size_t i = 0; i < listed.size(); ++i) {
        scanned += i == lost ? "" : listed[i] + "\n";
    }
    scanned += others.empty() ? "" : others.front() + "\n";
    auto file = folders_.handover / "scanned.txt";
    if (auto put = base::write_file(file, base::as_bytes(scanned)); !put) {
        return std::move(put).fault();
    }
    return file;
}

void Demo::show_differences(std::vector<std::string> const &missing, std::vector<std::string> const &extra) {
    for (auto const &serial : missing) {
        item(words("缺少 {}，是{}的", "missing {}, of {}", serial, person_of(serial).name));
    }
    for (auto const &serial : extra) {
        item(words("多出 {}，是{}{}的", "extra {}, of {} {}", serial, person_of(serial).unit,
                   person_of(serial).name));
    }
}

base::Result<> Demo::receive() {
    say(words("{}把收到的纸逐张扫码；路上丢了一张，又混进了{}的一张",
              "{} scans every sheet that came; one was lost on the way, and one of {} got among them", unit_,
              other_unit_));
    auto const listed = serials_of(unit_);
    auto const file = scan(listed);
    if (!file) {
        return base::Fault{file.fault()};
    }
    command(fmt::format("handover receive {} --scanned {} --by {}", handover_, typed(*file), receiver));
    auto const received = desk::receive_handover(*station_, handover_, *file, receiver);
    if (!received) {
        return base::Fault{received.fault()};
    }
    say(words("相符 {}，缺少 {}，多出 {}；差的都记进台账，不会被抹掉",
              "{} matched, {} missing, {} extra; what differs goes into the ledger and cannot be wiped out",
              received->matched, received->missing.size(), received->extra.size()));
    show_differences(received->missing, received->extra);
    matched_ = listed;
    for (auto const &serial : received->missing) {
        missing_ = serial;
        std::erase(matched_, serial);
    }
    summary_.set("matched", received->matched)
        .set("missing", received->missing)
        .set("extra", received->extra);
    return {};
}

base::Result<> Demo::file() {
    if (matched_.empty()) {
        return base::fault(base::Trouble::not_found, "没有可以归档的相片纸", "there is no sheet to file");
    }
    auto const &class_name = person_of(matched_.front()).class_name;
    std::vector<std::string> serials;
    for (auto const &serial : matched_) {
        if (person_of(serial).class_name == class_name) {
            serials.push_back(serial);
        }
    }
    command(fmt::format("archive file --box {} {}", box, fmt::join(serials, " ")));
    auto const items = desk::file_sheets(*station_, box, serials);
    if (!items) {
        return base::Fault{items.fault()};
    }
    say(words(
        "{}的 {} 张按学号装进盒 {}，每张有自己的档号，从 {} 到 {}",
        "{1} sheets of {0} lie in the box {2} by student number, each with a reference, from {3} to {4}",
        class_name, items->size(), box, items->front().reference, items->back().reference));
    filed_ = items->back().serial;
    summary_.set("filed", items->size());
    return {};
}

base::Result<> Demo::show_hits(std::string const &query) {
    command("archive find " + typed(query));
    constexpr std::size_t most = 5;
    auto const hits = desk::find_sheets(*station_, query, most);
    if (!hits) {
        return base::Fault{hits.fault()};
    }
    for (auto const &hit : *hits) {
        auto const where = desk::whereabouts(hit.state, hit.holder, hit.place);
        auto const who = fmt::format("{} {} {} {}", hit.student_no, hit.name, hit.class_name, hit.serial);
        auto const with = !hit.reference.empty();
        item({who + "：" + where.zh + (with ? "，档号 " + hit.reference : ""),
              who + ": " + where.en + (with ? ", reference " + hit.reference : "")});
    }
    return {};
}

base::Result<> Demo::find() {
    say({"只记得名字的一部分，或者只有学号，都找得到纸现在在哪里",
         "Part of a name is enough, or a student number: it says where the sheet is now"});
    if (auto shown = show_hits(part_of(person_of(filed_).name)); !shown) {
        return shown;
    }
    return show_hits(person_of(missing_).student_no);
}

base::Result<> Demo::tell_life() {
    command("sheet show " + filed_);
    auto const view = desk::view_sheet(*station_, filed_);
    if (!view) {
        return base::Fault{view.fault()};
    }
    for (auto const &moment : view->history) {
        auto const when = moment.at.local_text() + "  " + moment.actor + "  ";
        item({when + moment.note.zh, when + moment.note.en});
    }
    return {};
}

base::Result<> Demo::print_again() {
    base::Words const lost{"移交途中遗失", "lost on the way"};
    auto const &reason = lost.in(door_.language());
    say({"丢的那张重印：要写原因，旧的作废，新的有新序列号",
         "The lost sheet is printed again: with a reason; the old one is void, the new one has a new "
         "serial"});
    command(
        fmt::format("sheet reprint {} --reason {} --printer {}", missing_, typed(reason), typed(printer_)));
    auto report = desk::reprint_sheet(*station_, missing_, reason, order());
    if (!report || report->stopped) {
        return report ? std::move(*report->stopped) : std::move(report).fault();
    }
    return compare(missing_, report->sheets.front().serial);
}

base::Result<> Demo::compare(std::string const &old_serial, std::string const &new_serial) {
    auto const before = desk::find_sheet(*station_, old_serial);
    auto const after = desk::find_sheet(*station_, new_serial);
    if (!before || !after) {
        return base::Fault{before ? after.fault() : before.fault()};
    }
    auto const same = before->photo == after->photo && before->layout == after->layout;
    item(words("{} 作废，{} 代替它", "{} is void, {} takes its place", old_serial, new_serial));
    item(same ? words("两张的照片摘要都是 {}，版式也相同：印的是同一张照片",
                      "both have the photo digest {} and the same layout: it is the same picture",
                      first_of(after->photo))
              : words("两张的照片摘要不同：{} 和 {}", "their photo digests differ: {} and {}",
                      first_of(before->photo), first_of(after->photo)));
    auto reprint = base::Json::object();
    summary_.set("reprint", reprint.set("old", old_serial).set("new", new_serial).set("same_photo", same));
    return {};
}

base::Result<> Demo::verify() {
    command("ledger verify");
    auto const verdict = store::verify_ledger(station_->store(), station_->setting().progress);
    if (!verdict) {
        return base::Fault{verdict.fault()};
    }
    if (verdict->trouble) {
        return base::Fault{base::Trouble::storage, *verdict->trouble, {}};
    }
    say(words(
        "台账 {} 条，一条没有被改过。把末条摘要抄在别处，以后谁改动都看得出来：",
        "The ledger has {} events and none was changed. Write its last digest down elsewhere, and any later "
        "change will show:",
        verdict->events));
    item({verdict->head, verdict->head});
    summary_.set("events", verdict->events).set("head", verdict->head).set("ok", true);
    return {};
}

} // namespace cli
