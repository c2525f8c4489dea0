// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/codec.hpp"
#include "photo/master.hpp"
#include "render/portrait.hpp"
#include "support/fresh_store.hpp"
#include <cstdlib>
#include <doctest/doctest.h>

using support::sure;

namespace {

photo::Picture picture_of(base::Bytes const &jpeg) {
    return std::get<photo::Picture>(photo::decoded(jpeg, sure(photo::read_facts(jpeg)), 1));
}

bool is_background(photo::Picture const &picture, int x, int y) {
    auto const *pixel = picture.at(x, y);
    return std::abs(pixel[0] - 100) < 24 && std::abs(pixel[1] - 197) < 24 && std::abs(pixel[2] - 255) < 24;
}

/// The first row from the top that is not background about the middle.
int top_of_hair(photo::Picture const &picture) {
    int y = 0;
    while (y < picture.height && is_background(picture, picture.width / 2, y)) {
        ++y;
    }
    return y;
}

} // namespace

TEST_CASE("a made-up portrait becomes a master byte for byte") {
    photo::Spec const spec;
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        CAPTURE(seed);
        auto const jpeg = sure(render::portrait({seed, seed % 2 == 0, seed % 8 == 0, seed % 5 == 0}));
        CHECK(jpeg.size() >= spec.aim_least);
        CHECK(jpeg.size() <= spec.aim_most);
        auto const made = photo::make_master(jpeg, spec);
        REQUIRE(std::holds_alternative<photo::Master>(made));
        CHECK(std::get<photo::Master>(made).kept);
        CHECK(std::get<photo::Master>(made).jpeg == jpeg);
    }
}

TEST_CASE("a made-up portrait stands where the rule wants it, before an even background") {
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        CAPTURE(seed);
        auto const picture = picture_of(sure(render::portrait({seed, seed % 2 == 0, false})));
        auto const top = top_of_hair(picture);
        CHECK(top >= 50);
        CHECK(top <= 110);
        for (int x = 4; x < 480; x += 59) {
            CHECK(is_background(picture, x, 20));
        }
        CHECK_FALSE(is_background(picture, 240, 620));
    }
}

TEST_CASE("a larger portrait, as a camera takes it, is made into a master within the bounds") {
    auto const jpeg = sure(render::portrait({77, true, false, false, 1500}));
    auto const facts = sure(photo::read_facts(jpeg));
    CHECK(facts.width == 1500);
    CHECK(facts.height == 2000);
    auto const made = photo::make_master(jpeg, photo::Spec{});
    REQUIRE(std::holds_alternative<photo::Master>(made));
    CHECK(std::get<photo::Master>(made).jpeg.size() >= 31'000);
    CHECK(std::get<photo::Master>(made).jpeg.size() <= 39'500);
}

TEST_CASE("the same seed gives the same bytes, another one another person") {
    CHECK(sure(render::portrait({5})) == sure(render::portrait({5})));
    CHECK(sure(render::portrait({5})) != sure(render::portrait({6})));
}
