// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The report of a day (采集日报), which is signed: the counts that must agree, class by class, what does not
/// and whom it is about, the money, who came away without a photo, who answered for what, and plan and truth.
#include "desk/station.hpp"

namespace desk {

/// Counts are those of this moment; fees, refusals and answers those of \p date, such as 2025-10-18.
/// Chinese, as whatever is signed and filed. \return bad_input where it is no date
base::Result<base::Bytes> draw_day_report(Station &station, std::string const &date);

} // namespace desk
