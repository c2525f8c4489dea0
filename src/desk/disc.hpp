// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// A disc with the photos and their list (S2-10 to S2-12): photos byte for byte as they were confirmed, the
/// list as CSV and PDF, and what is printed on the disc.
#include "desk/photos.hpp"

namespace desk {

struct Disc {
    std::size_t photos = 0;
    std::uintmax_t bytes = 0; ///< of all files on the disc
    std::filesystem::path folder;
    std::string id;     ///< of what is on it: the first digits of the list's digest
    base::Words medium; ///< which disc it goes on
};
struct DiscAsked {
    std::filesystem::path folder; ///< photos/, list.csv, list.pdf and, beside them, label.pdf
    std::filesystem::path image;  ///< ISO 9660 with Joliet and Rock Ridge; empty: none
    std::string name_template;    ///< as of export_photos
};
/// \return as export_photos; not_allowed with the rule where a photo is not of the size that the notice wants
base::Result<Disc> write_disc(Station &station, DiscAsked const &asked);

} // namespace desk
