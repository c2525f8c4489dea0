// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/jpeg.hpp"
#include "photo/exif.hpp"
#include "photo/markers.hpp"
#include "photo/quality.hpp"
#include <cmath>
#include <map>
#include <optional>

namespace photo {

using base::ByteView;
using base::Trouble;

namespace {

struct Component {
    int id = 0, across = 1, down = 1, table = 0;
};

struct Frame {
    unsigned char marker = 0;
    int bits = 0, width = 0, height = 0;
    std::vector<Component> components;
};

/// C0-CF but for the tables DHT, JPG and DAC, which share the range.
bool is_frame(unsigned char m) {
    return m >= 0xC0 && m <= 0xCF && m != 0xC4 && m != 0xC8 && m != 0xCC;
}

std::optional<Frame> frame_of(Segment const &segment) {
    auto const &body = segment.body;
    if (body.size() < 6 || body.size() < 6U + 3U * body[5]) {
        return std::nullopt;
    }
    Frame frame{segment.marker, body[0], word_at(body, 3), word_at(body, 1), {}};
    for (std::size_t i = 0; i < body[5]; ++i) {
        auto const at = 6 + 3 * i;
        Component const one{body[at], body[at + 1] >> 4, body[at + 1] & 15, body[at + 2]};
        if (one.across < 1 || one.across > 4 || one.down < 1 || one.down > 4) {
            return std::nullopt;
        }
        frame.components.push_back(one);
    }
    return frame;
}

std::size_t samples_of(Frame const &frame) {
    int across = 1;
    int down = 1;
    for (auto const &c : frame.components) {
        across = std::max(across, c.across);
        down = std::max(down, c.down);
    }
    auto const blocks = [](int size, int unit) { return static_cast<std::size_t>((size + unit - 1) / unit); };
    auto const units = blocks(frame.width, 8 * across) * blocks(frame.height, 8 * down);
    std::size_t samples = 0;
    for (auto const &c : frame.components) {
        samples += units * 64U * static_cast<std::size_t>(c.across * c.down);
    }
    return samples;
}

/// What the header's segments add up to, collected in the order of the file.
struct Header {
    std::optional<Frame> frame;
    bool two_frames = false;
    std::map<int, QuantisationTable> tables;
    std::optional<int> adobe_transform;
    std::size_t scan_components = 0;
    JpegFacts facts;

    void take(Segment const &segment) {
        auto const m = segment.marker;
        if (is_frame(m)) {
            two_frames = two_frames || frame.has_value();
            frame = frame_of(segment);
        } else if (m == marker::dqt) {
            take_tables(segment.body);
        } else if (m == marker::app0 && starts_with(segment.body, {"JFIF\0", 5})) {
            take_jfif(segment.body);
        } else if (m == marker::app1 && starts_with(segment.body, {"Exif\0", 5})) {
            facts.orientation = exif_orientation(segment.body);
        } else if (m == marker::app14 && starts_with(segment.body, "Adobe") && segment.body.size() >= 12) {
            adobe_transform = segment.body[11];
        } else if (m == marker::sos && !segment.body.empty()) {
            scan_components = segment.body[0];
        }
    }

    void take_jfif(ByteView body) {
        facts.jfif = true;
        if (body.size() < 12 || body[7] == 0) {
            return;
        }
        auto const per_inch = body[7] == 2 ? 2.54 : 1.0;
        facts.dpi_x = static_cast<int>(std::lround(word_at(body, 8) * per_inch));
        facts.dpi_y = static_cast<int>(std::lround(word_at(body, 10) * per_inch));
    }

    void take_tables(ByteView body) {
        while (!body.empty()) {
            auto const wide = std::size_t{body[0]} >> 4U == 0 ? 1U : 2U;
            if (body.size() < 1 + 64 * wide) {
                return;
            }
            auto &table = tables[body[0] & 15];
            for (std::size_t i = 0; i < 64; ++i) {
                table.at(i) = wide == 1 ? body[1 + i] : word_at(body, 1 + 2 * i);
            }
            body = body.subspan(1 + 64 * wide);
        }
    }

