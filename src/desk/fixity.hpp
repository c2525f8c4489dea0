// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Fixity audits: kept files are read again from the disk and their SHA-256 compared (domain facts 4.2).
#include "desk/station.hpp"
#include "store/keeping.hpp"
#include <atomic>

namespace desk {

/// Which files are read, and by whom it is signed. What is empty or 0 narrows nothing down.
struct FixityOrder {
    std::string box{}, class_name{},
        unit{};             ///< photos of one of these; class and unit of the campaign at hand
    std::int64_t files = 0; ///< a sample of so many
    int percent = 0;        ///< a sample of so many in a hundred, at least one
    std::string seed{};     ///< of the sample; empty: a new one
    std::string by{};       ///< empty: who is at the desk
    std::atomic<bool> const *stop = nullptr; ///< ends it early; what was read until then is on record
};

struct FixityReport {
    store::Fixity audit;
    std::size_t of = 0; ///< files that there were to read
    std::vector<store::Damaged> bad;
};

/// Reads, compares, and records what came of it. A file that only the ledger still names may be gone.
/// Which files a sample takes follows from its seed: those whose SHA-256 of seed, line feed, digest comes
/// first. \return usage for more than one of box, class and unit, or an impossible size; not_found; busy
/// where another audit is under way
base::Result<FixityReport> check_fixity(Station &station, FixityOrder const &order);

/// missing changed unreadable good, for people.
[[nodiscard]] base::Words fixity_words(std::string_view outcome);
/// all sample box class unit, and which, for people.
[[nodiscard]] base::Words scope_words(store::Fixity const &audit);

/// The kept files that a serial, a student number of the campaign at hand, or a digest means. \return
/// not_found
base::Result<std::vector<std::string>> files_named(Station &station, std::string const &typed);

} // namespace desk
