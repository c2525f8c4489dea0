// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Batches with two sides. Changes go through Change::record.
#include "store/sheets.hpp"
#include <optional>
#include <vector>

namespace store {

/// One side of a hand-over.
struct Party {
    std::string holder; ///< print-room unit office archive
    std::string place;  ///< as sheet.place: of unit its id, of office its name
    std::string name;   ///< of unit and office

    friend bool operator==(Party const &a, Party const &b) {
        return a.holder == b.holder && a.place == b.place;
    }
};

struct Handover {
    std::string id;
    std::int64_t unit = 0; ///< the college on either side; 0 where there is none
    Party from, to;
    std::string state; ///< open received withdrawn
    std::string given_by;
    base::Instant given_at;
    std::string digest;                       ///< of the list
    std::string given_signature, given_paper; ///< digests of kept files
    std::optional<std::int64_t> counted;      ///< by the receiver, before the list was seen
    std::string counted_by, received_by;
    std::optional<base::Instant> received_at;
    std::string receipt; ///< digest of what came of it
    std::string received_signature, received_paper, received_how;
    std::optional<base::Instant> received_there; ///< by the receiver's clock, where a file came back
    std::int64_t sheets = 0;                     ///< on the list
    std::int64_t missing = 0;                    ///< of these
    std::vector<std::string> listed;             ///< serials in the order of the list
};

base::Result<std::optional<Handover>> handover(Store const &store, std::string const &id);

/// What is empty leaves none out.
struct HandoverFilter {
    std::int64_t unit = 0;
    bool only_open = false;
};
/// The newest first, at most \p limit; without their lists.
base::Result<std::vector<Handover>> handovers(Store const &store, HandoverFilter const &filter,
                                              std::size_t limit);

/// A line of a list: a sheet, whose it is, and what came of it.
struct HandoverLine {
    std::string serial, state;
    std::string student_no, name, unit, class_name;
    std::string outcome; ///< listed matched missing extra not-valid
    bool damaged = false;
};
/// In the order of the list, what was not on it last, by student number.
base::Result<std::vector<HandoverLine>> lines_of(Store const &store, Handover const &handover);

/// Sheets that can be handed over, by student number.
struct HeldFilter {
    std::int64_t campaign = 0;
    Party by;
    std::string unit, class_name; ///< empty: all
};
base::Result<std::vector<HandoverLine>> held_sheets(Store const &store, HeldFilter const &filter);
/// How many sheets of each class lie with somebody.
struct HeldCount {
    std::string unit, class_name;
    std::int64_t sheets = 0;
};
base::Result<std::vector<HeldCount>> held_counts(Store const &store, HeldFilter const &filter);

/// One scan of the receiver.
struct HandoverScan {
    std::int64_t number = 0;
    std::string serial, kind;
    bool damaged = false;
    std::string remark;
    base::Instant scanned_at;
};
/// In the order of scanning.
base::Result<std::vector<HandoverScan>> scans_of(Store const &store, std::string const &handover);
base::Result<std::optional<HandoverScan>> last_scan(Store const &store, std::string const &handover);
/// The first scan of this serial, if there was one.
base::Result<std::optional<HandoverScan>> scan_of(Store const &store, std::string const &handover,
                                                  std::string const &serial);
base::Result<bool> is_listed(Store const &store, std::string const &handover, std::string const &serial);
/// Whether anybody of the person's class has a sheet on the list.
base::Result<bool> has_class_of(Store const &store, std::string const &handover, std::int64_t person);

/// Names of the offices that were entered.
base::Result<std::vector<std::string>> offices(Store const &store);

/// The secret of a hand-over that goes out as a file, made where there is none.
base::Result<std::string> handover_key(Change &change, std::string const &id);
/// '' where there is none.
base::Result<std::string> handover_key(Store const &store, std::string const &id);
/// The secret half of the station's key for signatures, made where there is none.
base::Result<std::string> station_key(Change &change);
base::Result<std::string> station_key(Store const &store);

} // namespace store
