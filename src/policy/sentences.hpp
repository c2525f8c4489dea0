// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What each choice of a profile means, in a sentence for people.
#include "policy/profile.hpp"

namespace policy {

[[nodiscard]] base::Words sentence(Glasses choice);
[[nodiscard]] base::Words sentence(MakeUp choice);
[[nodiscard]] base::Words sentence(Expression choice);
[[nodiscard]] base::Words sentence(DyedHair choice);
[[nodiscard]] base::Words sentence(HeadCover choice);
[[nodiscard]] base::Words sentence(Ornaments choice);
[[nodiscard]] base::Words sentence(Feature choice);
[[nodiscard]] base::Words sentence(OnMiss choice);
[[nodiscard]] base::Words sentence(Saving choice);
[[nodiscard]] base::Words sentence(SecondProof choice);
[[nodiscard]] base::Words sentence(Roster choice);
[[nodiscard]] base::Words sentence(Order choice);
[[nodiscard]] base::Words sentence(Unlisted choice);
[[nodiscard]] base::Words sentence(Payer choice);
[[nodiscard]] base::Words sentence(Gate choice);
[[nodiscard]] base::Words sentence(Way choice);
[[nodiscard]] base::Words sentence(Retake choice);
[[nodiscard]] base::Words sentence(Supersede choice);
[[nodiscard]] base::Words sentence(ConfirmHow choice);
[[nodiscard]] base::Words sentence(ProofGate choice);
[[nodiscard]] base::Words sentence(PaperRoute choice);
[[nodiscard]] base::Words sentence(Leftovers choice);
[[nodiscard]] base::Words sentence(After choice);
/// A colour of Look::banned_colours.
[[nodiscard]] base::Words colour(std::string_view name);

} // namespace policy
