// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What goes on the outside of what is posted (S0-40), in true size: sheets of address labels, envelopes.
/// Each bears 学号+姓名 (requirements 3.5) and the sheet's code, so that it is sent by scanning.
#include "desk/addresses.hpp"

namespace desk {

/// On a sheet of adhesive labels, from place \p start (1) on. \param layout a layout of labels; empty:
/// address-labels. \return bad_input where there is no such place
base::Result<base::Bytes> address_labels(Station &station,
                                         std::vector<store::Consignment> const &consignments,
                                         std::string const &layout, std::int64_t start);

/// c5 dl 5 zl, with what people call them.
struct EnvelopeKind {
    std::string_view name;
    base::Words title;
    double width, height; ///< mm, as it is read
    bool boxes;           ///< six for the recipient's postcode and a place for the stamp, as shops sell them
};
[[nodiscard]] std::span<EnvelopeKind const> envelope_kinds();

/// A page each, in the size of the envelope. \return bad_input for an unknown kind
base::Result<base::Bytes> envelopes(Station &station, std::vector<store::Consignment> const &consignments,
                                    std::string const &kind);

/// Labels for sheets that have none of their own (补拍), to be stuck on their backs.
base::Result<base::Bytes> sheet_labels(Station &station, std::vector<std::string> const &serials,
                                       std::int64_t start);

} // namespace desk
