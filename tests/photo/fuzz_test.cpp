// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/jpeg_maker.hpp"
#include "photo/master.hpp"
#include <doctest/doctest.h>
#include <random>

using jpeg_maker::jpeg;

namespace {

/// A spec so small that damaged pictures of a few kilobytes reach the decoder and the encoder.
photo::Spec tiny_spec() {
    photo::Spec spec;
    spec.width = 48;
    spec.height = 64;
    spec.least_bytes = 100;
    spec.aim_least = 100;
    return spec;
}

std::string outcome(base::Bytes const &file) {
    auto const made = photo::make_master(file, tiny_spec());
    auto const *refused = std::get_if<photo::Refusal>(&made);
    return refused != nullptr ? refused->kind : "made";
}

void flip_bytes(base::Bytes const &whole, unsigned seed, int times) {
    std::mt19937 random{seed};
    for (int i = 0; i < times; ++i) {
        auto file = whole;
        for (auto n = random() % 4 + 1; n > 0; --n) {
            file[random() % file.size()] = static_cast<unsigned char>(random());
        }
        CHECK_FALSE(outcome(file).empty());
    }
}

} // namespace

TEST_CASE("every truncation is refused as one") {
    auto const whole = jpeg({.width = 96, .height = 128, .quality = 60, .orientation = 6});
    REQUIRE(outcome(whole) == "made");
    for (std::size_t size = 1; size < whole.size(); ++size) {
        base::Bytes const cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        CHECK(outcome(cut) == "truncated");
    }
}

TEST_CASE("a truncated file that somebody closed with an end marker is refused too") {
    auto file = jpeg({.width = 96, .height = 128, .quality = 60});
    file.resize(file.size() / 2);
    file.insert(file.end(), {0xFF, 0xD9});
    CHECK(outcome(file) == "truncated");
}

TEST_CASE("random bytes in the file never crash anything") {
    flip_bytes(jpeg({.width = 96, .height = 128, .quality = 60, .orientation = 6}), 1, 1000);
    flip_bytes(jpeg({.width = 96, .height = 128, .quality = 60, .progressive = true}), 2, 600);
    flip_bytes(jpeg({.width = 96, .height = 128, .quality = 60, .arithmetic = true}), 3, 400);
}

TEST_CASE("random bytes behind a JPEG's first three never crash anything") {
    std::mt19937 random{4};
    for (int i = 0; i < 2000; ++i) {
        base::Bytes file{0xFF, 0xD8, 0xFF};
        for (auto n = random() % 400; n > 0; --n) {
            file.push_back(static_cast<unsigned char>(random()));
        }
        CHECK(outcome(file) != "made");
    }
}
