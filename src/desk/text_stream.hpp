// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/byte_source.hpp"
#include <functional>
#include <string_view>

namespace desk {

enum class Encoding { utf8, damaged_utf8, utf16le, utf16be, gb18030 };

/// Reads the whole file once to tell. A few bytes that are not UTF-8 in a file full of Chinese that is do not
/// make it GB18030: they are damage, and showing all names garbled would hide it.
/// \return bad_input where the file is no text
base::Result<Encoding> find_encoding(ByteSource &source);

/// Hands on the file as well-formed UTF-8, without its mark, in pieces that end between characters. Bytes
/// that cannot be read become U+FFFD. \p take returns false to stop.
base::Result<> stream_text(ByteSource &source, Encoding encoding,
                           std::function<base::Result<bool>(std::string_view)> const &take);

} // namespace desk
