// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Signatures and keyed digests that any computer of the next decades can check: Ed25519 (RFC 8032) and
/// HMAC-SHA-256 (RFC 2104). Keys and signatures are written as lower-case hexadecimal digits.
#include "base/bytes.hpp"
#include <string>
#include <string_view>

namespace base {

/// A pair of keys. The secret one is the seed of 32 bytes, from which the other follows.
struct SigningKey {
    std::string secret; ///< 64 digits
    std::string open;   ///< 64 digits; may be known to everybody
};

[[nodiscard]] SigningKey new_signing_key();
/// \return empty keys where \p secret is no seed
[[nodiscard]] SigningKey signing_key(std::string const &secret);
/// 128 digits. \pre the key is whole
[[nodiscard]] std::string sign(SigningKey const &key, std::string_view text);
/// False, too, where key or signature is none.
[[nodiscard]] bool is_signed(std::string const &open_key, std::string_view text,
                             std::string const &signature);
/// 64 digits.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text);

/// The first sixteen digits in groups of four, for eyes and telephones: 1f2a 0c3b 77d0 91ee.
[[nodiscard]] std::string in_fours(std::string_view digits);

/// The bytes of base64 (RFC 4648, 4), padded or not; nothing where it is none.
[[nodiscard]] Bytes from_base64(std::string_view text);
[[nodiscard]] std::string to_base64(ByteView bytes);

} // namespace base
