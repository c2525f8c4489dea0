// SPDX-License-Identifier: GPL-3.0-or-later
#include "dnp/wire.hpp"
#include "base/text.hpp"
#include "dnp/split_row.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <fmt/format.h>

namespace print::dnp {

namespace {

constexpr std::size_t group_at = 2, group_size = 6, name_at = 8, name_size = 16, length_at = 24,
                      length_size = 8;
constexpr unsigned char escape = 0x1B, space = 0x20, white = 0xFF;
/// No answer of any model is longer than some dozens of bytes; what claims to be is no answer.
constexpr std::size_t longest_answer = 4096;
/// Nor has any counter more than seven digits.
constexpr std::int64_t largest_number = 999'999'999;

void put_text(std::span<unsigned char> place, std::string_view text) {
    std::copy_n(text.begin(), std::min(text.size(), place.size()), place.begin());
}

base::Bytes header(std::string_view group, std::string_view name, std::string_view length) {
    base::Bytes bytes(header_size, space);
    std::span const all{bytes};
    bytes[0] = escape;
    bytes[1] = 'P';
    put_text(all.subspan(group_at, group_size), group);
    put_text(all.subspan(name_at, name_size), name);
    put_text(all.subspan(length_at, length_size), length);
    return bytes;
}

void put_le(unsigned char *at, std::uint32_t value, int bytes = 4) {
    for (int i = 0; i < bytes; ++i) {
        at[i] = static_cast<unsigned char>(value >> (8 * i));
    }
}

/// Section 9: a BMP header in name, with its rows from the top. The dots per metre are what the makers' own
/// drivers write: 11808 across at all times, 23615 along at 600 dpi.
void put_plane_header(unsigned char *at, int width, int rows, bool fine) {
    auto const pixels = static_cast<std::uint32_t>(width) * static_cast<std::uint32_t>(rows);
    constexpr std::uint32_t per_metre_300 = 11808;
    constexpr std::uint32_t per_metre_600 = 23615;
    std::fill_n(at, plane_header_size, static_cast<unsigned char>(0));
    at[0] = 'B';
    at[1] = 'M';
    put_le(at + 2, pixels + plane_header_size);
    put_le(at + 10, plane_header_size);
    put_le(at + 14, 40);
    put_le(at + 18, static_cast<std::uint32_t>(width));
    put_le(at + 22, static_cast<std::uint32_t>(rows));
    put_le(at + 26, 1, 2);
    put_le(at + 28, 8, 2);
    put_le(at + 38, per_metre_300);
    put_le(at + 42, fine ? per_metre_600 : per_metre_300);
    put_le(at + 46, 256);
    for (std::size_t i = 0; i < 256; ++i) {
        put_le(at + 54 + 4 * i, static_cast<std::uint32_t>(255 - i) * 0x010101);
    }
}

std::uint32_t const *row_of(base::Raster const &raster, int y) {
    return reinterpret_cast<std::uint32_t const *>(raster.pixels +
                                                   static_cast<std::size_t>(y) * raster.stride);
}

/// A quarter turn clockwise: the picture's left edge comes out first.
void turn(base::Raster const &raster, std::vector<std::uint32_t> &turned) {
    auto const width = static_cast<std::size_t>(raster.height);
    turned.resize(width * static_cast<std::size_t>(raster.width));
    for (int y = 0; y < raster.height; ++y) {
        auto const *row = row_of(raster, y);
        for (int x = 0; x < raster.width; ++x) {
            turned[static_cast<std::size_t>(x) * width + (width - 1 - static_cast<std::size_t>(y))] = row[x];
        }
    }
}

void append(base::Bytes &stream, base::Bytes const &bytes) {
    stream.insert(stream.end(), bytes.begin(), bytes.end());
}

/// PRINTSPEED takes its value times ten: 0 for 300 dpi, 10 for 600.
base::Bytes settings_commands(PageSettings const &settings) {
    base::Bytes stream;
    append(stream, command("CNTRL", "QTY", "0000001\r"));
    if (settings.finishes) {
        append(stream, command("CNTRL", "BUFFCNTRL", eight_digits(settings.retry ? 1 : 0)));
        append(stream, command("CNTRL", "OVERCOAT", eight_digits(settings.matte ? 1 : 0)));
    }
    if (settings.speed) {
        append(stream, command("CNTRL", "PRINTSPEED", eight_digits(settings.fine ? 10 : 0)));
    }
    append(stream, command("IMAGE", "MULTICUT", eight_digits(settings.size.code)));
    return stream;
}

std::size_t plane_pixels(PageSettings const &settings) {
    return static_cast<std::size_t>(settings.size.head) * static_cast<std::size_t>(settings.rows());
}

/// Every row of the three planes, with the white on either side of it.
void put_pixels(PageSettings const &settings, base::Raster const &upright, PlaneRow planes) {
    auto const head = static_cast<std::size_t>(settings.size.head);
    auto const margin = static_cast<std::size_t>(settings.size.margin);
    for (int y = 0; y < settings.rows(); ++y) {
        auto const row = static_cast<std::size_t>(y) * head;
        for (auto *plane : {planes.yellow, planes.magenta, planes.cyan}) {
            std::fill_n(plane + row, margin, white);
            std::fill_n(plane + row + head - margin, margin, white);
        }
        auto const left = row + margin;
        split_row(row_of(upright, y), head - 2 * margin,
                  {planes.yellow + left, planes.magenta + left, planes.cyan + left});
    }
}

} // namespace

std::string eight_digits(std::int64_t value) {
    return fmt::format("{:08}", value);
}

base::Bytes command(std::string_view group, std::string_view name) {
    return header(group, name, {});
}

base::Bytes command(std::string_view group, std::string_view name, std::string_view payload) {
    auto bytes = header(group, name, eight_digits(static_cast<std::int64_t>(payload.size())));
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    return bytes;
}

base::Bytes start_command() {
    return command("CNTRL", "START");
}

Answer::State Answer::add(base::ByteView bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    if (bytes_.size() < length_size) {
        return State::more;
    }
    auto const digits = base::as_text(base::ByteView{bytes_}.first(length_size));
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length_);
    if (error != std::errc{} || end != digits.data() + digits.size() || length_ > longest_answer) {
        return State::garbage;
    }
    return bytes_.size() < length_size + length_ ? State::more : State::whole;
}

