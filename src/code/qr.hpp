// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include "base/result.hpp"
#include <optional>
#include <string>
#include <vector>

namespace code {

/// A QR code (ISO/IEC 18004) without its quiet zone.
struct Qr {
    int modules = 0;        ///< along one edge
    std::vector<bool> dark; ///< row by row
    [[nodiscard]] bool at(int x, int y) const {
        return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(modules) +
                    static_cast<std::size_t>(x)];
    }
};

/// The smallest version that holds the text at error correction level M; the same text, the same code.
base::Result<Qr> write_qr(std::string const &text);

/// One QR code found in a grey picture of 8 bits a pixel, rows from the top; nothing where none can be read.
[[nodiscard]] std::optional<std::string> read_qr(base::ByteView grey, int width, int height);

} // namespace code
