// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include <doctest/doctest.h>

TEST_CASE("a name is masked as a collection code shows it") {
    CHECK(base::masked_name("王小明") == "王*明");
    CHECK(base::masked_name("王明") == "王*");
    CHECK(base::masked_name("欧阳小明") == "欧**明");
    CHECK(base::masked_name("王") == "王");
}

TEST_CASE("a number shows its last four characters and no more") {
    CHECK(base::masked_number("11010519491231002X") == "**************002X");
    CHECK(base::masked_number("123") == "123");
}

TEST_CASE("GB18030 goes to UTF-8 and back, four-byte characters beyond the BMP too") {
    auto const bytes = base::to_gb18030("张三𬱖");
    REQUIRE(bytes.has_value());
    CHECK(bytes->size() == 2 + 2 + 4);
    CHECK(base::from_gb18030(*bytes) == "张三𬱖");
}

TEST_CASE("bytes that are not GB18030 are refused, not replaced") {
    CHECK_FALSE(base::from_gb18030(base::as_bytes("\xff\xff")).has_value());
}

TEST_CASE("trimming takes ideographic and no-break spaces") {
    CHECK(base::trimmed("\u3000 张 三\u00a0\t") == "张 三");
    CHECK(base::trimmed("\u3000 ").empty());
}

TEST_CASE("a Chinese character takes two columns of a terminal") {
    CHECK(base::columns_of("a学b") == 4);
}
