// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.hpp"
#include "dnp/split_row.hpp"
#include "dnp/wire.hpp"
#include <array>
#include <cstring>
#include <doctest/doctest.h>

using namespace print;
using namespace print::dnp;

namespace {

std::string text(base::ByteView bytes) {
    return std::string{base::as_text(bytes)};
}

PageSettings six_inch() {
    PageSettings settings;
    settings.size = *model_named("DS-RX1HS")->size(2);
    settings.finishes = true;
    return settings;
}

/// A picture whose every pixel tells its place.
struct Picture {
    Picture(int width, int height)
        : pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                auto const red = static_cast<std::uint32_t>(x & 255),
                           green = static_cast<std::uint32_t>(y & 255);
                pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                       static_cast<std::size_t>(x)] = 0xFF000000U | red << 16 | green << 8 |
                                                      static_cast<std::uint32_t>((x >> 8) * 16 + (y >> 8));
            }
        }
        raster = {width, height, static_cast<std::size_t>(width) * 4,
                  reinterpret_cast<unsigned char const *>(pixels.data())};
    }
    std::vector<std::uint32_t> pixels;
    base::Raster raster;
};

struct Sent {
    std::string name;
    std::size_t at, size;
};

/// The commands of a stream, by their own lengths.
std::vector<Sent> commands(base::Bytes const &stream) {
    std::vector<Sent> found;
    for (std::size_t at = 0; at < stream.size();) {
        auto const name = text(base::ByteView{stream}.subspan(at + 8, 16));
        auto const size = std::stoul(text(base::ByteView{stream}.subspan(at + 24, 8)));
        found.push_back({name.substr(0, name.find(' ')), at + 32, size});
        at += 32 + size;
    }
    return found;
}

base::Bytes answer_bytes(std::string const &body) {
    auto const whole = eight_digits(static_cast<std::int64_t>(body.size())) + body;
    return {whole.begin(), whole.end()};
}

} // namespace

TEST_CASE("a command is 32 bytes of ESC P, group, name and length, padded with spaces") {
    CHECK(text(command("STATUS", "")) == "\x1bPSTATUS" + std::string(24, ' '));
    CHECK(text(command("CNTRL", "QTY", "0000001\r")) == "\x1bP"
                                                        "CNTRL QTY             000000080000001\r");
    CHECK(text(command("IMAGE", "MULTICUT", "00000002")) == "\x1bP"
                                                            "IMAGE MULTICUT        0000000800000002");
    CHECK(text(start_command()) == "\x1bP"
                                   "CNTRL START                   ");
    CHECK(command("INFO", "SERIAL_NUMBER").size() == header_size);
}

TEST_CASE("a 6x4 page at 300 dpi is 7,145,952 bytes with START, as its facts say") {
    Picture const picture{1844, 1240};
    base::Bytes stream;
    write_page(six_inch(), picture.raster, stream);
    CHECK(stream.size() + start_command().size() == 7'145'952);
    CHECK(stream.size() <= page_bytes(six_inch()));
    auto const sent = commands(stream);
    REQUIRE(sent.size() == 7);
    std::vector<std::string> names;
    for (auto const &one : sent) {
        names.push_back(one.name);
    }
    CHECK(names ==
          std::vector<std::string>{"QTY", "BUFFCNTRL", "OVERCOAT", "MULTICUT", "YPLANE", "MPLANE", "CPLANE"});
    CHECK(sent[4].size == 2'381'888);
}

TEST_CASE("at 300x600 only the rows double") {
    auto settings = six_inch();
    settings.fine = true;
    Picture const picture{1844, 2480};
    base::Bytes stream;
    write_page(settings, picture.raster, stream);
    CHECK(stream.size() + start_command().size() == 14'288'352);
}

