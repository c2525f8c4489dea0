// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The papers of a hand-over: its list (移交清单) in two copies and, once it was received, the receipt
/// (接收单). Both are Chinese whatever the operator's language: they are signed and filed.
#include "desk/handover_party.hpp"

namespace desk {

/// The hand-over list as a PDF: the giver's copy and the receiver's, in the order of the electronic list,
/// with counts, each sheet's code, who has signed, the list's digest and the fingerprint of the station's
/// key, which is made where there is none. The hand-over need not be on record yet.
base::Result<base::Bytes> draw_handover_list(Station &station, store::Change &change,
                                             store::Handover const &handover,
                                             std::vector<store::HandoverLine> const &lines);
/// Puts a list among the store's documents.
base::Result<std::filesystem::path> keep_handover_list(Station &station, std::string const &id,
                                                       base::ByteView pdf);
/// Draws the list of a hand-over that is on record. \return not_found
base::Result<base::Bytes> handover_list_pdf(Station &station, std::string const &id);
/// The same, kept among the documents.
base::Result<std::filesystem::path> write_handover_list(Station &station, std::string const &id);

/// The receipt as a PDF: what came of each sheet, what differs, both signatures, both digests.
/// \return not_found; not_allowed before it was received
base::Result<base::Bytes> handover_receipt_pdf(Station &station, std::string const &id);
base::Result<std::filesystem::path> write_handover_receipt(Station &station, std::string const &id);

} // namespace desk
