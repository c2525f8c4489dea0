// SPDX-License-Identifier: GPL-3.0-or-later
#include "dnp/split_row.hpp"
#if defined(__x86_64__)
#include <tmmintrin.h>
#endif

namespace print::dnp {

namespace {

#if defined(__x86_64__)

__m128i load(std::uint32_t const *pixels) {
    return _mm_loadu_si128(reinterpret_cast<__m128i const *>(pixels));
}

void store(unsigned char *to, __m128i bytes) {
    _mm_storeu_si128(reinterpret_cast<__m128i *>(to), bytes);
}

/// Sixteen pixels at a time. No compiler of today makes this of the plain loop, which takes five times as
/// long. \return how many pixels are done: all but the last few on the left
__attribute__((target("ssse3"))) std::size_t split_sixteens(std::uint32_t const *pixels, std::size_t count,
                                                            PlaneRow to) {
    // Of four pixels from the right: four bytes of blue, four of green, four of red, four of nothing.
    auto const order = _mm_setr_epi8(12, 8, 4, 0, 13, 9, 5, 1, 14, 10, 6, 2, 15, 11, 7, 3);
    std::size_t x = 0;
    for (; x + 16 <= count; x += 16) {
        auto const *end = pixels + count - x;
        auto const a = _mm_shuffle_epi8(load(end - 4), order);
        auto const b = _mm_shuffle_epi8(load(end - 8), order);
        auto const c = _mm_shuffle_epi8(load(end - 12), order);
        auto const d = _mm_shuffle_epi8(load(end - 16), order);
        auto const left = _mm_unpacklo_epi32(a, b);
        auto const right = _mm_unpacklo_epi32(c, d);
        auto const red_left = _mm_unpackhi_epi32(a, b);
        auto const red_right = _mm_unpackhi_epi32(c, d);
        store(to.yellow + x, _mm_unpacklo_epi64(left, right));
        store(to.magenta + x, _mm_unpackhi_epi64(left, right));
        store(to.cyan + x, _mm_unpacklo_epi64(red_left, red_right));
    }
    return x;
}

#endif

} // namespace

void split_row(std::uint32_t const *pixels, std::size_t count, PlaneRow to) {
    std::size_t done = 0;
#if defined(__x86_64__)
    // Every processor since 2006 has it, but not every one that the compiler builds for by itself.
    if (__builtin_cpu_supports("ssse3") != 0) {
        done = split_sixteens(pixels, count, to);
    }
#endif
    split_row_plainly(pixels, count - done, {to.yellow + done, to.magenta + done, to.cyan + done});
}

void split_row_plainly(std::uint32_t const *pixels, std::size_t count, PlaneRow to) {
    for (std::size_t x = 0; x < count; ++x) {
        auto const pixel = pixels[count - 1 - x];
        to.yellow[x] = static_cast<unsigned char>(pixel);
        to.magenta[x] = static_cast<unsigned char>(pixel >> 8);
        to.cyan[x] = static_cast<unsigned char>(pixel >> 16);
    }
}

} // namespace print::dnp
