// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/profile_page.hpp"
#include "cli/verbs.hpp"
#include "policy/page.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

int list_profiles(Door &door) {
    auto const setting = door.setting();
    auto rows = Json::list();
    for (auto const &name : desk::shipped(setting, "data/profiles")) {
        auto const profile = desk::load_profile(setting, name);
        auto row = Json::object();
        row.set("name", name).set("title", profile ? profile->title.in(door.language()) : "");
        rows.add(row);
        door.line(profile ? words("{}  {}", "{}  {}", name, profile->title.in(door.language()))
                          : words("{}  （有错误：platen profile check）",
                                  "{}  (has mistakes: platen profile check)", name));
    }
    auto object = Json::object();
    door.answer(object.set("profiles", rows));
    return 0;
}

int check_profile(Door &door, std::string const &file) {
    auto const reading = policy::read_profile_file(file);
    return reading ? door.checked(file, reading->findings) : door.fail(reading.fault());
}

int show_profile(Door &door, std::string const &name) {
    auto const profile = desk::load_profile(door.setting(), name);
    if (!profile) {
        return door.fail(profile.fault());
    }
    door.answer(policy::json_of(*profile, door.language()));
    constexpr std::size_t columns = 80;
    for (auto const &line : profile_page(*profile, door.language(), columns)) {
        door.line({line, line});
    }
    return 0;
}

} // namespace

void add_profiles(CommandLine &line, Door &door) {
    line.noun("profile", {"规则：通知里的规定", "a notice's rules"});
    line.verb("profile", "list", {"列出规则", "list the profiles"}).does([&door] {
        return list_profiles(door);
    });
    auto const file = std::make_shared<std::string>();
    line.verb("profile", "check", {"检查规则文件", "check a profile file"})
        .required_text("file", *file, {"规则文件 .toml", "profile file, .toml"})
        .does([&door, file] { return check_profile(door, *file); });
    auto const name = std::make_shared<std::string>();
    line.verb("profile", "show", {"逐条显示规则", "show what a profile decides"})
        .required_text("name", *name, {"规则名，如 S0", "name, such as S0"})
        .does([&door, name] { return show_profile(door, *name); });
}

} // namespace cli
