// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// From whatever a camera or a college handed in to the one photo that everything is made from.
#include "base/result.hpp"
#include "photo/jpeg.hpp"
#include "photo/picture.hpp"
#include "photo/spec.hpp"
#include <optional>
#include <variant>

namespace photo {

/// Files above this are refused, and need not be read to know it.
inline constexpr std::size_t largest_file = 100'000'000;

/// What is cut out of a picture.
struct Crop {
    int x = 0, y = 0, width = 0, height = 0; ///< in pixels of the upright picture
};
/// The largest crop of the spec's proportions about the middle.
[[nodiscard]] Crop centred_crop(int width, int height, Spec const &spec);

struct Master {
    base::Bytes jpeg;
    bool kept = false;     ///< the file was right and is the master byte for byte
    bool lossless = false; ///< only the header or the coding was changed, no pixel
    bool cropped = false;  ///< something was cut off at the edges
    int quality = 0;       ///< as encoded, or as estimated where nothing was encoded
    base::Words note;      ///< what was done to it, for the record
};

/// Why a photo was not taken. \c kind is one of the words of cli.md: not_jpeg truncated too_small
/// too_large_file colour_space empty too_many_pixels damaged cannot_fit_bytes.
struct Refusal {
    std::string kind;
    base::Words message;
};

/// Makes the master that \p spec asks for: orientation honoured and dropped, cropped and scaled down (never
/// up, never stretched), 24-bit JPEG with its resolution in JFIF, quality never under the spec's, bytes
/// between its bounds. A file that is right already is kept, one whose pixels are right keeps them. File and
/// pictures together never hold more than 200 MB, whatever the picture's size.
/// \param crop of the spec's proportions; nothing: the middle of the picture
[[nodiscard]] std::variant<Master, Refusal> make_master(base::ByteView file, Spec const &spec,
                                                        std::optional<Crop> const &crop = {});

/// A picture as it is to be looked at, decoded no larger than it takes to find a face in it.
struct Frame {
    Picture picture;
    int shrink = 1;            ///< 1, 2, 4 or 8
    int width = 0, height = 0; ///< of the whole upright picture

    /// The part of the whole picture that \p area of this one is, in whole pixels and within it.
    [[nodiscard]] Crop whole(Area const &area) const;
};
[[nodiscard]] std::variant<Frame, Refusal> read_frame(base::ByteView file, Spec const &spec);

} // namespace photo
