// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Where people want their sheets sent (S0-40): from a table that the college gathers, or typed one by one.
/// Beside the ledger, which says only that there was a change.
#include "base/finding.hpp"
#include "desk/station.hpp"
#include "store/mail.hpp"

namespace desk {

struct AddressImport {
    std::size_t rows = 0;    ///< people in the file
    std::size_t noted = 0;   ///< new, or other than before
    std::size_t refused = 0; ///< rows with a finding; nothing of them is noted
    base::Findings findings; ///< kinds: header missing unknown_person duplicate excel_damaged odd
};
/// Columns by their heading, in any order: 学号 收件人 电话 地址 邮编; without 收件人 the person's own name.
/// Rows without a finding are noted even where others have one. \return bad_input where the file is no table
base::Result<AddressImport> import_addresses(Station &station, std::filesystem::path const &file);

/// Notes one. \return not_found; bad_input with what is wrong
base::Result<store::Address> note_address(Station &station, std::string const &student_no,
                                          store::Address address);

/// Who sends: what stands as return address on labels and envelopes.
struct Sender {
    std::string name, phone, address, postcode;
    std::string carrier; ///< the usual one
};
/// What was set; the school's name where nobody set a sender.
base::Result<Sender> sender(Station &station);
/// After how many days somebody is reminded.
struct MailAges {
    std::int64_t sent = 10;      ///< and not arrived
    std::int64_t arrived = 7;    ///< and not checked
    std::int64_t confirmed = 14; ///< and not handed in
};
base::Result<MailAges> mail_ages(Station &station);
/// Keys and values of data/schema/0016_mail.sql. \return bad_input for another key, or days that are none
base::Result<> set_mail(Station &station, std::map<std::string, std::string> const &values);

} // namespace desk
