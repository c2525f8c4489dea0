// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Collection codes (采集码): one encrypted QR code for each enrolment record. Nothing public says what its
/// bytes mean, so it is an opaque token here: the same picture, the same token. What it shows to the eye is
/// the name's first and last character (of two characters the first only) and the last four of the ID number
/// (domain 2.4).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace code {

/// What is kept of a code's content: 64 lower-case digits. Blanks and line ends about the content, which
/// scanners add, are not part of it. \pre key is a base::random_token()
[[nodiscard]] std::string token_of(std::string_view content, std::string_view key);

/// A code's content is longer than anything else that is scanned here: student numbers, serials, numbers of a
/// queue. \return false for what can hardly be one
[[nodiscard]] bool may_be_collection_code(std::string_view content);

/// What somebody reads off the screen of a code and types.
struct VisibleMask {
    std::string first, last; ///< one character each; last is empty for 张*
    std::int64_t length = 0; ///< of the name
    std::string tail;        ///< four digits, or three and X; empty where they were not typed
};
/// Reads 张*三 1234, 张* 123X, 欧阳** or 欧**远1234: any star, full-width or not; blanks do not matter.
/// \return nothing where it is none
[[nodiscard]] std::optional<VisibleMask> read_mask(std::string_view typed);

} // namespace code
