// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secrets.hpp"
#include "code/collection_code.hpp"
#include <doctest/doctest.h>

TEST_CASE(
    "a collection code's token is the same for the same key, another for another, and says nothing of it") {
    auto const key = base::random_token();
    std::string const content = "MDAxMTgzMjIwMjYxMjM0NTY3ODkwYWJjZGVm";
    auto const token = code::token_of(content, key);
    CHECK(token.size() == 64);
    CHECK(token == code::token_of(content + "\r\n", key));
    CHECK(token == code::token_of("  " + content, key));
    CHECK(token != code::token_of(content + "x", key));
    CHECK(token != code::token_of(content, base::random_token()));
    CHECK(token.find("MDAx") == std::string::npos);
    CHECK(code::may_be_collection_code(content));
    for (auto const *other : {"", "20220001", "KSCEVP-00003-H", "11010519491231002X", "   12   "}) {
        CAPTURE(other);
        CHECK_FALSE(code::may_be_collection_code(other));
    }
}

TEST_CASE("what a collection code shows is read as people type it") {
    struct Case {
        char const *typed, *first, *last, *tail;
        int length;
    };
    for (auto const &[typed, first, last, tail, length] :
         {Case{"张*三 1234", "张", "三", "1234", 3}, Case{"张* 123X", "张", "", "123X", 2},
          Case{"张＊ １２３ｘ", "张", "", "123X", 2}, Case{"欧**远1234", "欧", "远", "1234", 4},
          Case{"  王*", "王", "", "", 2}, Case{"阿***********提 0021", "阿", "提", "0021", 13}}) {
        CAPTURE(typed);
        auto const mask = code::read_mask(typed);
        REQUIRE(mask);
        CHECK(mask->first == first);
        CHECK(mask->last == last);
        CHECK(mask->tail == tail);
        CHECK(mask->length == length);
    }
    for (auto const *none :
         {"", "张三", "张三 1234", "*三 1234", "张*三 12", "张*三 12345", "张*三 X234", "1234", "**"}) {
        CAPTURE(none);
        CHECK_FALSE(code::read_mask(none));
    }
}
