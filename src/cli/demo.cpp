// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/demo.hpp"
#include "base/text.hpp"
#include "cli/verbs.hpp"
#include "desk/sheet_view.hpp"
#include "print/uri.hpp"
#include <array>
#include <cstdio>
#include <unistd.h>

namespace cli {

namespace fs = std::filesystem;
using base::words;

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

void Demo::headline(std::size_t number, std::size_t count, base::Words const &title) {
    // Bold where somebody looks on, plain in a file.
    auto const screen = ::isatty(STDOUT_FILENO) != 0;
    auto const *bold = screen ? "\033[1m" : "";
    auto const *plain = screen ? "\033[0m" : "";
    door_.line({"", ""});
    door_.line(words("{}第 {} 步，共 {} 步：{}{}", "{}Step {} of {}: {}{}", bold, number, count,
                     title.in(door_.language()), plain));
}

std::vector<Demo::Step> Demo::steps() {
    return {
        {{"收到学校的名册和照片", "Rosters and photos come from the school"}, &Demo::gather},
        {{"建立采集任务：一所学校的一届", "Make a campaign: one school's one year"}, &Demo::found},
        {{"先查出名册里的错", "Find the mistakes of a roster first"}, &Demo::refuse},
        {{"导入改好的名册", "Take in the mended rosters"}, &Demo::enrol},
        {{"导入照片，按文件名对人", "Take in the photos, matched by name"}, &Demo::take_photos},
        {{"没有照片的一位来现场采集", "One who has no photo comes to be captured"}, &Demo::capture},
        {{"打印相片纸", "Print the sheets"}, &Demo::print},
        {{"移交给学院", "Hand sheets over to a college"}, &Demo::hand_over},
        {{"学院清点接收", "The college checks what arrived"}, &Demo::receive},
        {{"归档装盒", "File sheets in a box"}, &Demo::file},
        {{"找一张相片纸", "Find a sheet again"}, &Demo::find},
        {{"一张相片纸的来龙去脉", "All that happened to one sheet"}, &Demo::tell_life},
        {{"重印丢失的一张", "Print the lost sheet again"}, &Demo::print_again},
        {{"核对台账", "Check the ledger"}, &Demo::verify},
    };
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
    if (!printer_.starts_with("folder:")) {
        door_.line(words("注意：打印机 {} 会用掉 {} 张相纸",
                         "Mind: the printer {} will use up {} sheets of paper", printer_,
                         school_.people.size() - 1));
    }
    door_.line(words("想自己接着试，先敲：export PLATEN_STORE={}",
                     "To go on by yourself afterwards, first type: export PLATEN_STORE={}",
                     typed(fs::absolute(folders_.store).lexically_normal())));
}

base::Result<> Demo::farewell() {
    auto const picture = folders_.prints / "sheet.png";
    if (auto drawn = desk::render_sheet(*station_, filed_, picture); !drawn) {
        return drawn;
    }
    door_.line({"", ""});
    door_.line({"到这里看结果：", "Look at what came out:"});
    auto const uri = print::read_uri(printer_);
    auto const prints = uri && uri->scheme == "folder" ? uri->path : std::string{};
    item(prints.empty() ? words("相片纸在打印机 {}", "the sheets are in the printer {}", printer_)
                        : words("相片纸，每张一个 PDF：{}", "the sheets, a PDF each: {}", prints));
    item(words("移交清单：{}", "the hand-over list: {}", list_.string()));
    item(words("其中一张的图片：{}", "one sheet as a picture: {}", picture.string()));
    door_.line({"采集当天的工作台（刷码、叫号、收费、拍摄、对数）在浏览器里：./platen serve，打开“采集”",
                "The desks of the day of capture are in the browser: ./platen serve, then 'Capture'"});
    door_.line({"接下来可以试：", "What to try next:"});
    door_.line({"  $ export PLATEN_STORE=" + typed(fs::absolute(folders_.store).lexically_normal()),
                "  $ export PLATEN_STORE=" + typed(fs::absolute(folders_.store).lexically_normal())});
    auto const surname = base::utf8(base::characters(school_.people.front().name).substr(0, 1));
    for (auto const &next : {std::string{"campaign show"}, std::string{"capture wall"},
                             "archive find " + surname, "sheet show " + filed_, std::string{"--help"}}) {
        command(next);
    }
    auto const path = [](fs::path const &p) { return fs::absolute(p).lexically_normal().string(); };
    summary_.set("folder", path(folders_.root)).set("store", path(folders_.store));
    summary_.set("printer", printer_)
        .set("prints", prints.empty() ? prints : path(prints))
        .set("picture", path(picture));
    door_.answer(summary_);
    return {};
}

base::Result<> Demo::prepare() {
    auto school = desk::read_demo_school(door_.setting().home);
    if (!school) {
        return std::move(school).fault();
    }
    school_ = std::move(*school);
    // The second unit gets its sheets; the last one's sheet gets among them.
    unit_ = school_.people.at(school_.people.size() / 2).unit;
    other_unit_ = school_.people.back().unit;
    return make_fresh(folders_);
}

base::Result<> Demo::run() {
    if (auto prepared = prepare(); !prepared) {
        return prepared;
    }
    greet();
    auto const all = steps();
    for (std::size_t i = 0; i < all.size(); ++i) {
        headline(i + 1, all.size(), all[i].title);
        if (auto done = (this->*all[i].does)(); !done) {
            return done;
        }
    }
    return farewell();
}

namespace {

/// The demonstration once more, as a command that finds an emulated printer on its USB: a station that knows
/// nothing of emulators prints through libusb.
int run_emulated(Door &door, EmulatorDoor const &emulator, std::string const &folder) {
    constexpr int speed = 20; // a sheet in half a second, so that one can watch
    auto const tray = fs::path{folder} / "tray";
    if (auto fresh = make_fresh(tray); !fresh) {
        return door.fail(fresh.fault());
    }
    EmulatorOrder order;
    order.models = {"DS-RX1HS"};
    order.tray = tray.string();
    order.speed = speed;
    order.command = {fs::read_symlink("/proc/self/exe").string(),
                     "demo",
                     "--printer",
                     "usb://DNP/DS-RX1HS",
                     "--folder",
                     folder,
                     "--lang",
                     door.language() == base::Language::zh ? "zh" : "en"};
    for (auto const &[given, option] : {std::pair{door.json, "--json"}, {door.quiet, "--quiet"}}) {
        if (given) {
            order.command.emplace_back(option);
        }
    }
    if (!door.store_option.empty()) {
        order.command.insert(order.command.end(), {"--store", door.store_option});
    }
    auto const status = emulator.run(order);
    if (!status) {
        return door.fail(status.fault());
    }
    door.line(words("打印机是模拟的；印出来的每一张是一个 PNG：{}",
                    "The printer was emulated; each print is a PNG: {}", tray.string()));
    return *status;
}

} // namespace

void add_demo(CommandLine &line, Door &door, EmulatorDoor const *emulator) {
    auto const printer = std::make_shared<std::string>();
    auto const folder = std::make_shared<std::string>("platen-demo");
    line.verb("", "demo",
              {"用虚构的学校走一遍全过程，有自己的档案库",
               "go the whole way with a made-up school, in a store of its own"})
        .text(
            "--printer", *printer,
            {"打印机（默认打印到示范文件夹里的 prints）；emulator 是模拟的照片打印机",
             "printer (else the folder prints of the demonstration); emulator is an emulated photo printer"})
        .text("--folder", *folder, {"示范用的文件夹（默认 platen-demo）", "folder to use (else platen-demo)"})
        .does([&door, emulator, printer, folder] {
            if (*printer == "emulator" && emulator != nullptr) {
                return run_emulated(door, *emulator, *folder);
            }
            auto const folders = demo_folders(*folder, door.store_option);
            Demo demo{door, folders, printer->empty() ? "folder:" + folders.prints.string() : *printer};
            auto const done = demo.run();
            return done ? 0 : door.fail(done.fault());
        });
}

} // namespace cli
