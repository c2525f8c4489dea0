// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Codes in pictures as people bring them: screenshots, phones held before a camera with glare, moiré, tilt
/// and little light, prints. Read with more than one try, the cheapest first.
#include "base/bytes.hpp"
#include <string>
#include <vector>

namespace code {

/// The contents of the QR codes in a grey picture of 8 bits a pixel, rows from the top: none (not read), one,
/// or two different ones, with which nobody can say whose is meant. Copies of one code count once.
[[nodiscard]] std::vector<std::string> read_codes(base::ByteView grey, int width, int height);

} // namespace code