TEST_CASE("a plane begins with a BMP header, palette and padding of 1088 bytes") {
    Picture const picture{1844, 1240};
    base::Bytes stream;
    write_page(six_inch(), picture.raster, stream);
    auto const plane = commands(stream)[4];
    unsigned char const golden[54] = {'B',  'M',  0x40, 0x58, 0x24, 0,    0, 0, 0,    0, 0x40, 0x04, 0, 0,
                                      40,   0,    0,    0,    0x80, 0x07, 0, 0, 0xD8, 4, 0,    0,    1, 0,
                                      8,    0,    0,    0,    0,    0,    0, 0, 0,    0, 0x20, 0x2E, 0, 0,
                                      0x20, 0x2E, 0,    0,    0,    1,    0, 0, 0,    0, 0,    0};
    CHECK(std::memcmp(stream.data() + plane.at, golden, sizeof golden) == 0);
    CHECK(stream[plane.at + 54] == 255);
    CHECK(stream[plane.at + 57] == 0);
    CHECK(stream[plane.at + 1077 - 1] == 0);
    for (std::size_t i = 1078; i < 1088; ++i) {
        CHECK(stream[plane.at + i] == 0);
    }
}

TEST_CASE("planes are blue, green and red, mirrored row by row between white margins") {
    Picture const picture{1844, 1240};
    base::Bytes stream;
    write_page(six_inch(), picture.raster, stream);
    auto const sent = commands(stream);
    for (int const y : {0, 1, 700, 1239}) {
        for (int const x : {0, 1, 900, 1843}) {
            auto const pixel =
                picture.pixels[static_cast<std::size_t>(y) * 1844 + static_cast<std::size_t>(x)];
            auto const place = plane_header_size + static_cast<std::size_t>(y) * 1920 + 38 +
                               static_cast<std::size_t>(1843 - x);
            CHECK(stream[sent[4].at + place] == (pixel & 255));
            CHECK(stream[sent[5].at + place] == (pixel >> 8 & 255));
            CHECK(stream[sent[6].at + place] == (pixel >> 16 & 255));
        }
        for (auto const x : {0U, 37U, 1882U, 1919U}) {
            CHECK(stream[sent[5].at + plane_header_size + static_cast<std::size_t>(y) * 1920 + x] == 255);
        }
    }
}

TEST_CASE("nothing of an earlier page is left in a stream that is used again") {
    Picture const picture{1844, 1240};
    base::Bytes fresh;
    write_page(six_inch(), picture.raster, fresh);
    base::Bytes used(fresh.size() + 1000, 0x5A);
    write_page(six_inch(), picture.raster, used);
    CHECK(used == fresh);
}

TEST_CASE("a row of any width is split as pixel by pixel, and nothing is written beside it") {
    Picture const picture{80, 1};
    for (std::size_t count = 0; count <= 80; ++count) {
        auto const split = [&](auto function) {
            std::array<base::Bytes, 3> planes;
            planes.fill(base::Bytes(count + 2, 0x5A));
            function(picture.pixels.data(), count,
                     PlaneRow{planes[0].data() + 1, planes[1].data() + 1, planes[2].data() + 1});
            return planes;
        };
        auto const planes = split(split_row);
        CHECK(planes == split(split_row_plainly));
        CHECK(planes[2].front() == 0x5A);
        CHECK(planes[2].back() == 0x5A);
    }
}

TEST_CASE("a turned page has the picture's left edge in its first row") {
    PageSettings settings;
    settings.size = *model_named("QW410")->size(48);
    settings.turned = true;
    CHECK(settings.raster_width() == 1836);
    CHECK(settings.raster_height() == 1266);
    Picture const picture{1836, 1266};
    base::Bytes stream;
    write_page(settings, picture.raster, stream);
    auto const sent = commands(stream);
    REQUIRE(sent.size() == 5);                         // QTY, MULTICUT and the planes
    auto const magenta = [&](int row, int from_left) { // as looked at, so mirrored back
        return stream[sent[3].at + plane_header_size + static_cast<std::size_t>(row) * 1408 + 71 +
                      static_cast<std::size_t>(1265 - from_left)];
    };
    // Turned clockwise: row r shows the picture's column r, from its bottom to its top.
    CHECK(magenta(0, 0) == (1265 & 255));
    CHECK(magenta(0, 1265) == 0);
    CHECK(magenta(1835, 0) == (1265 & 255));
}