    [[nodiscard]] ColourSpace colour() const {
        auto const &parts = frame->components;
        if (parts.size() == 1) {
            return ColourSpace::grey;
        }
        if (parts.size() == 4) {
            return ColourSpace::cmyk;
        }
        auto const named_rgb = parts[0].id == 'R' && parts[1].id == 'G' && parts[2].id == 'B';
        auto const rgb = adobe_transform ? *adobe_transform == 0 : named_rgb;
        return rgb && !facts.jfif ? ColourSpace::rgb : ColourSpace::ycbcr;
    }
};

base::Fault damaged_header() {
    return base::fault(Trouble::bad_input, "JPEG 文件头已损坏", "the header of this JPEG is damaged");
}

std::optional<base::Fault> fault_of(Frame const &frame) {
    auto const parts = frame.components.size();
    if (frame.width == 0 || frame.height == 0 || (parts != 1 && parts != 3 && parts != 4)) {
        return damaged_header();
    }
    switch (frame.marker) {
    case 0xC0:
    case 0xC1:
    case 0xC2:
    case 0xC9:
    case 0xCA:
        return std::nullopt;
    default:
        return base::fault(Trouble::bad_input, "这种 JPEG（无损或分层编码）无法读取，请另存为普通 JPEG",
                           "this kind of JPEG (lossless or hierarchical) cannot be read; save it as an "
                           "ordinary JPEG");
    }
}

void append_jfif(base::Bytes &out, int dpi) {
    auto const high = static_cast<unsigned char>(dpi >> 8);
    auto const low = static_cast<unsigned char>(dpi & 255);
    constexpr unsigned char inches = 1;
    out.insert(out.end(),
               {0xFF, marker::app0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, inches, high, low, high, low, 0, 0});
}

bool is_dropped(Segment const &segment) {
    auto const m = segment.marker;
    auto const profile = m == marker::app2 && starts_with(segment.body, {"ICC_PROFILE\0", 12});
    return (m >= marker::app0 && m <= marker::app15 && !profile) || m == marker::com || m == marker::sos;
}

} // namespace

base::Result<JpegFacts> read_facts(ByteView file) {
    auto const walk = walk_markers(file);
    if (!walk) {
        return base::fault(Trouble::bad_input, "这不是 JPEG 文件", "this is not a JPEG");
    }
    Header header;
    for (auto const &segment : walk->header) {
        header.take(segment);
    }
    if (!header.frame || header.two_frames || walk->scan_at == 0) {
        return damaged_header();
    }
    auto const &frame = *header.frame;
    if (auto bad = fault_of(frame)) {
        return *std::move(bad);
    }
    auto facts = header.facts;
    facts.width = frame.width;
    facts.height = frame.height;
    facts.bits = frame.bits;
    facts.colour = header.colour();
    facts.baseline = frame.marker == 0xC0;
    facts.progressive = frame.marker == 0xC2 || frame.marker == 0xCA;
    facts.several_scans = facts.progressive || header.scan_components < frame.components.size();
    facts.samples = samples_of(frame);
    facts.complete = walk->end != 0;
    if (auto const table = header.tables.find(frame.components[0].table); table != header.tables.end()) {
        facts.quality = estimated_quality(table->second);
    }
    return facts;
}

base::Bytes with_plain_header(ByteView file, int dpi) {
    base::Bytes out{0xFF, marker::soi};
    auto const walk = walk_markers(file);
    if (!walk || walk->end == 0) {
        return {file.begin(), file.end()};
    }
    append_jfif(out, dpi);
    for (auto const &segment : walk->header) {
        if (!is_dropped(segment)) {
            auto const length = segment.body.size() + 2;
            out.insert(out.end(), {0xFF, segment.marker, static_cast<unsigned char>(length >> 8U),
                                   static_cast<unsigned char>(length & 255U)});
            out.insert(out.end(), segment.body.begin(), segment.body.end());
        }
    }
    auto const scans = file.subspan(walk->scan_at, walk->end - walk->scan_at);
    out.insert(out.end(), scans.begin(), scans.end());
    return out;
}

} // namespace photo
