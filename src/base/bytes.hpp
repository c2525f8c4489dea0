// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace base {

using Bytes = std::vector<unsigned char>;
using ByteView = std::span<unsigned char const>;

/// The same octets, looked at as bytes or as characters; borrowed from their owner.
[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<unsigned char const *>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<char const *>(bytes.data()), bytes.size()};
}

} // namespace base