TEST_CASE("an answer is put together from however many pieces, and its padding dropped") {
    for (auto const *body : {"DS-RX1 02.21\r", "DS-RX1 02.21\r   ", "DS-RX1 02.21", "DS-RX1 02.21    ",
                             "DS-RX1 02.21\r\0\0\0"}) {
        auto const bytes = answer_bytes(body);
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
            Answer answer;
            auto const all = base::ByteView{bytes};
            auto state = answer.add(all.first(cut));
            if (cut < bytes.size()) {
                CHECK(state == Answer::State::more);
                state = answer.add(all.subspan(cut));
            }
            REQUIRE(state == Answer::State::whole);
            CHECK(answer.text() == "DS-RX1 02.21");
        }
    }
    Answer nul;
    auto const padded = answer_bytes(std::string{"00000\0\0\0", 8});
    REQUIRE(nul.add(padded) == Answer::State::whole);
    CHECK(nul.text() == "00000");
}

TEST_CASE("what is no answer is told from one") {
    Answer letters;
    CHECK(letters.add(base::as_bytes("0000x013DS-RX1")) == Answer::State::garbage);
    Answer endless;
    CHECK(endless.add(base::as_bytes("99999999DS-RX1")) == Answer::State::garbage);
    Answer negative;
    CHECK(negative.add(base::as_bytes("-0000001")) == Answer::State::garbage);
}

TEST_CASE("numbers, media and firmware are read from answers, and nonsense is nothing") {
    CHECK(number_from("CL0000038", 2) == 38);
    CHECK(number_from("FBP02", 3) == 2);
    CHECK_FALSE(number_from("FBP", 3));
    CHECK_FALSE(number_from("CL-000038", 2));
    CHECK_FALSE(number_from("CL00x0038", 2));
    CHECK_FALSE(number_from("CL99999999999999999999", 2));
    CHECK(number_from("CL000000000038", 2) == 38);
    CHECK(number_from("MQTY999999999", 4) == 999'999'999);
    CHECK_FALSE(number_from("MQTY1000000000", 4)); // a sum with INT64_MAX overflows
    CHECK_FALSE(number_from("MQTY9223372036854775807", 4));
    CHECK(media_code("MT00300") == 300);
    CHECK(media_code("MT00301") == 300);
    CHECK(media_code("MT00151") == 151);
    CHECK(media_code("MT00000") == 0);
    CHECK_FALSE(media_code("MT"));
    CHECK(firmware_of("DS-RX1 02.21") == Version{2, 21});
    CHECK(firmware_of("DS620 01.33A") == Version{1, 33});
    CHECK_FALSE(firmware_of("DS-RX1"));
    CHECK(in_firmware_update("DS-RX1_RW_2.00"));
}

TEST_CASE(
    "each status code gives its standing; those from 2000 on and unknown ones are faults of the machine") {
    CHECK(reasons_of(0) == std::set{Reason::idle});
    CHECK(reasons_of(1) == std::set{Reason::printing});
    CHECK(reasons_of(500) == std::set{Reason::cooling});
    CHECK(reasons_of(510) == std::set{Reason::cooling});
    CHECK(reasons_of(900) == std::set{Reason::standby});
    CHECK(reasons_of(1000) == std::set{Reason::cover_open});
    CHECK(reasons_of(1010) == std::set{Reason::scrap_box_missing});
    CHECK(reasons_of(1100) == std::set{Reason::media_empty});
    CHECK(reasons_of(1200) == std::set{Reason::ribbon_empty});
    CHECK(reasons_of(1300) == std::set{Reason::jam});
    CHECK(reasons_of(1400) == std::set{Reason::ribbon_error});
    CHECK(reasons_of(1500) == std::set{Reason::wrong_media});
    CHECK(reasons_of(1600) == std::set{Reason::data_error});
    for (int const code :
         {2000, 2010, 2100, 2200, 2300, 2400, 2500, 2600, 2610, 2700, 2800, 2900, 3000, 5001, 777}) {
        CHECK(reasons_of(code) == std::set{Reason::service});
    }
    CHECK(describe(1300) == "01300 paper jam");
    CHECK(describe(777) == "00777 unknown");
}
