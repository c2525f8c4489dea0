// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What is behind the person: found from the picture's edges inwards, so that no model of a person is needed.
#include "photo/lab.hpp"
#include <optional>
#include <vector>

namespace photo {

/// All lengths in pixels of the half-size picture that it was found in.
struct Backdrop {
    int width = 0, height = 0;
    std::vector<char> behind; ///< a pixel each, 1 where it is backdrop
    Lab colour;               ///< the middle one
    double plain = 0;         ///< share of the edge above the shoulders that is of one colour, 0-1
    double uneven = 0;        ///< largest colour difference of a patch from the middle colour
    Area worst;               ///< that patch

    [[nodiscard]] bool at(int x, int y) const {
        return behind[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)] != 0;
    }
};

/// \p shoulders is how far down the left and right edges are asked.
[[nodiscard]] Backdrop find_backdrop(LabPicture const &picture, int shoulders);

/// The first row from the top in which a person stands between \p left and \p right: the top of the hair.
/// Nothing where the backdrop is not plain enough to tell.
[[nodiscard]] std::optional<int> top_of_hair(Backdrop const &backdrop, int left, int right);

} // namespace photo