std::string Answer::text() const {
    auto const body = base::as_text(base::ByteView{bytes_}.subspan(length_size, length_));
    auto text = body.substr(0, body.find('\r'));
    text = text.substr(0, text.find('\0'));
    while (text.ends_with(' ')) {
        text.remove_suffix(1);
    }
    return std::string{text};
}

std::optional<std::int64_t> number_from(std::string_view answer, std::size_t place) {
    if (answer.size() <= place) {
        return std::nullopt;
    }
    auto const digits = answer.substr(place);
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    bool const whole = error == std::errc{} && end == digits.data() + digits.size();
    return whole && value >= 0 && value <= largest_number ? std::optional{value} : std::nullopt;
}

std::optional<int> media_code(std::string_view answer) {
    auto const code = number_from(answer, 4);
    if (!code || *code > 999) {
        return std::nullopt;
    }
    auto const number = static_cast<int>(*code);
    // An odd code is a roll with a mark, but 151 and 161 are rolls of their own.
    return media(number) == nullptr && number % 2 == 1 ? number - 1 : number;
}

std::optional<Version> firmware_of(std::string_view answer) {
    auto const words = base::split(answer, ' ');
    for (std::size_t i = 1; i < words.size(); ++i) {
        auto word = words[i];
        while (!word.empty() && (word.back() < '0' || word.back() > '9')) {
            word.remove_suffix(1); // DS620A and DS820A end in a letter
        }
        if (auto const version = read_version(word)) {
            return version;
        }
    }
    return std::nullopt;
}

