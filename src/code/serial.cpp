// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/serial.hpp"
#include "base/text.hpp"
#include <cassert>
#include <stdexcept>
#include <sys/random.h>

namespace code {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // without I, L, O, U
constexpr std::string_view check_alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::size_t station_width = 6;
constexpr std::size_t number_width = 5;

// The hybrid system of ISO/IEC 7064 with modulus 36 inside and 37 outside.
char check_character(std::string_view body) {
    std::size_t product = 36;
    for (auto c : body) {
        auto const sum = (product + check_alphabet.find(c)) % 36;
        product = (sum == 0 ? 36 : sum) * 2 % 37;
    }
    return check_alphabet[(37 - product) % 36];
}

char folded(char c) {
    return c == 'I' || c == 'L' ? '1' : c == 'O' ? '0' : c;
}

bool is_separator(char32_t c) {
    constexpr std::u32string_view separators = U" \t\r\n-\u00A0\u3000\u2212\uFF0D\u2014";
    return separators.find(c) != std::u32string_view::npos || (c >= 0x2010 && c <= 0x2015);
}

// Chinese input methods type full-width letters and digits.
char32_t half_width(char32_t c) {
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + 0x21 : c;
}

// Letters and digits alone, in upper case; nothing where there is anything else.
std::optional<std::string> bare(std::string_view typed) {
    std::string result;
    for (auto wide : base::characters(typed)) {
        if (is_separator(wide)) {
            continue;
        }
        auto const c = half_width(wide);
        if (c > 0x7F) {
            return std::nullopt;
        }
        result += static_cast<char>(c);
    }
    result = base::upper_ascii(result);
    return result.find_first_not_of(check_alphabet) == std::string::npos ? std::optional{result}
                                                                         : std::nullopt;
}

std::string spelled(std::string_view body) {
    return std::string{body.substr(0, station_width)} + '-' + std::string{body.substr(station_width)} + '-' +
           check_character(body);
}

} // namespace

std::string base32(std::uint64_t number, std::size_t width) {
    std::string digits;
    while (number != 0 || digits.size() < width) {
        digits.insert(digits.begin(), alphabet[number % 32]);
        number /= 32;
    }
    return digits;
}

bool is_plain(std::string_view serial) {
    return serial.find_first_of("ILOU") == std::string_view::npos;
}

std::int64_t station_number(std::string_view station) {
    std::int64_t number = 0;
    for (auto c : station) {
        number = number * 32 + static_cast<std::int64_t>(alphabet.find(c));
    }
    return number;
}

std::string make_serial(std::string_view station, std::uint64_t number) {
    assert(station.size() == station_width);
    return spelled(std::string{station} + base32(number, number_width));
}

std::optional<std::string> read_serial(std::string_view typed) {
    auto const read = bare(typed);
    if (!read || read->size() < station_width + number_width + 1) {
        return std::nullopt;
    }
    std::string body;
    for (auto c : std::string_view{*read}.substr(0, read->size() - 1)) {
        body += folded(c);
    }
    auto const padded = body.size() > station_width + number_width && body[station_width] == '0';
    if (padded || body.find_first_not_of(alphabet) != std::string::npos ||
        folded(check_character(body)) != folded(read->back())) {
        return std::nullopt;
    }
    return spelled(body);
}

std::string random_station() {
    unsigned char octets[station_width];
    if (::getrandom(octets, sizeof octets, 0) != static_cast<ssize_t>(sizeof octets)) {
        throw std::runtime_error{"the kernel gives no random numbers"};
    }
    std::string result;
    for (auto octet : octets) {
        result += alphabet[octet % alphabet.size()];
    }
    return result;
}

} // namespace code
