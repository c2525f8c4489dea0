// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/serial.hpp"
#include <doctest/doctest.h>
#include <set>

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string bare(std::string_view serial) {
    std::string result;
    for (auto c : serial) {
        if (c != '-') {
            result += c;
        }
    }
    return result;
}

/// The first number whose check character is \p wanted.
std::string serial_ending_in(char wanted) {
    for (std::uint64_t number = 0; number < 2000; ++number) {
        auto serial = code::make_serial("7KQ2M9", number);
        if (serial.back() == wanted) {
            return serial;
        }
    }
    return {};
}

} // namespace

TEST_CASE("the check character is that of ISO 7064 MOD 37,36") {
    // A1-2425G-ABC1234002-M is the published example of the Global Release Identifier, which uses the same.
    CHECK(code::read_serial("A12425GABC1234002M") == "A12425-GABC1234002-M");
    CHECK_FALSE(code::read_serial("A12425GABC1234002N").has_value());
}

TEST_CASE("a serial is station, number of at least five characters, check character") {
    auto const serial = code::make_serial("7KQ2M9", 34);
    CHECK(serial.substr(0, 13) == "7KQ2M9-00012-");
    CHECK(serial.size() == 14);
    CHECK(code::make_serial("7KQ2M9", 32ULL * 32 * 32 * 32 * 32).substr(0, 14) == "7KQ2M9-100000-");
}

TEST_CASE("a serial typed in any case, with blanks, dashes and full-width letters is read") {
    auto const serial = code::make_serial("7KQ2M9", 34);
    CHECK(code::read_serial(serial) == serial);
    CHECK(code::read_serial(bare(serial)) == serial);
    CHECK(code::read_serial(" 7kq2m9 - 0001 2 \u3000" + serial.substr(13)) == serial);
    CHECK(code::read_serial("７ｋｑ２ｍ９－00012" + serial.substr(13)) == serial);
}

TEST_CASE("I and L are read as 1, O as 0") {
    auto const serial = code::make_serial("1KQ0M9", 33);
    REQUIRE(serial.substr(0, 13) == "1KQ0M9-00011-");
    CHECK(code::read_serial("IKQOM9-OOOIL" + serial.substr(13)) == serial);
    CHECK(code::read_serial("lkqom9oooli" + serial.substr(13)) == serial);
}

TEST_CASE("a check character that is itself I, L or O is read however it was typed") {
    for (auto letter : {'I', 'L', 'O'}) {
        auto const serial = serial_ending_in(letter);
        REQUIRE_FALSE(serial.empty());
        auto typed = serial;
        typed.back() = letter == 'O' ? '0' : '1';
        CHECK(code::read_serial(typed) == serial);
        CHECK(code::read_serial(serial) == serial);
    }
}

TEST_CASE("every single wrong character before the check character is caught") {
    for (std::uint64_t number : {0ULL, 7ULL, 34ULL, 99999ULL, 1000000ULL}) {
        auto const serial = bare(code::make_serial("7KQ2M9", number));
        for (std::size_t i = 0; i + 1 < serial.size(); ++i) {
            for (auto other : alphabet) {
                auto wrong = serial;
                wrong[i] = other;
                CHECK(code::read_serial(wrong).has_value() == (other == serial[i]));
            }
        }
    }
}

TEST_CASE("what cannot be a serial is refused") {
    CHECK_FALSE(code::read_serial("").has_value());
    CHECK_FALSE(code::read_serial("7KQ2M9").has_value());
    CHECK_FALSE(code::read_serial("7KQ2M9-00012-张").has_value());
    CHECK_FALSE(code::read_serial("UKQ2M9-00012-X").has_value());
    CHECK_FALSE(code::read_serial(std::string(5000, '-')).has_value());
}

TEST_CASE("random stations differ and use the serial's alphabet") {
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        auto const station = code::random_station();
        CHECK(station.size() == 6);
        CHECK(station.find_first_not_of(alphabet) == std::string::npos);
        seen.insert(station);
    }
    CHECK(seen.size() == 200);
}
