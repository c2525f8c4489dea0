// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What both sides of a hand-over sign. Anybody can compute these digests again, with any SHA-256.
///
/// The list is this text, in UTF-8, each line ended by one line feed:
///     platen-handover-1
///     ID
///     from: print-room, archive, unit:NAME or office:NAME
///     to: the same
///     SERIAL, a tab, STUDENT NUMBER     for each sheet, in the order of the list
///
/// What came of it is this text:
///     platen-receipt-1
///     ID
///     the list's digest, 64 digits
///     counted N scanned M      N is "-" where nobody counted; M is how many sheets, each once
///     KIND, a tab, SERIAL      matched damaged missing extra wrong-class not-valid repeated unknown, kind by
///                              kind; what came damaged is matched or extra, too, and what is of another
///                              class is extra, too
///
/// A receipt that was made without this program (data/web/offline/receive.html) is authenticated with
/// HMAC-SHA-256 under the hand-over's key, over this text:
///     platen-receipt-file-1
///     ID
///     the list's digest
///     COUNTED
///     NAME of who receives
///     TIME there, ISO 8601 in UTC
///     SHA-256 of the signature's base64 text, of nothing where none was drawn
///     scan, a tab, what was scanned                  in the order of scanning
///     damaged, a tab, SERIAL, a tab, what was written
/// where line feeds, carriage returns and tabs within a value are blanks.
#include "store/handovers.hpp"

namespace desk {

/// What came of a hand-over, as lists of serials.
struct Outcome {
    std::optional<std::int64_t> counted;
    std::int64_t scanned = 0; ///< sheets, each once
    std::vector<std::string> matched, damaged, missing, extra, wrong_class, not_valid, repeated, unknown;
};

struct ListedSheet {
    std::string serial, student_no;
};
[[nodiscard]] std::string digest_of_list(std::string const &id, std::string const &from,
                                         std::string const &to, std::vector<ListedSheet> const &sheets);
[[nodiscard]] std::string digest_of_outcome(std::string const &id, std::string const &list,
                                            Outcome const &outcome);

/// What stands in a receipt that came back as a file.
struct ReceiptText {
    std::string handover, list;
    std::int64_t counted = 0;
    std::string by, at, signature; ///< signature in base64
    std::vector<std::string> scans;
    std::vector<std::pair<std::string, std::string>> damaged; ///< serial and what was written
};
[[nodiscard]] std::string authentication_of(ReceiptText const &receipt, std::string const &key);

} // namespace desk
