// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include <memory>
#include <string>

namespace base {

/// SHA-512 of bytes that come piece by piece, as 128 lower-case digits: what bags are checked by (RFC
/// 8493, 2.4).
class Sha512 {
public:
    Sha512();
    Sha512(Sha512 &&) noexcept;
    Sha512 &operator=(Sha512 &&) noexcept;
    ~Sha512();

    void add(ByteView bytes);
    [[nodiscard]] std::string hex() const; ///< of all so far

private:
    struct Inner;
    std::unique_ptr<Inner> inner_;
};
[[nodiscard]] std::string sha512_hex(ByteView bytes);

} // namespace base
