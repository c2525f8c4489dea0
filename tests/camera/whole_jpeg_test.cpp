// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera/whole_jpeg.hpp"
#include "support/portrait.hpp"
#include <doctest/doctest.h>

using camera::wholeness;
using camera::Wholeness;

TEST_CASE("a JPEG is whole with its last byte and not one earlier") {
    auto const jpeg = support::portrait(1);
    CHECK(wholeness(jpeg) == Wholeness::whole);
    for (std::size_t size = 0; size < jpeg.size(); size += size < 700 ? 1 : 97) {
        CAPTURE(size);
        CHECK(wholeness(base::ByteView{jpeg}.first(size)) == Wholeness::partial);
    }
    CHECK(wholeness(base::ByteView{jpeg}.first(jpeg.size() - 1)) == Wholeness::partial);
}

TEST_CASE("what a camera writes after the end does no harm") {
    auto jpeg = support::portrait(1);
    jpeg.insert(jpeg.end(), {0, 0, 'S', 'E', 'F', 'T'});
    CHECK(wholeness(jpeg) == Wholeness::whole);
}

TEST_CASE("the end of a thumbnail inside is not the end of the picture") {
    auto const inner = support::portrait(2);
    auto jpeg = support::portrait(1);
    auto const length = inner.size() + 2;
    REQUIRE(length < 0xFFFF);
    base::Bytes segment{0xFF, 0xE1, static_cast<unsigned char>(length >> 8),
                        static_cast<unsigned char>(length & 0xFF)};
    segment.insert(segment.end(), inner.begin(), inner.end());
    jpeg.insert(jpeg.begin() + 2, segment.begin(), segment.end());
    CHECK(wholeness(jpeg) == Wholeness::whole);
    CHECK(wholeness(base::ByteView{jpeg}.first(segment.size() + 40)) == Wholeness::partial);
}

TEST_CASE("room that is yet to be filled is no other kind of file") {
    CHECK(wholeness(base::Bytes(4096)) == Wholeness::partial);
    CHECK(wholeness(base::Bytes{'I', 'I', '*', 0}) == Wholeness::other);
    CHECK(wholeness(base::Bytes{0xFF}) == Wholeness::partial);
}
