// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// When a sheet counts as printed, for printers that say nothing of single jobs but count their prints. A
/// printer works in the order in which it was sent to, so its life counter tells how many of the sheets on
/// their way came out.
#include "print/driver.hpp"
#include <map>

namespace print {

/// What became of the sheets on their way, oldest first, by one look at the printer:
/// - printed: the life counter moved by what was expected and the printer has let go of the sheet;
/// - not printed: it did not move, nothing is in the printer and nothing else shows that paper was used;
/// - uncertain: it moved by more than was sent or ran backwards, another printer answers, or paper came to
/// harm while a
///   counted sheet had not been let go: it may lie torn in the machine;
/// - pending: all else.
/// Where a printer has no life counter, the remaining prints of one and the same roll stand in for it.
[[nodiscard]] std::vector<Receipt> judge(std::span<Job const> sent, Standing const &now);

/// The same over time: not printed is believed only when it has looked so for a while, because a dye-sub
/// printer stands idle for some four seconds between the last byte and the first movement of paper
/// (DS-RX1HS: 4.25 s).
class Watch {
public:
    [[nodiscard]] std::vector<Receipt> judge(std::span<Job const> sent, Standing const &now,
                                             base::Instant at);

private:
    std::map<std::string, base::Instant> missing_since_; ///< by serial
};

/// What the counters will be once everything on its way is out: what is written down before the next sheet is
/// sent.
[[nodiscard]] Counters expected_after(std::span<Job const> sent, Counters const &now);

} // namespace print
