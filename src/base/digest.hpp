// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include <array>
#include <compare>
#include <memory>
#include <optional>
#include <string>

namespace base {

/// SHA-256 (FIPS 180-4): what photos and layouts are called by, and what chains the ledger. Chosen because
/// any computer of the next decades can check it without this program.
struct Digest {
    std::array<unsigned char, 32> octets{};

    [[nodiscard]] std::string hex() const; ///< 64 lower-case digits
    static std::optional<Digest> from_hex(std::string_view hex);
    friend auto operator<=>(Digest const &, Digest const &) = default;
};

[[nodiscard]] Digest sha256(ByteView bytes);

/// The same, of bytes that come piece by piece.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256 &&) noexcept;
    Sha256 &operator=(Sha256 &&) noexcept;
    ~Sha256();

    void add(ByteView bytes);
    [[nodiscard]] Digest so_far() const; ///< more may be added afterwards

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};

} // namespace base
