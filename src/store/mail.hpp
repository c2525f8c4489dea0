// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Envelopes that go by post, one for each person (requirements 3.5), and where people want them. Changes of
/// consignments go through Change::record; addresses stand beside the ledger.
#include "store/people.hpp"
#include <map>

namespace store {

struct Address {
    std::int64_t person = 0;
    std::string recipient, phone, address, postcode;

    friend bool operator==(Address const &, Address const &) = default;
};
base::Result<std::optional<Address>> address_of(Store const &store, std::int64_t person);
/// Takes the place of what was noted before.
base::Result<> put_address(Change &change, Address const &address);

struct Consignment {
    std::string id;
    std::int64_t person = 0;
    std::string student_no, name, unit, class_name;
    std::int64_t unit_id = 0;
    std::string state; ///< made sent arrived confirmed handed-in returned lost cancelled
    std::string carrier, number;
    base::Instant made_at;
    std::string made_by;
    std::optional<base::Instant> sent_at;
    base::Instant state_at; ///< since when it is so
    std::string state_by;
    std::optional<bool> is_right; ///< whether the student found photo and data right
    std::int64_t reminders = 0;   ///< since it is so
    std::optional<base::Instant> reminded_at;
    std::vector<std::string> serials;
    Address address; ///< as it is known now; empty where it was forgotten
};

base::Result<std::optional<Consignment>> consignment(Store const &store, std::string const &id);
/// The newest that the sheet went into and that was not cancelled.
base::Result<std::optional<Consignment>> consignment_of_sheet(Store const &store, std::string const &serial);
/// By the carrier's number.
base::Result<std::optional<Consignment>> consignment_numbered(Store const &store, std::string const &number);

/// What is empty leaves none out.
struct ConsignmentFilter {
    std::int64_t campaign = 0;
    std::string unit{}, class_name{}, student_no{};
    std::vector<std::string> states{};
    std::vector<std::string> ids{};
    std::optional<base::Instant> until{}; ///< so since then or longer
};
/// By unit, class and student number.
base::Result<std::vector<Consignment>> consignments(Store const &store, ConsignmentFilter const &filter);
/// How many there are in each state.
base::Result<std::map<std::string, std::int64_t>> consignment_counts(Store const &store,
                                                                     std::int64_t campaign);

/// Somebody whose sheet lies in the print room and could be posted.
struct Mailable {
    std::int64_t person = 0;
    std::string student_no, name, unit, class_name, serial;
    bool has_address = false;
};
/// By unit, class and student number. \param dispersed only those who were not captured at this station
base::Result<std::vector<Mailable>> mailable(Store const &store, std::int64_t campaign,
                                             Selection const &selection, bool dispersed);

/// What was set (data/schema/0016_mail.sql), by key.
base::Result<std::map<std::string, std::string>> mail_settings(Store const &store);

} // namespace store
