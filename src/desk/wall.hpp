// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The counts that must agree (requirements 3.4), class by class, live. One that does not says by how much
/// and whom it is about.
#include "desk/station.hpp"
#include "store/queue.hpp"

namespace desk {

enum class Identity {
    heads,   ///< reported = swiped, where heads are reported
    outcome, ///< swiped = accepted + refused + left, once all numbers are through, and on any later day
    money,   ///< accepted = paid, where the profile names a fee and classes or students pay
    absent,  ///< roster - captured = absent with reasons
};
[[nodiscard]] std::string_view word_of(Identity identity);

struct Imbalance {
    Identity identity;
    std::int64_t left = 0, right = 0; ///< of the equation
    base::Words said;
    std::vector<base::Words> who; ///< as far as anybody can say; a name and a student number, or 拍摄序号
};
/// A handful of them, and how many they are in all; empty where nobody can say who.
[[nodiscard]] base::Words names_of(Imbalance const &imbalance);

struct ClassWall {
    store::Tally tally;
    std::vector<Imbalance> imbalances; ///< empty: it balances
};

struct Wall {
    std::vector<ClassWall> classes;
    store::Tally total; ///< of all; no unit, no class
    [[nodiscard]] bool balances() const;
};

base::Result<Wall> wall(Station &station);

} // namespace desk
