// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

fs::path const root{PLATEN_ROOT};
using Rooms = std::map<std::string, std::set<std::string>>;

std::string text_of(fs::path const &file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

std::vector<std::string> split(std::string const &text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream{text};
    for (std::string part; std::getline(stream, part, separator);) {
        parts.push_back(part);
    }
    return parts;
}

std::string bare(std::string text, std::string const &dropped) {
    std::erase_if(text, [&](char c) { return dropped.find(c) != std::string::npos; });
    return text;
}

/// The table of src/README.md: | level | `room` | is | may use |
Rooms table() {
    Rooms rooms;
    for (auto const &line : split(text_of(root / "src/README.md"), '\n')) {
        auto const cells = split(line, '|');
        if (cells.size() < 5 || cells[2].find('`') == std::string::npos ||
            cells[2].find('.') != std::string::npos) {
            continue;
        }
        for (auto const &word : split(cells[4], ',')) {
            rooms[bare(cells[2], "` ")].insert(bare(word, " "));
        }
    }
    return rooms;
}

std::set<std::string> included_rooms(fs::path const &file, Rooms const &rooms) {
    std::set<std::string> found;
    std::string const opening = "#include \"";
    for (auto const &line : split(text_of(file), '\n')) {
        auto const slash = line.find('/');
        if (line.starts_with(opening) && slash != std::string::npos) {
            auto const room = line.substr(opening.size(), slash - opening.size());
            if (rooms.contains(room) || fs::is_directory(root / "drivers" / room)) {
                found.insert(room);
            }
        }
    }
    return found;
}

bool is_code(fs::path const &file) {
    return file.extension() == ".cpp" || file.extension() == ".hpp";
}

template <typename Each>
void each_file(fs::path const &folder, Each const &each) {
    for (auto const &entry : fs::recursive_directory_iterator{folder}) {
        if (is_code(entry.path())) {
            each(entry.path());
        }
    }
}

} // namespace

TEST_CASE("every room is in the table, and every room of the table is there") {
    auto const rooms = table();
    CHECK(rooms.size() >= 10);
    for (auto const &[room, allowed] : rooms) {
        CAPTURE(room);
        CHECK(fs::is_directory(root / "src" / room));
    }
    for (auto const &entry : fs::directory_iterator{root / "src"}) {
        if (entry.is_directory()) {
            CAPTURE(entry.path().string());
            CHECK(rooms.contains(entry.path().filename().string()));
        }
    }
}

TEST_CASE("no room includes what the table does not allow") {
    auto const rooms = table();
    for (auto const &[room, allowed] : rooms) {
        each_file(root / "src" / room, [&](fs::path const &file) {
            for (auto const &other : included_rooms(file, rooms)) {
                CAPTURE(file.string());
                CAPTURE(other);
                CHECK((other == room || allowed.contains(other)));
            }
        });
    }
}

TEST_CASE("a printer family sees print and base only, the emulator the tables of its family, too") {
    auto const rooms = table();
    each_file(root / "drivers", [&](fs::path const &file) {
        bool const emulates = file.parent_path().filename() == "emulator";
        for (auto const &other : included_rooms(file, rooms)) {
            CAPTURE(file.string());
            CAPTURE(other);
            CHECK((other == "print" || other == "base" || (emulates && other == "dnp") ||
                   file.string().find("/" + other + "/") != std::string::npos));
        }
    });
}

TEST_CASE("every source file names its licence on its first line") {
    for (auto const *folder : {"src", "drivers", "tests"}) {
        each_file(root / folder, [&](fs::path const &file) {
            CAPTURE(file.string());
            CHECK(text_of(file).starts_with("// SPDX-License-Identifier: GPL-3.0-or-later\n"));
        });
    }
}

TEST_CASE("every folder at the top has a README") {
    for (auto const *folder : {"src", "layouts", "drivers", "data", "tests"}) {
        CAPTURE(folder);
        CHECK(fs::is_regular_file(root / folder / "README.md"));
    }
}
