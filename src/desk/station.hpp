// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What every desk stands on: the open store, the campaign at hand, and where layouts and profiles are.
#include "base/progress.hpp"
#include "policy/profile.hpp"
#include "print/driver.hpp"
#include "sheet/solver.hpp"
#include "store/people.hpp"

namespace desk {

/// What a door hands in. Borrowed for as long as the Station lives.
struct Setting {
    std::filesystem::path home; ///< holds layouts/ and data/
    base::Clock const &clock;
    base::Progress &progress;
    std::string actor; ///< who is at the desk, for the ledger
    std::span<print::Family const> families;
};

class Station {
public:
    /// \p campaign as campaign_key writes it; empty means the newest
    static base::Result<Station> open(std::filesystem::path const &folder, std::string const &campaign,
                                      Setting setting);

    [[nodiscard]] store::Store &store() { return store_; }
    [[nodiscard]] Setting const &setting() const { return setting_; }
    /// Another person is at the desk from here on.
    void act_as(std::string actor) { setting_.actor = std::move(actor); }
    [[nodiscard]] store::Campaign const &campaign() const { return campaign_; }
    [[nodiscard]] policy::Profile const &profile() const { return profile_; }
    base::Result<store::Change> change() { return store_.change(setting_.clock.now(), setting_.actor); }

private:
    Station(store::Store store, Setting setting, store::Campaign campaign, policy::Profile profile)
        : store_{std::move(store)}, setting_{std::move(setting)}, campaign_{std::move(campaign)},
          profile_{std::move(profile)} {}
    store::Store store_;
    Setting setting_;
    store::Campaign campaign_;
    policy::Profile profile_;
};

/// 11832-2026-S0: school, year and profile, which together name a campaign within a store.
[[nodiscard]] std::string campaign_key(store::Campaign const &campaign);

/// A layout that can be used, with its places solved.
struct SolvedLayout {
    sheet::Layout layout;
    sheet::Plan plan;
};

/// \p name is that of a shipped layout or the path of a file. \return bad_input with the first finding where
/// it is wrong
base::Result<SolvedLayout> load_layout(Setting const &setting, std::string const &name);
/// From a layout's own text, as kept with the sheets that were made with it.
base::Result<SolvedLayout> solve_layout_text(std::string const &text, std::string const &name);
base::Result<policy::Profile> load_profile(Setting const &setting, std::string const &name);
/// Names of the files with .toml in a folder below home, sorted.
[[nodiscard]] std::vector<std::string> shipped(Setting const &setting, std::string_view folder);

/// Findings as one fault: the first in full, and how many more there are.
[[nodiscard]] base::Fault fault_of(base::Findings const &findings);

} // namespace desk
