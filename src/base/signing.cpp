// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/signing.hpp"
#include <array>
#include <cstdlib>
#include <optional>
#include <sodium.h>

namespace base {

namespace {

template <std::size_t Size>
using Octets = std::array<unsigned char, Size>;

/// Every function of the library is called after this.
void begin() {
    static bool const begun = ::sodium_init() >= 0;
    if (!begun) {
        std::abort(); // the system has no random numbers
    }
}

template <std::size_t Size>
std::string hex(Octets<Size> const &octets) {
    std::array<char, 2 * Size + 1> text{};
    ::sodium_bin2hex(text.data(), text.size(), octets.data(), octets.size());
    return text.data();
}

template <std::size_t Size>
std::optional<Octets<Size>> octets_of(std::string_view digits) {
    Octets<Size> octets{};
    std::size_t length = 0;
    auto const read = ::sodium_hex2bin(octets.data(), octets.size(), digits.data(), digits.size(), nullptr,
                                       &length, nullptr);
    return read == 0 && length == Size && digits.size() == 2 * Size ? std::optional{octets} : std::nullopt;
}

} // namespace

SigningKey new_signing_key() {
    begin();
    Octets<crypto_sign_SEEDBYTES> seed{};
    ::randombytes_buf(seed.data(), seed.size());
    return signing_key(hex(seed));
}

SigningKey signing_key(std::string const &secret) {
    begin();
    auto const seed = octets_of<crypto_sign_SEEDBYTES>(secret);
    if (!seed) {
        return {};
    }
    Octets<crypto_sign_PUBLICKEYBYTES> open{};
    Octets<crypto_sign_SECRETKEYBYTES> whole{};
    ::crypto_sign_seed_keypair(open.data(), whole.data(), seed->data());
    return {secret, hex(open)};
}

std::string sign(SigningKey const &key, std::string_view text) {
    begin();
    Octets<crypto_sign_PUBLICKEYBYTES> open{};
    Octets<crypto_sign_SECRETKEYBYTES> whole{};
    Octets<crypto_sign_BYTES> signature{};
    auto const seed = octets_of<crypto_sign_SEEDBYTES>(key.secret).value();
    ::crypto_sign_seed_keypair(open.data(), whole.data(), seed.data());
    auto const bytes = as_bytes(text);
    ::crypto_sign_detached(signature.data(), nullptr, bytes.data(), bytes.size(), whole.data());
    return hex(signature);
}

bool is_signed(std::string const &open_key, std::string_view text, std::string const &signature) {
    begin();
    auto const open = octets_of<crypto_sign_PUBLICKEYBYTES>(open_key);
    auto const given = octets_of<crypto_sign_BYTES>(signature);
    auto const bytes = as_bytes(text);
    return open && given &&
           ::crypto_sign_verify_detached(given->data(), bytes.data(), bytes.size(), open->data()) == 0;
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
    begin();
    crypto_auth_hmacsha256_state state;
    Octets<crypto_auth_hmacsha256_BYTES> result{};
    auto const key_bytes = as_bytes(key);
    auto const bytes = as_bytes(text);
    ::crypto_auth_hmacsha256_init(&state, key_bytes.data(), key_bytes.size());
    ::crypto_auth_hmacsha256_update(&state, bytes.data(), bytes.size());
    ::crypto_auth_hmacsha256_final(&state, result.data());
    return hex(result);
}

std::string in_fours(std::string_view digits) {
    std::string text;
    for (std::size_t i = 0; i < digits.size() && i < 16; ++i) {
        text += i != 0 && i % 4 == 0 ? " " : "";
        text += digits[i];
    }
    return text;
}

Bytes from_base64(std::string_view text) {
    begin();
    Bytes bytes(text.size() / 4 * 3 + 3);
    std::size_t length = 0;
    for (auto const variant : {sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING}) {
        if (::sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length,
                                nullptr, variant) == 0) {
            bytes.resize(length);
            return bytes;
        }
    }
    return {};
}

std::string to_base64(ByteView bytes) {
    begin();
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    ::sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // its NUL
    return text;
}

} // namespace base
