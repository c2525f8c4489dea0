// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.hpp"
#include "base/files.hpp"
#include "base/program.hpp"
#include "cli/verbs.hpp"
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace cli {

namespace {

using base::Language;

Language language_of(std::string_view name) {
    // A terminal without UTF-8 cannot show Chinese; one with UTF-8 and no country gets the product's first
    // language.
    if (name.empty() || name == "C" || name == "POSIX") {
        return Language::en;
    }
    return name.starts_with("zh") || name.starts_with("C.") ? Language::zh : Language::en;
}

/// Needed before anything else is read: the help is written in it.
Language language_of(int argc, char const *const *argv) {
    for (int i = 1; i < argc && std::string_view{argv[i]} != "--"; ++i) {
        std::string_view const word{argv[i]};
        if (word == "--lang" && i + 1 < argc) {
            return language_of(argv[i + 1]);
        }
        if (word.starts_with("--lang=")) {
            return language_of(word.substr(7));
        }
    }
    for (auto const *name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (auto const *value = std::getenv(name); value != nullptr && *value != '\0') {
            return language_of(value);
        }
    }
    return Language::en;
}

/// Needed before anything else is read as well: a usage mistake is answered in it.
bool asks_for_json(int argc, char const *const *argv) {
    for (int i = 1; i < argc && std::string_view{argv[i]} != "--"; ++i) {
        if (std::string_view{argv[i]} == "--json") {
            return true;
        }
    }
    return false;
}

/// A stream that the caller closed must not become the number of the first file that is opened. What takes
/// its place refuses what it was for, as the closed one would.
void fill_closed_streams() {
    constexpr std::array modes{O_WRONLY, O_RDONLY, O_RDONLY};
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
        if (::fcntl(stream, F_GETFD) < 0) {
            static_cast<void>(::open("/dev/null", modes.at(static_cast<std::size_t>(stream))));
        }
    }
}

/// An answer that nobody can have read is no answer. \p status stands where all of it went out.
int status_once_written(int status, Door const &door) {
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
        return status;
    }
    auto const reason = errno == ENOSPC ? base::Words{"磁盘已满", "the disk is full"}
                                        : base::Words{"写不进去", "it cannot be written"};
    auto const fault = base::fault(base::Trouble::storage, "标准输出没有写完：{}",
                                   "standard output was not written: {}", reason.in(door.language()));
    std::fputs(("platen: " + fault.text(door.language()) + "\n").c_str(), stderr);
    return static_cast<int>(fault.kind);
}

/// What a file system throws in spite of all care is told like everything else that it refuses.
int run_guarded(CommandLine &line, Door &door, int argc, char const *const *argv) {
    try {
        return line.run(argc, argv, [&door](base::Fault const &fault) { return door.fail(fault); });
    } catch (std::filesystem::filesystem_error const &error) {
        auto fault = base::file_fault(error.code().value(), error.path1());
        fault.kind = base::Trouble::storage;
        return door.fail(fault);
    }
}

void add_common(CommandLine &line, Door &door) {
    line.common_text("--store", door.store_option,
                     {"档案库文件夹（默认 $PLATEN_STORE，否则 ~/.local/share/platen）",
                      "folder of the store (else $PLATEN_STORE, else ~/.local/share/platen)"});
    line.common_text(
        "--campaign", door.campaign_option,
        {"采集任务，如 11832-2026-S0（默认最新的）", "campaign, such as 11832-2026-S0 (else the newest)"});
    line.common_text("--lang", door.language_option, {"语言：zh 或 en", "language: zh or en"});
    line.common_flag("--json", door.json, {"给程序看的一个 JSON 对象", "one JSON object, for programs"});
    line.common_flag("--quiet", door.quiet, {"不说多余的话", "no remarks"});
}

} // namespace

int run(int argc, char const *const *argv, std::filesystem::path const &home,
        std::span<print::Family const> families, EmulatorDoor const *emulator, WebDoor const *web) {
    fill_closed_streams();
    auto const language = language_of(argc, argv);
    Door door{language, home, families};
    door.json = asks_for_json(argc, argv);
    CommandLine line{
        language,
        {"Platen：毕业生证书相片的打印与保管站，不用联网。\n第一次用：platen demo "
         "用虚构的学校走一遍全过程。\n"
         "之后：campaign create → roster import → photo import → sheet print → handover create → "
         "handover receive → archive file → archive find",
         "Platen: prints graduates' certificate photos and knows where every sheet is, without a network.\n"
         "First time: platen demo goes the whole way with a made-up school.\n"
         "Then: campaign create -> roster import -> photo import -> sheet print -> handover create -> "
         "handover receive -> archive file -> archive find"},
        base::program_name};
    add_common(line, door);
    add_demo(line, door, emulator);
    add_campaigns(line, door);
    add_profiles(line, door);
    add_intake(line, door);
    add_capture(line, door);
    add_cameras(line, door);
    add_proof(line, door);
    add_sheets(line, door);
    add_printers(line, door);
    add_pdf(line, door);
    add_handovers(line, door);
    add_archive(line, door);
    add_loans(line, door);
    add_discrepancies(line, door);
    add_mail(line, door);
    add_college(line, door);
    add_keeping(line, door);
    add_reports(line, door);
    add_upkeep(line, door);
    add_backup(line, door);
    if (web != nullptr) {
        add_serve(line, door, *web);
    }
    if (emulator != nullptr) {
        add_emulator(line, door, *emulator);
    }
    return status_once_written(run_guarded(line, door, argc, argv), door);
}

} // namespace cli