bool in_firmware_update(std::string_view answer) {
    return answer.find("RW") != std::string_view::npos;
}

namespace {

struct Code {
    int status;
    Reason reason;
    std::string_view words;
};

constexpr std::array codes{
    Code{0, Reason::idle, "idle"},
    Code{1, Reason::printing, "printing"},
    Code{500, Reason::cooling, "cooling print head"},
    Code{510, Reason::cooling, "cooling paper motor"},
    Code{900, Reason::standby, "standby"},
    Code{1000, Reason::cover_open, "cover open"},
    Code{1010, Reason::scrap_box_missing, "no scrap box"},
    Code{1100, Reason::media_empty, "paper end"},
    Code{1200, Reason::ribbon_empty, "ribbon end"},
    Code{1300, Reason::jam, "paper jam"},
    Code{1400, Reason::ribbon_error, "ribbon error"},
    Code{1500, Reason::wrong_media, "paper definition error"},
    Code{1600, Reason::data_error, "data error"},
    Code{2000, Reason::service, "head voltage"},
    Code{2010, Reason::service, "USB power supply"},
    Code{2100, Reason::service, "head position"},
    Code{2200, Reason::service, "power-supply fan"},
    Code{2300, Reason::service, "cutter"},
    Code{2400, Reason::service, "pinch roller"},
    Code{2500, Reason::service, "abnormal head temperature"},
    Code{2600, Reason::service, "abnormal media temperature"},
    Code{2610, Reason::service, "abnormal paper-motor temperature"},
    Code{2700, Reason::service, "ribbon tension"},
    Code{2800, Reason::service, "RFID module"},
    Code{2900, Reason::service, "RS422 communication"},
    Code{3000, Reason::service, "system error"},
};

Code const *known_code(int status) {
    auto const *found =
        std::find_if(codes.begin(), codes.end(), [&](Code const &code) { return code.status == status; });
    return found == codes.end() ? nullptr : found;
}

} // namespace

std::set<Reason> reasons_of(int status) {
    auto const *code = known_code(status);
    return {code == nullptr ? Reason::service : code->reason};
}

std::string describe(int status) {
    auto const *code = known_code(status);
    return fmt::format("{:05} {}", status, code == nullptr ? std::string_view{"unknown"} : code->words);
}

std::size_t page_bytes(PageSettings const &settings) {
    constexpr std::size_t settings_most = 5 * (header_size + 8);
    return settings_most + 3 * (header_size + plane_header_size + plane_pixels(settings));
}

void write_page(PageSettings const &settings, base::Raster const &raster, base::Bytes &stream) {
    auto const before = settings_commands(settings);
    auto const payload = plane_header_size + plane_pixels(settings);
    // Every byte is written below. What an earlier page left there is not cleared first: that takes as long
    // as the pixels.
    stream.resize(before.size() + 3 * (header_size + payload));
    auto *at = std::copy(before.begin(), before.end(), stream.data());
    std::array<unsigned char *, 3> pixels{};
    std::array<std::string_view, 3> const names{"YPLANE", "MPLANE", "CPLANE"};
    for (std::size_t plane = 0; plane < names.size(); ++plane) {
        auto const command =
            header("IMAGE", names.at(plane), eight_digits(static_cast<std::int64_t>(payload)));
        at = std::copy(command.begin(), command.end(), at);
        put_plane_header(at, settings.size.head, settings.rows(), settings.fine);
        pixels.at(plane) = at + plane_header_size;
        at += payload;
    }
    PlaneRow const planes{pixels[0], pixels[1], pixels[2]};
    if (settings.turned) {
        std::vector<std::uint32_t> turned;
        turn(raster, turned);
        put_pixels(settings,
                   {raster.height, raster.width,
                    static_cast<std::size_t>(raster.height) * sizeof(std::uint32_t),
                    reinterpret_cast<unsigned char const *>(turned.data())},
                   planes);
    } else {
        put_pixels(settings, raster, planes);
    }
}

} // namespace print::dnp
