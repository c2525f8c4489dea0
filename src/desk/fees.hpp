// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The fee of the day: who pays, how much, and by when it has to be there. Money is whole fen throughout.
#include "desk/station.hpp"
#include "store/capture.hpp"
#include "store/queue.hpp"

namespace desk {

struct NewFee {
    std::string payer; ///< unit class student
    std::string unit, class_name;
    std::string visit;      ///< of a student
    std::int64_t heads = 1; ///< 1 of a student
    std::string way;        ///< cash wechat alipay transfer scan
};

/// Takes the profile's fee for so many people. \return the receipt. bad_input where it makes no sense, with a
/// sentence; not_allowed where the student has paid already
base::Result<store::Payment> take_fee(Station &station, NewFee const &fee);
/// \return not_allowed where it was given back already
base::Result<store::Payment> give_back(Station &station, std::string const &receipt,
                                       std::string const &reason);

/// Whether the profile lets this visit come to the camera: paid for, where it has to be.
/// \return not_allowed, with the rule and what is missing
base::Result<> check_fee(Station &station, store::Visit const &visit);

/// 20.00, of 2000 fen.
[[nodiscard]] std::string yuan(std::int64_t fen);

} // namespace desk
