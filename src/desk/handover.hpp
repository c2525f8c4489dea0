// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Handing sheets over: the giver's side (receipt: handover_receive.hpp). What differs is opened as a
/// discrepancy and never edited away.
#include "desk/handover_party.hpp"
#include "desk/handover_receive.hpp"
#include "desk/signing.hpp"

namespace desk {

struct HandoverMade {
    std::string id;
    std::size_t sheets = 0;
    std::filesystem::path pdf; ///< the hand-over list (移交清单), two copies
    std::string digest;        ///< that both sides sign (handover_digest.hpp)
};

struct HandoverOrder {
    store::Party from, to;
    std::vector<std::string> serials{}; ///< as scanned; none: everything that lies with the giver
    std::string unit{}, class_name{};   ///< of that, these only; empty: all
    Signing signed_by{};                ///< no name: whoever is at the desk
};

/// Hands sheets from one side to the other and draws the list; the giver has signed. The sheets are on their
/// way until they are received.
/// \return not_found for an unknown unit or serial; not_allowed where paper does not go that way, or where a
/// sheet is not with the giver, not printed, or another unit's; bad_input where there is nothing to hand over
base::Result<HandoverMade> create_handover(Station &station, HandoverOrder const &order);
/// From the print room to a college.
base::Result<HandoverMade> create_handover(Station &station, std::string const &unit,
                                           std::vector<std::string> const &serials);

/// Takes back what nobody has begun to receive; the sheets are again with the giver.
/// \return not_found; not_allowed where the receiver has counted, or it was received or withdrawn already
base::Result<store::Handover> withdraw_handover(Station &station, std::string const &id,
                                                std::string const &by, std::string const &reason);

/// \return not_found
base::Result<store::Handover> find_handover(store::Store const &store, std::string const &id);
/// One that is still on its way. \return not_found; not_allowed with what became of it
base::Result<store::Handover> open_handover(store::Store const &store, std::string const &id);

} // namespace desk
