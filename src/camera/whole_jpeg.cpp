// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera/whole_jpeg.hpp"
#include <algorithm>

namespace camera {

namespace {

constexpr unsigned char mark = 0xFF, start = 0xD8, end = 0xD9;

/// Markers without a length: TEM, RST0 to RST7, SOI.
bool stands_alone(unsigned char marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= start);
}

/// Past the segment whose marker is at \p at; beyond the file's end where it is cut short.
std::size_t after_segment(base::ByteView file, std::size_t at) {
    if (at + 3 >= file.size()) {
        return file.size();
    }
    auto const length = static_cast<std::size_t>(file[at + 2] << 8 | file[at + 3]);
    return at + 2 + std::max<std::size_t>(length, 2);
}

/// The next marker in compressed data, where FF 00 is a byte and FF FF is padding.
std::size_t next_marker(base::ByteView file, std::size_t at) {
    while (at + 1 < file.size() &&
           (file[at] != mark || file[at + 1] == 0 || file[at + 1] == mark || stands_alone(file[at + 1]))) {
        ++at;
    }
    return at;
}

} // namespace

Wholeness wholeness(base::ByteView file) {
    if (file.size() < 2 || std::ranges::all_of(file.first(2), [](auto byte) { return byte == 0; })) {
        return Wholeness::partial;
    }
    if (file[0] != mark || file[1] != start) {
        return Wholeness::other;
    }
    std::size_t at = 2;
    while (at + 1 < file.size()) {
        at = next_marker(file, at);
        if (at + 1 >= file.size()) {
            return Wholeness::partial;
        }
        if (file[at + 1] == end) {
            return Wholeness::whole;
        }
        at = after_segment(file, at); // of a scan: its header; the data after it is walked byte by byte
    }
    return Wholeness::partial;
}

} // namespace camera
