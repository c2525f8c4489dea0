// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/notice_day.hpp"
#include "base/bytes.hpp"
#include "support/portrait.hpp"
#include <algorithm>
#include <array>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

namespace support {

namespace {

/// A field of a name template, filled.
std::string filled(std::string name, Graduate const &who) {
    for (auto const &[field, value] : {std::pair<std::string, std::string>{"{学号}", who.number},
                                       {"{姓名}", who.name},
                                       {"{身份证号}", who.id_no()}}) {
        if (auto const at = name.find(field); at != std::string::npos) {
            name.replace(at, field.size(), value);
        }
    }
    return name;
}

constexpr std::size_t of_character = 3; ///< bytes of a Chinese character

} // namespace

std::string Graduate::id_no() const {
    auto digits = "11010120030101" + number.substr(number.size() - 3);
    static constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        sum += (digits[i] - '0') * weights.at(i);
    }
    return digits + "10X98765432"[sum % 11];
}

std::string Graduate::code() const {
    return "https://example.cn/cjm/" + number + "/q9ZkX0cG8h";
}

std::string Graduate::mask() const {
    auto const id = id_no();
    return name.substr(0, of_character) + "*" +
           (name.size() > 2 * of_character ? name.substr(name.size() - of_character) : "") + " " +
           id.substr(id.size() - 4);
}

std::string bytes_of(std::filesystem::path const &file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

std::string words_of_pdf(std::filesystem::path const &file) {
    auto const text = file.string() + ".txt";
    auto const command = fmt::format("pdftotext -layout '{}' '{}'", file.string(), text);
    REQUIRE(std::system(command.c_str()) == 0);
    return bytes_of(text);
}

NoticeDay::NoticeDay(std::string const &profile, std::string const &year, std::vector<Graduate> everybody)
    : people{std::move(everybody)} {
    std::string rows = "学号,姓名,身份证号,学院,班级,层次\n";
    for (auto const &who : people) {
        rows += fmt::format("{},{},{},{},{},{}\n", who.number, who.name, who.id_no(), who.unit,
                            who.class_name, who.level);
    }
    static_cast<void>(done({"campaign", "create", "--school", "11832", "--name", "某大学", "--year", year,
                            "--profile", profile}));
    auto const taken = done({"roster", "import", folder.file("名册.csv", rows).string()});
    CHECK(taken["added"] == people.size());
}

Run NoticeDay::ask(std::vector<std::string> words) const {
    words.insert(words.end(), {"--store", store(), "--json"});
    return platen(words);
}

nlohmann::json NoticeDay::done(std::vector<std::string> const &words) const {
    auto const run = ask(words);
    CAPTURE(fmt::format("{}", fmt::join(words, " ")));
    CAPTURE(run.out);
    CAPTURE(run.err);
    REQUIRE(run.status == 0);
    return run.json();
}

void NoticeDay::forbidden(std::vector<std::string> const &words, std::string const &row) const {
    auto const run = ask(words);
    CAPTURE(fmt::format("{}", fmt::join(words, " ")));
    CAPTURE(run.out);
    CAPTURE(run.err);
    CHECK(run.status == 7);
    CHECK((run.out + run.err).find(row) != std::string::npos);
}

Run NoticeDay::swipe(Graduate const &who, std::vector<std::string> const &more) const {
    return swipe_as(who, who, more);
}

Run NoticeDay::swipe_as(Graduate const &code, Graduate const &who,
                        std::vector<std::string> const &more) const {
    std::vector<std::string> words{"capture", "swipe"};
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), {"--store", store(), "--json"});
    auto const first = platen_typed(words, code.code() + "\n");
    CAPTURE(first.err);
    REQUIRE_FALSE(first.out.empty());
    auto const told = first.json();
    if (told["outcome"] != "unknown") {
        return first;
    }
    words = {"capture",  "bind",    told["token"].get<std::string>(), "--mask", who.mask(),
             "--person", who.number};
    words.insert(words.end(), more.begin(), more.end());
    return ask(words);
}

std::int64_t NoticeDay::number_of(Graduate const &who, std::vector<std::string> const &more) const {
    auto const in = swipe(who, more);
    CAPTURE(in.out);
    CAPTURE(in.err);
    REQUIRE(in.status == 0);
    CHECK(in.json()["outcome"] == "admitted");
    return in.json()["number"].get<std::int64_t>();
}

