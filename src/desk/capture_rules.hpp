// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what a profile says of the day of capture, as the use cases ask it.
#include "desk/station.hpp"

namespace desk {

/// student-card, id-card; empty where the code is enough.
[[nodiscard]] std::string wanted_proof(policy::Profile const &profile);
[[nodiscard]] base::Words proof_words(std::string_view proof);
/// Whether a confirmed photo may give way to another.
[[nodiscard]] bool may_supersede(policy::Profile const &profile);
/// Whoever captures may hold no roster: people are codes here until the school binds them.
[[nodiscard]] bool knows_codes_only(policy::Profile const &profile);
[[nodiscard]] bool admits_strangers(policy::Profile const &profile);
/// By when the fee has to be there for somebody to come to the camera.
enum class FeeGate { none, unit_before, class_before, student_before };
[[nodiscard]] FeeGate gate_of(policy::Profile const &profile);
[[nodiscard]] std::int64_t fee_of(policy::Profile const &profile); ///< fen a person; 0: the notice names none
/// The sentence with the rule about \p topic and its notice, where the profile has one.
[[nodiscard]] base::Words with_rule(policy::Profile const &profile, std::string_view topic, base::Words said);

/// What there is to choose among, for whoever named something else: heavy-make-up（浓妆艳抹）、… Each has a
/// \p code and a text.
template <typename List, typename Code>
[[nodiscard]] base::Words codes_listed(List const &list, Code code) {
    base::Words all;
    for (auto const &one : list) {
        all.zh += (all.zh.empty() ? "" : "、") + one.*code + "（" + one.text.zh + "）";
        all.en += (all.en.empty() ? "" : ", ") + one.*code + " (" + one.text.en + ")";
    }
    return all;
}

} // namespace desk
