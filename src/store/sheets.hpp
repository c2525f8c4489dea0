// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Photos, sheets and jobs as they are now. All of it follows from the ledger; changes go through
/// Change::record.
#include "store/people.hpp"
#include <map>

namespace store {

struct Photo {
    std::int64_t person = 0;
    std::string master;   ///< digest
    std::string original; ///< digest
    std::string note;
    std::string source; ///< station centre online elsewhere
    std::string card;   ///< number of the hand-filled card that came with it
};

struct Sheet {
    std::string serial;
    std::int64_t person = 0;
    std::string layout; ///< digest
    std::string photo;  ///< digest of the master
    std::string label;  ///< digest of its words
    std::string state;  ///< born printed failed uncertain void
    std::string holder; ///< data/schema/0011_custody.sql lists them
    std::string place;  ///< which one of these; '' where there is but one
    std::string reason;
    std::string replaces;
    std::string printer;
    std::string file;
    base::Instant born_at, moved_at;
    std::int64_t cells = 0; ///< prints on it; 0 where nobody counted when it was made
    std::string signed_by;  ///< of the staff, who took it last
    std::string origin;     ///< printed brought imported
};

struct Job {
    std::string id, serial, printer, state;
    base::Instant intended_at;
    std::optional<base::Instant> ended_at;
    std::string printer_serial, media_lot;
    std::optional<std::int64_t> life_before, life_after, left_before, left_after;
};

/// Words of a label by field name.
using LabelWords = std::map<std::string, std::string>;

/// A person who should have a sheet, with the photo and whatever sheet there is.
struct Due {
    Person person;
    std::string photo;          ///< digest of the master; empty where none was accepted
    std::optional<Sheet> sheet; ///< the one that is not void
};

base::Result<std::optional<Photo>> photo_of(Store const &store, std::int64_t person);
base::Result<std::vector<Due>> due(Store const &store, std::int64_t campaign, Selection const &selection);

base::Result<std::optional<Sheet>> sheet(Store const &store, std::string const &serial);
/// The person's one sheet that is not void.
base::Result<std::optional<Sheet>> valid_sheet(Store const &store, std::int64_t person);
/// The person's sheets, void ones too, oldest first.
base::Result<std::vector<Sheet>> sheets_of(Store const &store, std::int64_t person);
/// Every sheet of a unit that lies in the print room and is not promised to the post, by student number.
base::Result<std::vector<Sheet>> sheets_to_hand_over(Store const &store, std::int64_t unit);

/// \c state empty: every job
base::Result<std::vector<Job>> jobs(Store const &store, std::string const &state);
base::Result<std::vector<Job>> jobs_of(Store const &store, std::string const &serial);
/// Jobs of a printer that were begun and never ended.
base::Result<std::vector<Job>> open_jobs(Store const &store, std::string const &printer);

/// Printers on which something was begun and never ended.
base::Result<std::vector<std::string>> printers_with_open_jobs(Store const &store);

base::Result<> put_layout(Change &change, std::string const &digest, std::string const &name,
                          std::string const &text);
struct KeptLayout {
    std::string name, text;
};
base::Result<std::optional<KeptLayout>> kept_layout(Store const &store, std::string const &digest);

/// The digest that stands in the ledger for a label: over field and text, a line each, in the order of the
/// fields.
[[nodiscard]] std::string digest_of(LabelWords const &words);
base::Result<> put_label(Change &change, std::string const &serial, LabelWords const &words);
base::Result<LabelWords> label_of(Store const &store, std::string const &serial);

} // namespace store
