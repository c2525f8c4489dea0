// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/reading.hpp"
#include <algorithm>
#include <array>

namespace policy {

using base::TomlTable;
using base::words;

namespace {

void read_ticks(TomlTable &look, Profile &profile) {
    std::set<std::string> seen;
    for (auto &table : look.tables("tick")) {
        Tick tick{once(table, "key", seen), both(table), row(table, profile),
                  choice<OnMiss>(table, "on_miss"), table.text_or("refusal", {})};
        auto const refuses = tick.on_miss == OnMiss::refuse;
        if (refuses == tick.refusal.empty()) {
            table.note("on_miss", "refusal",
                       words("on_miss = \"refuse\" 要写明 refusal，其他不能写",
                             "on_miss = \"refuse\" needs its refusal, and nothing else has one"));
        } else if (refuses && profile.refusal(tick.refusal) == nullptr) {
            table.note("refusal", "no_refusal",
                       words("没有 code 为“{}”的 [[refusal]]", "there is no [[refusal]] with the code '{}'",
                             tick.refusal));
        }
        table.finish();
        profile.look.ticks.push_back(std::move(tick));
    }
}

void read_colours(TomlTable &table, Profile &profile) {
    static constexpr auto colours = std::to_array<std::string_view>(
        {"red", "orange", "yellow", "green", "blue", "purple", "pink", "white", "grey", "black", "brown"});
    auto &look = profile.look;
    std::set<std::string> seen;
    for (auto const place : table.choices_or_none("banned_colours", colours)) {
        look.banned_colours.emplace_back(colours.at(place));
        if (!seen.insert(look.banned_colours.back()).second) {
            note_twice(table, "banned_colours", colours.at(place));
        }
    }
    look.banned_colours_on_miss = choice_or(table, "banned_colours_on_miss", OnMiss::warn);
}

void hold_to_rules(TomlTable &table, Profile const &profile) {
    auto const &look = profile.look;
    for (auto const &[said, key, topic] :
         {std::tuple{look.glasses != Glasses::unsaid, "glasses", "glasses"},
          std::tuple{look.make_up != MakeUp::unsaid, "make_up", "make-up"},
          std::tuple{look.expression != Expression::unsaid, "expression", "expression"},
          std::tuple{look.dyed_hair != DyedHair::unsaid, "dyed_hair", "dyed-hair"},
          std::tuple{look.head_cover != HeadCover::unsaid, "head_cover", "head-cover"},
          std::tuple{look.ornaments != Ornaments::unsaid, "ornaments", "ornaments"},
          std::tuple{!look.hair_clear_of.empty(), "hair_clear_of", "hair"},
          std::tuple{look.contrast, "contrast", "contrast"},
          std::tuple{!look.banned_colours.empty(), "banned_colours", "banned-colours"}}) {
        if (said) {
            needs_rule(table, key, profile, topic);
        }
    }
}

/// Its names are those of `photo export --name`, and one of them belongs to one person only.
void check_file_name(TomlTable &table, std::string const &name) {
    static constexpr auto tokens =
        std::to_array<std::string_view>({"{学号}", "{身份证号}", "{考生号}", "{姓名}", "{学院}", "{班级}"});
    auto rest = name;
    auto own = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        for (auto at = rest.find(tokens.at(i)); at != std::string::npos; at = rest.find(tokens.at(i))) {
            rest.erase(at, tokens.at(i).size());
            own = own || i < 3;
        }
    }
    if (rest.find_first_of("{}/\\:*?\"<>|") != std::string::npos) {
        table.note("file_name", "file_name",
                   words("文件名“{}”里只能有 学号 姓名 身份证号 考生号 学院 班级，各在花括号里，不能有 / \\ "
                         ": * ? \" < > |",
                         "in the file name '{}' there are 学号 姓名 身份证号 考生号 学院 班级, each in "
                         "braces, and no / \\ : "
                         "* ? \" < > |",
                         name));
    } else if (!name.empty() && !own) {
        table.note("file_name", "file_name",
                   words("文件名“{}”会有重名；要有 {{学号}}、{{身份证号}} 或 {{考生号}}",
                         "'{}' does not tell people apart; it needs {{学号}}, {{身份证号}} or {{考生号}}",
                         name));
    }
}

void hold_photo_to_rules(TomlTable &table, Profile const &profile) {
    auto const &photo = profile.photo;
    for (auto const &[said, key, topic] :
         {std::tuple{!photo.background.empty(), "background", "background"},
          std::tuple{photo.recency_days > 0, "recency_days", "recency"},
          std::tuple{!photo.file_name.empty(), "file_name", "file-name"},
          std::tuple{photo.disc, "disc", "disc"},
          std::tuple{photo.own_capture_only, "own_capture_only", "source"}}) {
        if (said) {
            needs_rule(table, key, profile, topic);
        }
    }
}

} // namespace

void read_refusals(TomlTable &root, Profile &profile) {
    std::set<std::string> refusals;
    std::set<std::string> absences;
    for (auto &table : root.tables("refusal")) {
        profile.refusals.push_back({once(table, "code", refusals), both(table), row(table, profile)});
        table.finish();
    }
    for (auto &table : root.tables("absence")) {
        Absence absence{once(table, "code", absences), both(table), {}};
        if (table.has("row")) {
            absence.row = row(table, profile);
        }
        table.finish();
        profile.absences.push_back(std::move(absence));
    }
}

void read_look(TomlTable &root, Profile &profile) {
    auto table = root.table("look");
    if (!table) {
        return;
    }
    auto &look = profile.look;
    look.glasses = choice_or(*table, "glasses", Glasses::unsaid);
    look.make_up = choice_or(*table, "make_up", MakeUp::unsaid);
    look.expression = choice_or(*table, "expression", Expression::unsaid);
    look.dyed_hair = choice_or(*table, "dyed_hair", DyedHair::unsaid);
    look.head_cover = choice_or(*table, "head_cover", HeadCover::unsaid);
    look.ornaments = choice_or(*table, "ornaments", Ornaments::unsaid);
    look.hair_clear_of = choices<Feature>(*table, "hair_clear_of");
    look.contrast = table->flag_or("contrast", false);
    read_colours(*table, profile);
    hold_to_rules(*table, profile);
    read_ticks(*table, profile);
    table->finish();
}

void read_photo(TomlTable &root, Profile &profile) {
    auto table = root.table("photo");
    if (!table) {
        root.note("photo", "missing", words("缺少 [photo]", "[photo] is missing"));
        return;
    }
    auto &photo = profile.photo;
    photo.spec = table->text("spec");
    photo.least_bytes = static_cast<std::size_t>(table->whole("least_bytes", 1'000, 10'000'000));
    photo.most_bytes = static_cast<std::size_t>(table->whole("most_bytes", 1'000, 10'000'000));
    photo.background = table->text_or("background", {});
    photo.recency_days = table->whole_or("recency_days", 0, 0, 3650);
    photo.file_name = table->text_or("file_name", {});
    static constexpr auto extensions = std::to_array<std::string_view>({"jpg", "JPG"});
    photo.extension = extensions.at(table->choice_or("extension", 0, extensions));
    photo.disc = table->flag_or("disc", false);
    photo.own_capture_only = table->flag_or("own_capture_only", false);
    if (photo.least_bytes > photo.most_bytes) {
        table->note("most_bytes", "range",
                    words("most_bytes 小于 least_bytes", "most_bytes is under least_bytes"));
    }
    check_file_name(*table, photo.file_name);
    hold_photo_to_rules(*table, profile);
    table->finish();
}

} // namespace policy
