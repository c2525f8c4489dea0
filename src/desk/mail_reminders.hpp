// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Consignments that have stood still for too long, each with a text to be sent to its student.
#include "desk/addresses.hpp"

namespace desk {

struct MailReminder {
    store::Consignment consignment;
    std::int64_t days = 0; ///< since it is so
    std::string text;      ///< Chinese, as a short message
};
/// Sent and not arrived, arrived and not checked, checked and not handed in, for longer than \p ages says;
/// the oldest first. \param unit empty: of all
base::Result<std::vector<MailReminder>> mail_reminders(Station &station, MailAges const &ages,
                                                       std::string const &unit);
/// These people were reminded now. \return not_found; not_allowed where there is nothing to remind of
base::Result<> note_reminded(Station &station, std::vector<std::string> const &ids);

/// For the carrier's web site: recipient, phone, address, postcode, remark with the student number, number.
[[nodiscard]] std::string carrier_csv(std::vector<store::Consignment> const &consignments);

} // namespace desk
