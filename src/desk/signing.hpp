// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// How somebody signs for paper: the typed name, and where there are, what was drawn on a screen and a signed
/// paper that was scanned in. Files are kept by their digest.
#include "desk/station.hpp"

namespace desk {

struct Signing {
    std::string by;          ///< of the staff; it stands in the ledger
    base::Bytes signature{}; ///< JPEG or PNG; empty: none was drawn
    base::Bytes paper{};     ///< JPEG, PNG or PDF; empty: none was scanned in
};

/// What is named in an event.
struct KeptSigning {
    std::string by, signature, paper; ///< digests; '' where there is none
};
/// \return usage without a name; bad_input where a file is none of these kinds or too large
base::Result<KeptSigning> keep_signing(Station &station, Signing const &signing);

} // namespace desk
