// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The rules of a notice one by one, and the words for what rules decide.
#include "base/words.hpp"
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace policy {

/// What the station does with a rule.
enum class RuleKind {
    check,    ///< looks whether it is kept, and says so
    enforce,  ///< does not go on where it is not kept
    queue,    ///< keeps the order of a day by it
    deadline, ///< counts the days
    record,   ///< keeps it on record
    export_,  ///< hands data out by it
    custody,  ///< follows the paper by it
    print,    ///< prints by it
    guide,    ///< shows it
    outside,  ///< happens elsewhere; shows where
};

/// Parts of a day, in which rules are shown.
enum class Part { who, when, queue, code, look, fee, photo, proof, paper, deadlines, contacts };

/// One rule: a row of the requirements and the words of the notice that it comes from.
struct Rule {
    std::string row; ///< such as S1-18
    RuleKind kind = RuleKind::record;
    std::string words; ///< verbatim, as the notice has them, damaged or not; line breaks left out
    std::vector<std::string> topics; ///< what it decides (topics()); it is shown with the first
    base::Words text;                ///< the same in short; .zh is empty where the words say it all
    base::Words note; ///< what is damaged, missing or wrong in the words; empty where nothing is

    [[nodiscard]] bool is_about(std::string_view topic) const;
};

/// A word for what rules decide. A message that blocks or warns finds its rule by it.
struct Topic {
    std::string_view name;
    Part part;
    bool once; ///< one rule of a notice decides it; of the others there may be several
};

[[nodiscard]] std::span<Topic const> topics();
/// \return nothing where the word is not known
[[nodiscard]] Topic const *topic_named(std::string_view name);
[[nodiscard]] base::Words heading(Part part);
[[nodiscard]] base::Words title(RuleKind kind);

} // namespace policy
