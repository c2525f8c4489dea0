// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/xlsx_workbook.hpp"
#include <charconv>
#include <chrono>
#include <fmt/format.h>

namespace desk {

std::string date_of_serial(std::string_view serial, bool from_1904) {
    double value = 0;
    auto const read = std::from_chars(serial.data(), serial.data() + serial.size(), value);
    constexpr double end_of_9999 = 2'958'466;
    if (read.ec != std::errc{} || read.ptr != serial.data() + serial.size() || value < 0 ||
        value >= end_of_9999) {
        return {};
    }
    using namespace std::chrono;
    auto const day = static_cast<int>(value);
    // Lotus and Excel after it believe in a 29 February 1900: serial 60. After it their count is one ahead.
    auto const zero = from_1904  ? sys_days{1904y / January / 1}
                      : day < 60 ? sys_days{1899y / December / 31}
                                 : sys_days{1899y / December / 30};
    year_month_day const date{zero + days{day}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// The built-in numbers, those of the Chinese and Japanese editions (27-36, 50-58) included.
bool is_date_format(int id) {
    auto const within = [id](int from, int to) { return id >= from && id <= to; };
    return within(14, 17) || id == 22 || within(27, 31) || id == 36 || within(50, 54) || within(57, 58);
}

/// A year or a day outside quotes, brackets and escapes makes a date; m alone may be minutes.
bool is_date_format(std::string_view code) {
    for (std::size_t i = 0; i < code.size(); ++i) {
        switch (code[i]) {
        case '"':
        case '[':
            i = std::min(code.find(code[i] == '"' ? '"' : ']', i + 1), code.size());
            break;
        case '\\':
        case '_':
        case '*':
            ++i;
            break;
        case 'y':
        case 'Y':
        case 'd':
        case 'D':
            return true;
        default:
            break;
        }
    }
    return false;
}

} // namespace desk
