// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/resident_id.hpp"
#include "base/words.hpp"
#include <string_view>

namespace desk {

/// Which rules a person's number is held to. Nobody is refused for a paper that has no check character.
enum class Paper {
    resident, ///< resident identity card, or a residence permit with a number of the same model
    foreign,  ///< passport, permit, officer's card: no rule that we know
    unstated, ///< neither a type nor a number
};

/// By the type where the roster names one, else by how \p number looks.
[[nodiscard]] Paper paper_of(std::string_view id_type, std::string_view number);

/// What is wrong with an identity number, and what to do.
[[nodiscard]] base::Words flaw_words(std::string_view number, base::IdFlaw flaw);

} // namespace desk
