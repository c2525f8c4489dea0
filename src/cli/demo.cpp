// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/demo.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/verbs.hpp"
#include "desk/archive.hpp"
#include "desk/campaign.hpp"
#include "desk/handover.hpp"
#include "desk/photos.hpp"
#include "desk/roster.hpp"
#include "desk/sheet_view.hpp"
#include "store/ledger.hpp"
#include <algorithm>
#include <array>

namespace cli {

namespace fs = std::filesystem;
using base::words;

namespace {

/// As a shell wants it: quoted only where it must be.
std::string typed(std::string const &text) {
    auto const plain = text.find_first_of(" \t\n'\"\\$&|;<>(){}*?!#~`[]") == std::string::npos;
    if (plain && !text.empty()) {
        return text;
    }
    std::string quoted = "'";
    for (auto c : text) {
        quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
    }
    return quoted + "'";
}

std::string typed(fs::path const &path) {
    return typed(path.string());
}

std::string first_of(std::string const &digest) {
    return digest.substr(0, 16) + "…";
}

/// The part of a name that somebody may remember: what follows the dot, else all but the surname.
std::string part_of(std::string const &name) {
    auto const dot = name.find("·");
    return dot == std::string::npos ? base::utf8(base::characters(name).substr(1))
                                    : name.substr(dot + std::string_view{"·"}.size());
}

constexpr auto box = "B01";

} // namespace

Demo::Demo(Door &door, DemoFolders folders, std::string printer)
    : door_{door}, folders_{std::move(folders)}, printer_{std::move(printer)} {}

void Demo::say(base::Words const &words) {
    door_.line({"  " + words.zh, "  " + words.en});
}

void Demo::item(base::Words const &words) {
    door_.line({"    · " + words.zh, "    - " + words.en});
}

void Demo::command(std::string const &words) {
    door_.line({"  $ ./platen " + words, "  $ ./platen " + words});
}

void Demo::show(base::Findings const &findings) {
    for (auto const &finding : findings) {
        item({finding.text(base::Language::zh), finding.text(base::Language::en)});
    }
}

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

void Demo::greet() {
    door_.line(words("示范：让虚构的“{}”从头到尾走一遍。人名、号码和相貌都是编造的。",
                     "A demonstration: the made-up school '{}' goes the whole way. Names, numbers and faces "
                     "are invented.",
                     school_.name));
    door_.line(
        words("每一步先说做什么，再写出您自己做时要敲的命令（以 $ 开头）。全部文件在 {}",
              "Each step says what it does and the command that you would type (after $). All files are "
              "in {}",
              folders_.root.string()));
    door_.line(words("想自己接着试，先敲：export PLATEN_STORE={}",
                     "To go on by yourself afterwards, first type: export PLATEN_STORE={}",
                     typed(fs::absolute(folders_.store).lexically_normal())));
}

base::Result<> Demo::gather() {
    auto files = desk::write_demo_rosters(school_, folders_.roster);
    if (!files) {
        return std::move(files).fault();
    }
    files_ = std::move(*files);
    auto const setting = door_.setting();
    auto const photos = desk::write_demo_photos(school_, folders_.photos, setting.progress);
    if (!photos) {
        return base::Fault{photos.fault()};
    }
    say(words(
        "真正用的时候，这些由学校交来：{} 名毕业生的名册（本部 .xlsx，滨湖校区 .csv），{} 张照片",
        "In real work the school hands these in: rosters of {} graduates (.xlsx of the main campus, .csv "
        "of the lakeside one) and {} photos",
        school_.people.size(), *photos));
    item({folders_.roster.string(), folders_.roster.string()});
    item({folders_.photos.string(), folders_.photos.string()});
    summary_.set("people", school_.people.size());
    return {};
}

base::Result<> Demo::found() {
    command(fmt::format("campaign create --school {} --name {} --year {} --profile {}", school_.code,
                        typed(school_.name), school_.year, school_.profile));
    auto const setting = door_.setting();
    auto const made = desk::create_campaign(
        folders_.store, {school_.code, school_.name, school_.year, school_.profile}, setting);
    if (!made) {
        return base::Fault{made.fault()};
    }
    auto station = desk::Station::open(folders_.store, {}, setting);
    if (!station) {
        return std::move(station).fault();
    }
    station_.emplace(std::move(*station));
    say(words("采集任务 {} 建好了，照片、纸张、档号的规矩按规则 {}（{}）",
              "campaign {} is there; photos, paper and references follow profile {} ({})",
              desk::campaign_key(*made), school_.profile, station_->profile().title.in(door_.language())));
    return {};
}

base::Result<> Demo::refuse() {
    command("roster import " + typed(files_.lake_draft));
    auto const report = desk::import_roster(*station_, files_.lake_draft, {});
    if (!report) {
        return base::Fault{report.fault()};
    }
    show(report->findings);
    say(words(
        "这份初稿 {} 行里有 {} 行有错，所以一个人也没有导入；把上面几条发给学校，改好再来",
        "{1} of the {0} rows of this draft have mistakes, so nobody was imported; send the lines above to "
        "the school and import it again when it is mended",
        report->rows, report->refused));
    summary_.set("roster_findings", report->findings.size());
    return {};
}

base::Result<> Demo::import_one(fs::path const &roster) {
    command("roster import " + typed(roster));
    auto const report = desk::import_roster(*station_, roster, {});
    if (!report) {
        return base::Fault{report.fault()};
    }
    show(report->findings);
    say(words("{} 行，导入 {} 人", "{} rows, {} people imported", report->rows, report->count.added));
    return {};
}

base::Result<> Demo::enrol() {
    for (auto const &roster : {files_.main_roster, files_.lake_roster}) {
        if (auto done = import_one(roster); !done) {
            return done;
        }
    }
    return {};
}

base::Result<> Demo::take_photos() {
    command("photo import " + typed(folders_.photos));
    auto const report = desk::import_photos(*station_, folders_.photos, {});
    if (!report) {
        return base::Fault{report.fault()};
    }
    show(report->findings);
    say(words(
        "{} 个文件：接受 {}，拒收 {}，对不上人 {}。没有接受的原样留在文件夹里，等人处理",
        "{} files: {} accepted, {} refused, {} fit nobody. What was not accepted stays in the folder as it "
        "is, for somebody to look at",
        report->files, report->accepted, report->refused, report->unmatched));
    summary_.set("photos", report->accepted)
        .set("refused", report->refused)
        .set("unmatched", report->unmatched);
    return {};
}

base::Result<> Demo::print() {
    command("sheet print --all --printer " + typed(printer_));
    auto report = desk::print_sheets(*station_, {{}, {}, printer_});
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

base::Result<> Demo::receive() {
    auto const listed = serials_of(unit_);
    auto const others = serials_of(other_unit_);
    constexpr std::size_t dropped = 2;
    std::string scanned;
    for (std::size_t i = 0; i < listed.size(); ++i) {
        scanned += i == dropped ? "" : listed[i] + "\n";
    }
    scanned += others.empty() ? "" : others.front() + "\n";
    auto const file = folders_.handover / "scanned.txt";
    if (auto put = base::write_file(file, base::as_bytes(scanned)); !put) {
        return put;
    }
    say(words("{}把收到的纸逐张扫码；路上丢了一张，又混进了{}的一张",
              "{} scans every sheet that came; one was lost on the way, and one of {} got among them", unit_,
              other_unit_));
    command(fmt::format("handover receive {} --scanned {} --by 王老师", handover_, typed(file)));
    auto const received = desk::receive_handover(*station_, handover_, file, "王老师");
    if (!received) {
        return base::Fault{received.fault()};
    }
    say(words("相符 {}，缺少 {}，多出 {}；差的都记进台账，不会被抹掉",
              "{} matched, {} missing, {} extra; what differs goes into the ledger and cannot be wiped out",
              received->matched, received->missing.size(), received->extra.size()));
    for (auto const &serial : received->missing) {
        item(words("缺少 {}，是{}的", "missing {}, of {}", serial, person_of(serial).name));
    }
    for (auto const &serial : received->extra) {
        item(words("多出 {}，是{}{}的", "extra {}, of {} {}", serial, person_of(serial).unit,
                   person_of(serial).name));
    }
    missing_ = received->missing.empty() ? std::string{} : received->missing.front();
    matched_ = listed;
    std::erase_if(matched_, [&](std::string const &serial) { return serial == missing_; });
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
    command(fmt::format("archive file --box {} {} {} …", box, serials.front(), serials.back()));
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
    constexpr auto reason = "移交途中遗失";
    say({"丢的那张重印：要写原因，旧的作废，新的有新序列号",
         "The lost sheet is printed again: with a reason; the old one is void, the new one has a new "
         "serial"});
    command(fmt::format("sheet reprint {} --reason {} --printer {}", missing_, reason, typed(printer_)));
    auto const before = desk::find_sheet(*station_, missing_);
    auto report = desk::reprint_sheet(*station_, missing_, reason, printer_);
    if (!report || report->sheets.empty()) {
        return report ? base::Result<>{} : std::move(report).fault();
    }
    auto const fresh = report->sheets.front().serial;
    auto const after = desk::find_sheet(*station_, fresh);
    if (!before || !after) {
        return base::Fault{before ? after.fault() : before.fault()};
    }
    auto const same = before->photo == after->photo && before->layout == after->layout;
    item(words("{} 作废，{} 代替它", "{} is void, {} takes its place", missing_, fresh));
    item(words(
        "照片摘要 {}：两张{}", "digest of the photo {}: the two sheets are {}", first_of(after->photo),
        same ? (door_.language() == base::Language::zh ? "完全相同，是同一张照片" : "of the same picture")
             : (door_.language() == base::Language::zh ? "不同" : "different")));
    auto reprint = base::Json::object();
    summary_.set("reprint", reprint.set("old", missing_).set("new", fresh).set("same_photo", same));
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

base::Result<> Demo::farewell() {
    auto const picture = folders_.root / "sheet.png";
    if (auto drawn = desk::render_sheet(*station_, filed_, picture); !drawn) {
        return drawn;
    }
    door_.line({"", ""});
    door_.line({"到这里看结果：", "Look at what came out:"});
    item(words("相片纸，每张一个 PDF：{}", "the sheets, a PDF each: {}", printer_));
    item(words("移交清单：{}", "the hand-over list: {}", list_.string()));
    item(words("其中一张的图片：{}", "one sheet as a picture: {}", picture.string()));
    door_.line({"接下来可以试：", "What to try next:"});
    door_.line({"  export PLATEN_STORE=" + typed(fs::absolute(folders_.store).lexically_normal()),
                "  export PLATEN_STORE=" + typed(fs::absolute(folders_.store).lexically_normal())});
    auto const surname = base::utf8(base::characters(school_.people.front().name).substr(0, 1));
    for (auto const &next : {std::string{"campaign show"}, "archive find " + surname, "sheet show " + filed_,
                             std::string{"--help"}}) {
        command(next);
    }
    auto const path = [](fs::path const &p) { return fs::absolute(p).lexically_normal().string(); };
    summary_.set("folder", path(folders_.root)).set("store", path(folders_.store));
    summary_.set("printer", printer_).set("prints", path(folders_.prints)).set("picture", path(picture));
    door_.answer(summary_);
    return {};
}

base::Result<> Demo::run() {
    struct Step {
        base::Words title;
        base::Result<> (Demo::*does)();
    };
    std::array const steps = {
        Step{{"收到学校的名册和照片", "Rosters and photos come from the school"}, &Demo::gather},
        Step{{"建立采集任务：一所学校的一届", "Make a campaign: one school's one year"}, &Demo::found},
        Step{{"先查出名册里的错", "Find the mistakes of a roster first"}, &Demo::refuse},
        Step{{"导入改好的名册", "Take in the mended rosters"}, &Demo::enrol},
        Step{{"导入照片，按文件名对人", "Take in the photos, matched by name"}, &Demo::take_photos},
        Step{{"打印相片纸", "Print the sheets"}, &Demo::print},
        Step{{"移交给学院", "Hand sheets over to a college"}, &Demo::hand_over},
        Step{{"学院清点接收", "The college checks what arrived"}, &Demo::receive},
        Step{{"归档装盒", "File sheets in a box"}, &Demo::file},
        Step{{"找一张相片纸", "Find a sheet again"}, &Demo::find},
        Step{{"一张相片纸的来龙去脉", "All that happened to one sheet"}, &Demo::tell_life},
        Step{{"重印丢失的一张", "Print the lost sheet again"}, &Demo::print_again},
        Step{{"核对台账", "Check the ledger"}, &Demo::verify},
    };
    auto school = desk::read_demo_school(door_.setting().home);
    if (!school) {
        return std::move(school).fault();
    }
    school_ = std::move(*school);
    // The second unit gets its sheets; the last one's sheet gets among them.
    unit_ = school_.people.at(school_.people.size() / 2).unit;
    other_unit_ = school_.people.back().unit;
    if (auto made = make_fresh(folders_); !made) {
        return made;
    }
    greet();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        door_.line({"", ""});
        door_.line(words("第 {} 步，共 {} 步：{}", "Step {} of {}: {}", i + 1, steps.size(),
                         steps.at(i).title.in(door_.language())));
        if (auto done = (this->*steps.at(i).does)(); !done) {
            return done;
        }
    }
    return farewell();
}

void add_demo(CommandLine &line, Door &door) {
    auto const printer = std::make_shared<std::string>();
    auto const folder = std::make_shared<std::string>("platen-demo");
    line.verb("", "demo",
              {"用虚构的学校走一遍全过程，有自己的档案库",
               "go the whole way with a made-up school, in a store of its own"})
        .text("--printer", *printer,
              {"打印机（默认打印到示范文件夹里的 prints）",
               "printer (else the folder prints of the demonstration)"})
        .text("--folder", *folder, {"示范用的文件夹（默认 platen-demo）", "folder to use (else platen-demo)"})
        .does([&door, printer, folder] {
            auto const folders = demo_folders(*folder, door.store_option);
            Demo demo{door, folders, printer->empty() ? "folder:" + folders.prints.string() : *printer};
            auto const done = demo.run();
            return done ? 0 : door.fail(done.fault());
        });
}

} // namespace cli
