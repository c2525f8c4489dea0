// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/qr.hpp"
#include "code/serial.hpp"
#include <doctest/doctest.h>

namespace {

constexpr int scale = 4;
constexpr int quiet = 4;

struct Grey {
    int width = 0;
    base::Bytes pixels;
};

Grey drawn(code::Qr const &qr) {
    Grey grey{(qr.modules + 2 * quiet) * scale, {}};
    for (int y = 0; y < grey.width; ++y) {
        for (int x = 0; x < grey.width; ++x) {
            auto const mx = x / scale - quiet;
            auto const my = y / scale - quiet;
            auto const inside = mx >= 0 && my >= 0 && mx < qr.modules && my < qr.modules;
            grey.pixels.push_back(inside && qr.at(mx, my) ? 0 : 255);
        }
    }
    return grey;
}

/// The two bits of the format information that name the level, without their mask (ISO/IEC 18004, 7.9).
int level_bits(code::Qr const &qr) {
    return (qr.at(0, 8) ? 0 : 2) + (qr.at(1, 8) ? 1 : 0);
}

} // namespace

TEST_CASE("a serial fits the smallest version, at level M") {
    auto const qr = code::write_qr(code::make_serial("7KQ2M9", 34));
    REQUIRE(qr);
    CHECK(qr->modules == 21);
    CHECK(level_bits(*qr) == 0);
}

TEST_CASE("alphanumeric content gets the alphanumeric mode, other content does not") {
    // Version 1-M holds 20 alphanumeric characters or 14 bytes.
    CHECK(code::write_qr(std::string(20, 'A'))->modules == 21);
    CHECK(code::write_qr(std::string(21, 'A'))->modules == 25);
    CHECK(code::write_qr(std::string(15, 'a'))->modules == 25);
}

TEST_CASE("the same text gives the same code") {
    CHECK(code::write_qr("7KQ2M9-00012-X")->dark == code::write_qr("7KQ2M9-00012-X")->dark);
}

TEST_CASE("what was written is read back, Chinese too") {
    for (std::string const text : {"7KQ2M9-00012-X", "0123456789", "采集码 李娜𬱖"}) {
        auto const qr = code::write_qr(text);
        REQUIRE(qr);
        auto const grey = drawn(*qr);
        CHECK(code::read_qr(grey.pixels, grey.width, grey.width) == text);
    }
}

TEST_CASE("no code, and a picture that is not there, read as nothing") {
    CHECK_FALSE(code::read_qr(base::Bytes(100 * 100, 255), 100, 100).has_value());
    CHECK_FALSE(code::read_qr(base::Bytes(10, 255), 100, 100).has_value());
    CHECK_FALSE(code::read_qr({}, 0, 0).has_value());
}

TEST_CASE("content that no QR code holds is refused with its length") {
    auto const qr = code::write_qr(std::string(5000, 'x'));
    REQUIRE_FALSE(qr);
    CHECK(qr.fault().kind == base::Trouble::bad_input);
    CHECK(qr.fault().what.en == "5000 bytes are more than one QR code holds");
    CHECK_FALSE(code::write_qr(""));
}
