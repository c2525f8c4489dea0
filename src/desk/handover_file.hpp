// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A hand-over on a stick, for a receiver without this program or a network: a zip with exactly these parts,
/// none of them larger than stated in the .cpp:
///     handover.json    the list and the key with which a receipt is authenticated
///     list.csv         the same list for a spreadsheet program
///     list.pdf         the list on paper, two copies
///     receive.html     counts, scans and signs in any browser, without a network; saves receipt-ID.json
///     README.txt       what this is and how to read it without this program
///     signature.json   who signed that: SHA-256 of each other part, the station's open key, and an Ed25519
///                      signature over this text, in UTF-8:
///                          platen-signature-1
///                          STATION
///                          NAME, a blank, SHA-256     for each part, by name, each line ended by a line feed
///
/// A receipt comes back as JSON; handover_digest.hpp says how it is authenticated.
#include "desk/handover_receive.hpp"

namespace desk {

/// Writes the file; the hand-over is open. \return as open_handover; storage
base::Result<> export_handover(Station &station, std::string const &id, std::filesystem::path const &to);

/// What a file says, once everything in it was found to hold together.
struct HandoverFile {
    std::string id, station, school, from, to, digest, given_by, given_at;
    std::size_t sheets = 0;
    std::string open_key;    ///< of the station that signed
    std::string fingerprint; ///< of that, as on the printed list
};
/// Needs no store. \param fingerprint as printed on the list, with or without its blanks; empty: any key will
/// do, and whoever asks compares. \return bad_input with what does not hold
base::Result<HandoverFile> check_handover_file(std::filesystem::path const &file,
                                               std::string const &fingerprint = {});
/// The same for a file that should be of this station. \return bad_input, too, where another key signed it
base::Result<HandoverFile> check_own_handover_file(Station &station, std::filesystem::path const &file);

/// Records what came back as if it had been received here; the receiver's own time is put down beside ours.
/// \return as take_receipt; bad_input where the receipt is another station's, of another list, changed, or
/// none
base::Result<Received> import_receipt(Station &station, std::filesystem::path const &file);
/// The hand-over that a receipt says it is of. \return bad_input where it is no receipt
base::Result<std::string> handover_of_receipt(std::filesystem::path const &file);

/// What a receipt says of when it was signed there, held against the time here: nothing where they agree
/// within ten minutes.
[[nodiscard]] std::optional<base::Words> clocks_apart(store::Handover const &handover);

} // namespace desk
