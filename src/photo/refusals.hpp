// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Everything that is asked of a file before a pixel of it is decoded, and the sentences of each refusal.
#include "photo/codec.hpp"
#include "photo/master.hpp"
#include <optional>

namespace photo {

/// Looks at bytes and header: not empty, a whole JPEG in 24-bit colour, big enough and not absurdly big.
[[nodiscard]] std::optional<Refusal> refusal_of_file(base::ByteView file);
[[nodiscard]] std::optional<Refusal> refusal_of_facts(JpegFacts const &facts, Crop const &crop,
                                                      Spec const &spec, std::size_t file_size);

[[nodiscard]] Refusal refusal_of(DecodeTrouble trouble);
[[nodiscard]] Refusal too_many_pixels(JpegFacts const &facts);
[[nodiscard]] Refusal cannot_fit_bytes(std::size_t got, int quality, Spec const &spec);

} // namespace photo
