// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cmath>
#include <compare>
#include <cstdint>

namespace base {

/// A length on paper in whole hundredths of a millimetre, so that layouts compare with ==.
class Length {
public:
    constexpr Length() = default;
    static constexpr Length hundredths(std::int64_t n) { return Length{n}; }
    static Length mm(double millimetres) { return Length{std::llround(millimetres * 100.0)}; }

    [[nodiscard]] constexpr std::int64_t hundredths() const { return n_; }
    [[nodiscard]] constexpr double mm() const { return static_cast<double>(n_) / 100.0; }
    /// PDF units, 1/72 inch.
    [[nodiscard]] constexpr double points() const { return static_cast<double>(n_) * 72.0 / 2540.0; }
    /// Device pixels at a resolution in dots per inch, not rounded.
    [[nodiscard]] constexpr double pixels(double dpi) const { return static_cast<double>(n_) * dpi / 2540.0; }

    friend constexpr auto operator<=>(Length, Length) = default;
    friend constexpr Length operator+(Length a, Length b) { return Length{a.n_ + b.n_}; }
    friend constexpr Length operator-(Length a, Length b) { return Length{a.n_ - b.n_}; }
    friend constexpr Length operator*(Length a, std::int64_t times) { return Length{a.n_ * times}; }
    friend constexpr Length operator/(Length a, std::int64_t parts) { return Length{a.n_ / parts}; }
    constexpr Length &operator+=(Length other) {
        n_ += other.n_;
        return *this;
    }

private:
    explicit constexpr Length(std::int64_t n) : n_{n} {}
    std::int64_t n_ = 0;
};

} // namespace base