void NoticeDay::look_over(std::int64_t number, std::string const &but) const {
    auto const at = std::to_string(number);
    std::vector<std::string> words{"capture", "tick", "--number", at};
    auto const list = done(words);
    for (auto const &tick : list["ticks"]) {
        if (tick["key"] != but) {
            words.push_back(tick["key"]);
        }
    }
    static_cast<void>(done(words));
}

std::string NoticeDay::shot(std::int64_t number, Graduate const &who, unsigned seed) const {
    auto const picture = portrait(seed);
    auto const file = folder.file(fmt::format("camera/{}-{}.jpg", number, seed), base::as_text(picture));
    auto const taken = ask({"capture", "shot", "--number", std::to_string(number), "--file", file.string()});
    CAPTURE(taken.err);
    REQUIRE_FALSE(taken.out.empty());
    auto const told = taken.json();
    REQUIRE(told.contains("shot"));
    auto const id = told["shot"].get<std::string>();
    bool open = false;
    for (auto const &check : told["checks"]) {
        if (check["verdict"] == "fail" || check["verdict"] == "could-not-check") {
            open = true;
            static_cast<void>(done({"capture", "override", id, check["kind"], "--by", "陈老师", "--reason",
                                    "画的人像，当面看过"}));
        }
    }
    CHECK(taken.status == (open ? 1 : 0));
    photos_[who.number] = base::as_text(picture);
    return id;
}

void NoticeDay::captured(std::int64_t number, Graduate const &who, unsigned seed) const {
    look_over(number);
    CHECK(done({"capture", "confirm", shot(number, who, seed)})["state"] == "confirmed");
}

void NoticeDay::imported(Graduate const &who, unsigned seed, std::string const &source,
                         std::vector<std::string> const &more) const {
    auto const picture = portrait(seed);
    auto const name = fmt::format("{}-{}/{}{}{}.jpg", source, seed, who.number, who.name, who.id_no());
    auto const file = folder.file(name, base::as_text(picture));
    std::vector<std::string> words{"photo", "import", more.empty() ? file.parent_path() : file, "--source",
                                   source};
    words.insert(words.end(), more.begin(), more.end());
    CHECK(done(words)["accepted"] == 1);
    photos_[who.number] = base::as_text(picture);
}

void NoticeDay::check_photos(std::filesystem::path const &in, std::string const &name) const {
    for (auto const &who : people) {
        auto const photo = photos_.find(who.number);
        CAPTURE(who.number);
        CHECK(std::filesystem::exists(in / filled(name, who)) == (photo != photos_.end()));
        CHECK((photo == photos_.end() || bytes_of(in / filled(name, who)) == photo->second));
    }
}

nlohmann::json NoticeDay::balanced_wall(std::string const &class_name) const {
    auto const wall = done({"capture", "wall"});
    CHECK(wall["balances"] == true);
    for (auto const &row : wall["classes"]) {
        if (row["class"] == class_name) {
            CHECK(row["swiped"] ==
                  row["accepted"].get<int>() + row["refused"].get<int>() + row["left"].get<int>());
            CHECK(row["roster"].get<int>() - row["captured"].get<int>() == row["absent"]);
            return row;
        }
    }
    FAIL("no such class on the wall");
    return {};
}

std::vector<std::string> NoticeDay::printed_and_received(std::string const &unit, std::string const &by,
                                                         std::size_t sheets) const {
    auto const printed = done({"sheet", "print", "--unit", unit, "--printer", prints()});
    CHECK(printed["printed"] == sheets);
    std::vector<std::string> serials;
    std::string scan;
    for (auto const &sheet : printed["sheets"]) {
        serials.push_back(sheet["serial"]);
        scan += serials.back() + "\n";
    }
    auto const handover = done({"handover", "create", "--unit", unit});
    CHECK(handover["sheets"] == sheets);
    auto const scanned = folder.file("扫码.txt", scan).string();
    auto const received =
        done({"handover", "receive", handover["handover"], "--scanned", scanned, "--by", by});
    CHECK(received["matched"] == sheets);
    return serials;
}

void NoticeDay::check_ledger() const {
    CHECK(done({"ledger", "verify"})["ok"] == true);
}

} // namespace support
