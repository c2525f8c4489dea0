// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include "dnp/models.hpp"
#include "print/driver.hpp"

namespace print::dnp {

/// The print size that a page gets, and whether its picture has to be turned by a quarter.
struct Fit {
    PrintSize size;
    bool turned = false;
};

/// Finds the size of a page among those that the model has with its firmware and that the loaded media can
/// print (printer facts 7.2). Sizes agree to 0.6 mm: layouts say 127 x 89 where the trade says 5 x 3.5
/// inches. \return device with what is loaded and what would be needed
base::Result<Fit> fit(Model const &model, Version firmware, int media_code, Page const &page);

/// The largest single print that the model makes of a roll; nothing where it makes none.
[[nodiscard]] std::optional<Page> paper_of(Model const &model, Version firmware, int media_code);

/// "6x4 PC (300)", or that there is none
[[nodiscard]] std::string media_name(int code);

} // namespace print::dnp
