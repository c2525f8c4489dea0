// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The notice's annexes, kept with the campaign (S1-45).
#include "desk/station.hpp"
#include "store/annex.hpp"

namespace desk {

/// Keeps the file; a later one of the same title takes its place, the earlier bytes stay kept.
/// \return not_found, or bad_input for an empty title or a file of more than 100 MB
base::Result<store::Annex> keep_annex(Station &station, std::string const &title,
                                      std::filesystem::path const &file);
/// \return not_found where there is none of that title
base::Result<base::Bytes> annex_file(Station &station, std::string const &title);

struct AnnexLine {
    std::string title;
    std::optional<store::Annex> kept; ///< nothing: the notice names it, and nobody has handed it in
};
/// Those that the notice names, in its order, then whatever else was kept.
base::Result<std::vector<AnnexLine>> annexes(Station &station);

} // namespace desk
