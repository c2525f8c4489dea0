// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cups/spooler.hpp"
#include "print/standing.hpp"

namespace print::cups {

/// The size that a media name tells of (PWG 5101.1: iso_a4_210x297mm), as it lies upright.
[[nodiscard]] std::optional<Page> size_of(std::string const &media);

/// The media to ask for: what the queue has of just this size, else a size of its own where the queue takes
/// such, else the smallest on which the page has room. Pages count the same upright and lying. Where the
/// queue does not say what it takes, the standard name of the size.
/// \return device naming the page and the queue's media where none is large enough
base::Result<std::string> media_for(Page const &page, Queue const &queue);

} // namespace print::cups
