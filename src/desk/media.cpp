// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/media.hpp"
#include "store/printers.hpp"

namespace desk {

namespace {

/// Two sheets can be on their way: what was written down as left before the second is one less than what was
/// left where the first failed.
constexpr std::int64_t on_their_way = 2;

/// A print belongs to the roll before it unless its printer or lot is another or there is more left than
/// there was.
bool same_roll(RollBalance const &roll, store::RollPrint const &print) {
    return roll.printer_serial == print.printer_serial && roll.media_lot == print.media_lot &&
           *print.left_before <= roll.left + on_their_way;
}

void count(RollBalance &roll, store::RollPrint const &print) {
    roll.to = print.at;
    roll.left = print.left_after.value_or(*print.left_before);
    roll.printed += print.use == "printed" ? 1 : 0;
    roll.spoiled += print.use == "spoiled" ? 1 : 0;
    roll.pages += print.use == "page" ? 1 : 0;
    roll.uncertain += print.use == "uncertain" || print.use == "intended" ? 1 : 0;
}

} // namespace

base::Result<std::vector<RollBalance>> roll_balances(Station &station, base::Instant from, base::Instant to) {
    auto const prints = store::roll_prints(station.store(), from, to);
    if (!prints) {
        return base::Fault{prints.fault()};
    }
    std::vector<RollBalance> rolls;
    for (auto const &print : *prints) {
        if (rolls.empty() || !same_roll(rolls.back(), print)) {
            RollBalance roll;
            roll.printer_serial = print.printer_serial;
            roll.media_lot = print.media_lot;
            roll.from = print.at;
            roll.first = roll.left = *print.left_before;
            rolls.push_back(roll);
        }
        count(rolls.back(), print);
    }
    for (auto &roll : rolls) {
        roll.used = roll.first - roll.left;
        roll.unexplained = roll.used - roll.printed - roll.spoiled - roll.pages - roll.uncertain;
    }
    return rolls;
}

} // namespace desk
