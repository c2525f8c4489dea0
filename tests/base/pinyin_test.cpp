// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/pinyin.hpp"
#include <algorithm>
#include <doctest/doctest.h>

namespace {

bool has(std::string_view name, std::string_view key) {
    auto const keys = base::pinyin_keys(name);
    return std::ranges::find(keys, key) != keys.end();
}

} // namespace

TEST_CASE("a name is found by its pinyin in full and by its initials") {
    CHECK(has("张三", "zhangsan"));
    CHECK(has("张三", "zs"));
    CHECK(has("欧阳娜娜", "ouyangnana"));
    CHECK(has("欧阳娜娜", "oynn"));
}

TEST_CASE("a surname is found as it is read and as its character is read elsewhere") {
    for (auto const *key : {"shandan", "sd", "dandan", "dd"}) {
        CHECK(has("单丹", key));
    }
    CHECK(has("曾国藩", "zengguofan"));
    CHECK(has("仇英", "qiuying"));
    CHECK(has("尉迟恭", "yuchigong"));
    CHECK_FALSE(has("李单", "lishan")); // read so in front only
}

TEST_CASE("u with two dots is typed u or v") {
    CHECK(has("吕布", "lvbu"));
    CHECK(has("吕布", "lubu"));
    CHECK(base::pinyin_query("Lü Bu") == "lvbu");
}

TEST_CASE("dots and blanks part a name for the eye only, and Latin names are their letters") {
    CHECK(has("阿依古丽·买买提", "ayigulimaimaiti"));
    CHECK(has("John Smith", "johnsmith"));
    CHECK(base::pinyin_query(" Zhang'San") == "zhangsan");
    CHECK(base::pinyin_query("ＺＳ") == "zs");
}

TEST_CASE("what is no pinyin is none") {
    CHECK(base::pinyin_query("张三").empty());
    CHECK(base::pinyin_query("20220001").empty());
    CHECK(base::pinyin_query("zhang3").empty());
    CHECK(base::pinyin_keys("").empty());
    CHECK(base::pinyin_keys("？！").empty());
}

TEST_CASE("a name with many readings has a bounded number of keys") {
    CHECK(base::pinyin_keys("吕绿绿率女旅律虑").size() <= 16);
}
