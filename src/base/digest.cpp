// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.hpp"
#include "base/handle.hpp"
#include <cstdlib>
#include <openssl/evp.h>

namespace base {

namespace {

using Algorithm = Handle<EVP_MD, EVP_MD_free>;

int nibble(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

} // namespace

std::string Digest::hex() const {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(octets.size() * 2);
    for (auto octet : octets) {
        text += digits[octet >> 4U];
        text += digits[octet & 15U];
    }
    return text;
}

std::optional<Digest> Digest::from_hex(std::string_view hex) {
    Digest digest;
    if (hex.size() != digest.octets.size() * 2) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < digest.octets.size(); ++i) {
        auto const high = nibble(hex[2 * i]);
        auto const low = nibble(hex[2 * i + 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        digest.octets[i] = static_cast<unsigned char>(high * 16 + low);
    }
    return digest;
}

Digest sha256(ByteView bytes) {
    // Fetched once: looking the algorithm up costs more than digesting a ledger event.
    static Algorithm const algorithm{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
    Digest digest;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.octets.data(), nullptr, algorithm.get(), nullptr) !=
        1) {
        std::abort();
    }
    return digest;
}

} // namespace base
