// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include <cstddef>
#include <optional>
#include <vector>

namespace photo {

/// Second bytes of the markers that we look at (ITU-T T.81, table B.1).
namespace marker {
inline constexpr unsigned char soi = 0xD8, eoi = 0xD9, sos = 0xDA, dqt = 0xDB, com = 0xFE, app0 = 0xE0,
                               app1 = 0xE1, app2 = 0xE2, app14 = 0xEE, app15 = 0xEF;
}

/// One marker segment; borrowed from the file.
struct Segment {
    unsigned char marker = 0;
    base::ByteView body; ///< without marker and length
};

/// The skeleton of a JPEG file.
struct Walk {
    std::vector<Segment> header; ///< up to and with the first start of scan
    std::size_t scan_at = 0;     ///< where the marker of the first scan stands; 0 where none was reached
    std::size_t end = 0;         ///< one past the end marker; 0 where the data ends before it
    bool damaged = false;        ///< something stood where a marker had to
};

/// \return nothing where the file does not start as a JPEG
[[nodiscard]] std::optional<Walk> walk_markers(base::ByteView file);

[[nodiscard]] inline int word_at(base::ByteView bytes, std::size_t at) {
    return bytes[at] << 8 | bytes[at + 1];
}
[[nodiscard]] bool starts_with(base::ByteView bytes, std::string_view magic);

} // namespace photo
