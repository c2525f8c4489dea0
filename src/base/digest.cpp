// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.hpp"
#include "base/handle.hpp"
#include "base/sha512.hpp"
#include <cstdlib>
#include <openssl/evp.h>

namespace base {

namespace {

using Algorithm = Handle<EVP_MD, EVP_MD_free>;
using Context = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

/// Fetched once: looking the algorithm up costs more than digesting a ledger event.
EVP_MD const *algorithm() {
    static Algorithm const fetched{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
    return fetched.get();
}

EVP_MD const *long_algorithm() {
    static Algorithm const fetched{EVP_MD_fetch(nullptr, "SHA512", nullptr)};
    return fetched.get();
}

/// It fails only for want of memory or of the algorithm itself.
void sure(int done) {
    if (done != 1) {
        std::abort();
    }
}

std::string hex_of(ByteView octets) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(octets.size() * 2);
    for (auto octet : octets) {
        text += digits[octet >> 4U];
        text += digits[octet & 15U];
    }
    return text;
}

int nibble(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

} // namespace

std::string Digest::hex() const {
    return hex_of(octets);
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
    Digest digest;
    sure(EVP_Digest(bytes.data(), bytes.size(), digest.octets.data(), nullptr, algorithm(), nullptr));
    return digest;
}

struct Sha256::Inner {
    Context context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : inner_{std::make_unique<Inner>()} {
    sure(EVP_DigestInit_ex(inner_->context.get(), algorithm(), nullptr));
}
Sha256::Sha256(Sha256 &&) noexcept = default;
Sha256 &Sha256::operator=(Sha256 &&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::add(ByteView bytes) {
    sure(EVP_DigestUpdate(inner_->context.get(), bytes.data(), bytes.size()));
}

Digest Sha256::so_far() const {
    Context const copy{EVP_MD_CTX_new()};
    Digest digest;
    sure(EVP_MD_CTX_copy_ex(copy.get(), inner_->context.get()));
    sure(EVP_DigestFinal_ex(copy.get(), digest.octets.data(), nullptr));
    return digest;
}

struct Sha512::Inner {
    Context context{EVP_MD_CTX_new()};
};

Sha512::Sha512() : inner_{std::make_unique<Inner>()} {
    sure(EVP_DigestInit_ex(inner_->context.get(), long_algorithm(), nullptr));
}
Sha512::Sha512(Sha512 &&) noexcept = default;
Sha512 &Sha512::operator=(Sha512 &&) noexcept = default;
Sha512::~Sha512() = default;

void Sha512::add(ByteView bytes) {
    sure(EVP_DigestUpdate(inner_->context.get(), bytes.data(), bytes.size()));
}

std::string Sha512::hex() const {
    Context const copy{EVP_MD_CTX_new()};
    std::array<unsigned char, 64> octets{};
    sure(EVP_MD_CTX_copy_ex(copy.get(), inner_->context.get()));
    sure(EVP_DigestFinal_ex(copy.get(), octets.data(), nullptr));
    return hex_of(octets);
}

std::string sha512_hex(ByteView bytes) {
    Sha512 sum;
    sum.add(bytes);
    return sum.hex();
}

} // namespace base
