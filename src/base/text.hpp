// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

[[nodiscard]] bool is_utf8(std::string_view text);
/// Code points of well-formed UTF-8; a damaged sequence becomes U+FFFD.
[[nodiscard]] std::u32string characters(std::string_view text);
[[nodiscard]] std::string utf8(std::u32string_view characters);
/// U+20164 as people write a code point.
[[nodiscard]] std::string code_point_name(char32_t character);

/// Unicode normalisation form C: one spelling for each name.
[[nodiscard]] std::string nfc(std::string_view text);
/// GB18030-2005 (and so GBK and GB2312) to UTF-8; nothing where a byte does not belong to it.
[[nodiscard]] std::optional<std::string> from_gb18030(ByteView bytes);
[[nodiscard]] std::optional<Bytes> to_gb18030(std::string_view text);

/// Without white space at either end, the ideographic space U+3000 and the no-break space included.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Full-width letters, digits and signs, which Chinese input methods type, as their ASCII ones.
[[nodiscard]] std::string half_width(std::string_view text);
[[nodiscard]] std::string upper_ascii(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// As a collection code shows a name: first and last character, only the first of two (domain facts 2.4).
[[nodiscard]] std::string masked_name(std::string_view name);
/// All but the last four characters hidden.
[[nodiscard]] std::string masked_number(std::string_view number);

/// Columns of a terminal that the text takes; a Chinese character takes two.
[[nodiscard]] std::size_t columns_of(std::string_view text);

} // namespace base
