// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/station.hpp"
#include <algorithm>

namespace desk {

namespace fs = std::filesystem;
using base::fault;
using base::Trouble;

namespace {

base::Result<store::Campaign> choose(store::Store const &store, std::string const &key) {
    auto all = store::campaigns(store);
    if (!all) {
        return std::move(all).fault();
    }
    auto const wanted = [&](store::Campaign const &one) { return key.empty() || campaign_key(one) == key; };
    auto const found = std::find_if(all->rbegin(), all->rend(), wanted);
    if (found != all->rend()) {
        return *found;
    }
    if (all->empty()) {
        return fault(Trouble::not_found, "档案库里还没有采集任务；先用 platen campaign create 建一个",
                     "the store has no campaign yet; make one with: platen campaign create");
    }
    return fault(Trouble::not_found, "没有采集任务“{}”；用 platen campaign list 查看",
                 "there is no campaign '{}'; see: platen campaign list", key);
}

base::Result<SolvedLayout> solved(sheet::Reading reading) {
    if (!reading.findings.empty()) {
        return fault_of(reading.findings);
    }
    auto plan = sheet::solve(reading.layout);
    if (auto const *misfit = std::get_if<sheet::Misfit>(&plan)) {
        return base::Fault{Trouble::bad_input, misfit->words(), {}};
    }
    return SolvedLayout{std::move(reading.layout), std::get<sheet::Plan>(std::move(plan))};
}

bool is_path(std::string const &name) {
    return name.find('/') != std::string::npos || name.ends_with(".toml");
}

} // namespace

std::string campaign_key(store::Campaign const &campaign) {
    return fmt::format("{}-{}-{}", campaign.school_code, campaign.year, campaign.profile);
}

base::Fault fault_of(base::Findings const &findings) {
    auto const zh = findings.front().text(base::Language::zh);
    auto const en = findings.front().text(base::Language::en);
    if (findings.size() == 1) {
        return {Trouble::bad_input, {zh, en}, {}};
    }
    return {Trouble::bad_input,
            {fmt::format("{}（另有 {} 处）", zh, findings.size() - 1),
             fmt::format("{} (and {} more)", en, findings.size() - 1)},
            {}};
}

base::Result<Station> Station::open(fs::path const &folder, std::string const &campaign, Setting setting) {
    auto store = store::Store::open(folder);
    if (!store) {
        return std::move(store).fault();
    }
    auto chosen = choose(*store, campaign);
    if (!chosen) {
        return std::move(chosen).fault();
    }
    auto profile = load_profile(setting, chosen->profile);
    if (!profile) {
        return std::move(profile).fault();
    }
    return Station{std::move(*store), std::move(setting), std::move(*chosen), std::move(*profile)};
}

base::Result<SolvedLayout> load_layout(Setting const &setting, std::string const &name) {
    auto const path = is_path(name) ? fs::path{name} : setting.home / "layouts" / (name + ".toml");
    auto reading = sheet::read_layout_file(path);
    if (!reading && reading.fault().kind == Trouble::not_found) {
        return fault(Trouble::not_found, "没有版式“{}”；用 platen layout list 查看",
                     "there is no layout '{}'; see: platen layout list", name);
    }
    if (!reading) {
        return std::move(reading).fault();
    }
    return solved(std::move(*reading));
}

base::Result<SolvedLayout> solve_layout_text(std::string const &text, std::string const &name) {
    return solved(sheet::read_layout(text, name));
}

base::Result<policy::Profile> load_profile(Setting const &setting, std::string const &name) {
    auto const none = [&name] {
        return fault(Trouble::not_found, "没有规则“{}”；用 platen profile list 查看",
                     "there is no profile '{}'; see: platen profile list", name);
    };
    // Its name becomes part of the campaign's name: never the way to a file elsewhere.
    if (name.find('/') != std::string::npos || name.find("..") != std::string::npos) {
        return none();
    }
    auto const path = setting.home / "data" / "profiles" / (name + ".toml");
    auto reading = policy::read_profile_file(path);
    if (!reading && reading.fault().kind == Trouble::not_found) {
        return none();
    }
    if (!reading) {
        return std::move(reading).fault();
    }
    if (!reading->findings.empty()) {
        return fault_of(reading->findings);
    }
    return std::move(reading->profile);
}

std::vector<std::string> shipped(Setting const &setting, std::string_view folder) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (auto const &entry : fs::directory_iterator{setting.home / folder, ignored}) {
        if (entry.path().extension() == ".toml") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace desk
