// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace code {

/// A sheet's serial, such as 7KQ2M9-00012-X: the station's six characters, a number that the station counts
/// up, and a check character (ISO/IEC 7064 MOD 37,36) that catches any one wrong character and nearly every
/// exchange of two neighbours. Only 0-9 and A-Z without I, L, O and U before the check character, so that it
/// can be read out and fits the alphanumeric mode of a QR code.
[[nodiscard]] std::string make_serial(std::string_view station, std::uint64_t number);

/// A serial as somebody typed or scanned it, in its one spelling: any case, blanks and dashes anywhere, I and
/// L read as 1, O as 0. Nothing where the check character does not agree.
[[nodiscard]] std::optional<std::string> read_serial(std::string_view typed);

/// Whether no character of it can be taken for another when it is read from paper: the check character, too,
/// is none of I, L, O and U. A station skips the numbers whose serial is not plain.
[[nodiscard]] bool is_plain(std::string_view serial);

/// Six random characters of the serial's alphabet: 2^30 stations.
[[nodiscard]] std::string random_station();

/// The number that six characters of a station stand for, under 2^30.
[[nodiscard]] std::int64_t station_number(std::string_view station);

/// The number in the serial's alphabet, at least \p width characters.
[[nodiscard]] std::string base32(std::uint64_t number, std::size_t width);

} // namespace code
