// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The receiver's side of a hand-over: counts before seeing the list, scans one by one, signs. Each step is
/// an event of its own, so a crash loses nothing. Who may receive for which side is a matter of the doors.
#include "desk/handover_digest.hpp"
#include "desk/signing.hpp"

namespace desk {

/// What was received, held against the list.
struct Received {
    std::size_t matched = 0;              ///< on the list and there, damaged or not
    std::vector<std::string> missing;     ///< on the list, not scanned
    std::vector<std::string> extra;       ///< scanned, a sheet of this store, not on the list
    std::vector<std::string> not_valid;   ///< scanned, but void or never printed: take it out of use
    std::vector<std::string> repeated;    ///< scanned more than once
    std::vector<std::string> unknown;     ///< scanned, no sheet of this store
    std::vector<std::string> damaged;     ///< of what is there
    std::vector<std::string> wrong_class; ///< of the extra ones: of a class that has nobody on the list
    std::optional<std::int64_t> counted;
    std::int64_t scanned = 0; ///< sheets, each once
    std::string digest;       ///< that the receiver signs (handover_digest.hpp)

    [[nodiscard]] bool agrees() const {
        return missing.empty() && extra.empty() && not_valid.empty() && repeated.empty() && unknown.empty() &&
               damaged.empty() && counted.value_or(scanned) == scanned;
    }
};

/// The number that was counted before anything of the list was seen; said once.
/// \return as open_handover; bad_input for a number that cannot be; not_allowed where it was counted already
base::Result<> count_handover(Station &station, std::string const &id, std::int64_t counted,
                              std::string const &by);

struct ScanTaken {
    std::string kind; ///< matched extra wrong-class not-valid repeated unknown
    std::string serial;
    base::Words said;
    std::int64_t sheets = 0; ///< scanned so far, each once
};
/// One scan. \return as open_handover; not_allowed before counting; bad_input where nothing was taken, see
/// refuse_slip
base::Result<ScanTaken> scan_into_handover(Station &station, std::string const &id, std::string const &typed,
                                           std::string const &by);
/// Takes the last scan back. \return its serial; not_allowed where there is none
base::Result<std::string> undo_scan(Station &station, std::string const &id);
/// \param damaged false: it is not, after all. \return not_found where the sheet was not scanned; usage
/// without a remark
base::Result<> mark_damaged(Station &station, std::string const &id, std::string const &serial, bool damaged,
                            std::string const &remark);

/// What would be received if it were signed now. Nobody sees it before the count is on record. \param lines
/// of the hand-over \param scans of it
Received compare_handover(store::Handover const &handover, std::vector<store::HandoverLine> const &lines,
                          std::vector<store::HandoverScan> const &scans);

/// Ends it: the receiver signs what came of the count and the scans. Sheets that are there are the
/// receiver's, missing ones are missing, each difference is a discrepancy. \return as open_handover;
/// not_allowed before counting; bad_input where nothing of the list was scanned
base::Result<Received> sign_receipt(Station &station, std::string const &id, Signing const &signing);

/// The same at once, of scans that were collected without this program.
struct Receipt {
    std::vector<std::string> lines; ///< as scanned
    std::optional<std::int64_t> counted;
    std::vector<std::pair<std::string, std::string>> damaged; ///< serial and remark
    Signing signed_by;
    std::string how = "list";             ///< list: a file of scans; file: a hand-over file's receipt
    std::optional<base::Instant> there{}; ///< by the receiver's clock
};
/// \return as sign_receipt; bad_input, too, where two serials of a line are run together or a damaged sheet
/// was not scanned
base::Result<Received> take_receipt(Station &station, std::string const &id, Receipt const &receipt);

/// \p scanned has one serial a line, as a scanner types them.
base::Result<Received> receive_handover(Station &station, std::string const &id,
                                        std::filesystem::path const &scanned, std::string const &by);
/// The lines of such a file. \return bad_input where there is none
base::Result<std::vector<std::string>> read_scan_file(std::filesystem::path const &file);

} // namespace desk
