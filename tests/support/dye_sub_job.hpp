// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Bytes as a host sends them to a dye-sublimation printer, written apart from the driver that is tested.
#include "base/bytes.hpp"
#include "dnp/models.hpp"
#include <fmt/format.h>
#include <string>
#include <string_view>

namespace support {

inline void add(base::Bytes &bytes, std::string_view text) {
    bytes.insert(bytes.end(), text.begin(), text.end());
}

/// ESC P, the two names, the length, the payload.
inline base::Bytes command(std::string_view group, std::string_view name, std::string_view payload = {}) {
    base::Bytes bytes;
    add(bytes, fmt::format("\x1BP{:<6}{:<16}", group, name));
    add(bytes, payload.empty() ? std::string(8, ' ') : fmt::format("{:08}", payload.size()));
    add(bytes, payload);
    return bytes;
}

inline std::string digits(int value) {
    return fmt::format("{:08}", value);
}

/// A picture that no other one looks like: each pixel says where it is.
struct MadeUpPicture {
    int width = 0, height = 0, seed = 0;
    [[nodiscard]] unsigned char at(int x, int y, int channel) const {
        return static_cast<unsigned char>(x * 7 + y * 13 + channel * 85 + seed * 31 + x * y / 97);
    }
};

/// One plane of it, with header, mirrored and with white margins. \p channel: 0 red, 1 green, 2 blue
inline std::string plane(print::dnp::PrintSize const &size, MadeUpPicture const &picture, int channel) {
    std::string bytes(1088, '\0');
    auto const put = [&](std::size_t at, std::size_t value) {
        for (std::size_t i = 0; i < 4; ++i) {
            bytes[at + i] = static_cast<char>(value >> 8 * i & 0xFF);
        }
    };
    auto const width = static_cast<std::size_t>(size.head);
    auto const height = static_cast<std::size_t>(picture.height);
    bytes[0] = 'B';
    bytes[1] = 'M';
    put(2, width * height + 1088);
    put(10, 1088);
    put(14, 40);
    put(18, width);
    put(22, height);
    bytes[26] = 1;
    bytes[28] = 8;
    put(46, 256);
    bytes.resize(1088 + width * height, '\xFF');
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            auto const column = size.head - 1 - size.margin - x;
            bytes[1088 + static_cast<std::size_t>(y) * width + static_cast<std::size_t>(column)] =
                static_cast<char>(picture.at(x, y, channel));
        }
    }
    return bytes;
}

struct JobOptions {
    bool retry = true, start = true, doubled = false;
    int copies = 1, overcoat = 0, seed = 0;
};

inline MadeUpPicture picture_of(print::dnp::PrintSize const &size, JobOptions const &options = {}) {
    return {size.image_width(), options.doubled ? 2 * size.rows : size.rows, options.seed};
}

/// A whole page, as one string of bytes.
inline base::Bytes page(print::dnp::PrintSize const &size, JobOptions const &options = {}) {
    base::Bytes job;
    auto const say = [&](base::Bytes const &bytes) { job.insert(job.end(), bytes.begin(), bytes.end()); };
    say(command("CNTRL", "QTY", fmt::format("{:07}\r", options.copies)));
    say(command("CNTRL", "BUFFCNTRL", digits(options.retry ? 1 : 0)));
    say(command("CNTRL", "OVERCOAT", digits(options.overcoat)));
    say(command("IMAGE", "MULTICUT", digits(size.code)));
    auto const picture = picture_of(size, options);
    say(command("IMAGE", "YPLANE", plane(size, picture, 2)));
    say(command("IMAGE", "MPLANE", plane(size, picture, 1)));
    say(command("IMAGE", "CPLANE", plane(size, picture, 0)));
    if (options.start) {
        say(command("CNTRL", "START"));
    }
    return job;
}

} // namespace support
