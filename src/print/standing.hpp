// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/words.hpp"
#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace print {

/// One thing that is true of a printer now. Several may be (as in IPP's printer-state-reasons, RFC
/// 8011 5.4.12).
enum class Reason {
    idle,
    printing,
    media_low,
    media_empty,
    ribbon_empty,
    cover_open,
    jam,
    cooling,
    unwritable,
    gone
};

[[nodiscard]] std::string_view word_of(Reason reason); ///< for machines: media_empty
[[nodiscard]] base::Words words_of(Reason reason);     ///< what a person can do about it
[[nodiscard]] bool stops_printing(Reason reason);

/// What a printer counts by itself; whatever it does not know stays empty.
struct Counters {
    std::string printer_serial;
    std::string media_lot;
    std::optional<std::int64_t> life;      ///< prints since it was made
    std::optional<std::int64_t> remaining; ///< prints left on the roll
};

/// The ordinary state of a printer; paper out is a standing, not a fault.
struct Standing {
    std::set<Reason> reasons;
    std::string model;
    std::string media; ///< as the printer names what is loaded
    Counters counters;

    [[nodiscard]] bool ready() const; ///< nothing in it stops printing
};

} // namespace print
