// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A profile for people: what it decides, in the parts of a day, each line with the row it comes from.
#include "base/json.hpp"
#include "policy/profile.hpp"

namespace policy {

/// A sentence that a field of the profile says. \p row is empty where the notice is silent and the station
/// has chosen.
struct Decision {
    Part part;
    std::string row;
    base::Words text;
};

/// What the profile decides, for somebody who signs it, in the order of a day.
[[nodiscard]] std::vector<Decision> decisions(Profile const &profile);

/// What one rule says within one part.
struct Line {
    Rule const *rule = nullptr;     ///< of the profile; nothing where the notice is silent
    std::vector<base::Words> texts; ///< may be empty: then the rule's words say it all
    bool quoted = false;            ///< the rule's own place, where its words stand
};

struct Section {
    Part part;
    std::vector<Line> lines;
};

/// Every rule once with its words, and every decision once. Borrows from the profile.
[[nodiscard]] std::vector<Section> page(Profile const &profile);

/// All of it for programs. Texts are in one language, enumerations in the words of the files.
[[nodiscard]] base::Json json_of(Profile const &profile, base::Language language);

} // namespace policy
