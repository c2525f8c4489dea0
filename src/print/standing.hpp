// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/length.hpp"
#include "base/words.hpp"
#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace print {

/// The trimmed size of a sheet as it is looked at.
struct Page {
    base::Length width, height;
};

/// One thing that is true of a printer now. Several may be (as in IPP's printer-state-reasons, RFC
/// 8011 5.4.12).
enum class Reason {
    idle,
    printing,
    standby,
    cooling,
    waiting, ///< behind jobs of others
    media_low,
    ink_low,
    media_empty,
    ribbon_empty,
    ink_empty,
    cover_open,
    scrap_box_missing,
    jam,
    ribbon_error,
    wrong_media, ///< what is loaded does not fit what was sent
    wrong_roll,  ///< a roll that this model does not take
    media_unknown,
    data_error,
    service,         ///< switch it off and on; else a technician
    firmware_update, ///< it waits for firmware and prints nothing
    paused,
    closed,    ///< the queue takes no jobs
    attention, ///< it says on its panel what it wants
    unwritable,
    silent, ///< there, but gives no answer
    gone
};

[[nodiscard]] std::string_view word_of(Reason reason); ///< for machines: media_empty
[[nodiscard]] base::Words words_of(Reason reason);     ///< what a person can do about it
[[nodiscard]] bool stops_printing(Reason reason);
/// The paper itself may have come to harm: a print that was counted need not lie in the tray.
[[nodiscard]] bool harms_paper(Reason reason);

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
    std::string firmware;
    std::string media;         ///< as the printer names what is loaded
    std::optional<Page> paper; ///< trimmed size of what is loaded, where the printer says it
    Counters counters;
    std::optional<std::int64_t> roll; ///< prints on a new roll of that kind
    int room = 1;                     ///< sheets that it takes now without making the sender wait
    int inside = 0;                   ///< sheets that wait in it or are being printed, as far as it says so
    std::string code;                 ///< the printer's own code of how it stands, for a technician

    [[nodiscard]] bool ready() const; ///< nothing in it stops printing
    [[nodiscard]] bool has(Reason reason) const { return reasons.contains(reason); }
};

} // namespace print
