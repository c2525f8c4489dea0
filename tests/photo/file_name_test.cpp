// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/file_name.hpp"
#include <chrono>
#include <doctest/doctest.h>
#include <fmt/format.h>

using photo::Match;
using photo::NameIndex;

namespace {

constexpr auto zhang_id = "11010519491231002X";
constexpr auto li_id = "440524188001010014";

enum : std::size_t {
    zhang = 10,
    li = 20,
    ouyang = 30,
    other_li = 40,
    foreign = 50,
    zhang_twice = 60,
    dashed = 70
};

NameIndex campaign() {
    NameIndex index;
    index.add(zhang, "2021001", zhang_id, "张三");
    index.add(li, "2021002", li_id, "李四");
    index.add(ouyang, "2021003", "34052419800101001X", "欧阳小明");
    index.add(other_li, "2021004", "", "李四");
    index.add(foreign, "L2021005", "E12345678", "John Smith");
    index.add(dashed, "2021-0006", "", "阿依古丽·买买提");
    return index;
}

void check_one(std::string_view file_name, std::size_t person) {
    static auto const index = campaign();
    auto const match = index.match(file_name);
    CAPTURE(file_name);
    CHECK(match.kind == Match::Kind::one);
    CHECK(match.persons == std::vector{person});
}

void check_kind(std::string_view file_name, Match::Kind kind, std::vector<std::size_t> const &persons) {
    static auto const index = campaign();
    auto const match = index.match(file_name);
    CAPTURE(file_name);
    CHECK(match.kind == kind);
    CHECK(match.persons == persons);
}

} // namespace

TEST_CASE("any key in any order with any separator finds its person") {
    for (auto const *name : {"2021001.jpg",
                             "2021001.JPEG",
                             "张三.jpg",
                             "11010519491231002X.jpg",
                             "11010519491231002x.jpg",
                             "2021001张三11010519491231002X.jpg",
                             "2021001+张三+11010519491231002X.jpg",
                             "张三_2021001.jpg",
                             "11010519491231002X-2021001-张三.JPG",
                             "202100111010519491231002X.jpg",
                             "11010519491231002X2021001张三.jpg",
                             "张三11010519491231002x.jpg",
                             "2021001 张三.jpg",
                             "2021001（张三）.jpg",
                             "２０２１００１＋张三.jpg",
                             "2021001－张三.jpg",
                             "2021001——张三.jpg",
                             "学院/2021级/2021001.jpg",
                             "张 三 2021001.jpg",
                             "2021001张三(1).jpg",
                             "2021001张三照片.jpg",
                             "2021001_张三_蓝底证件照.jpg",
                             "2021001"}) {
        check_one(name, zhang);
    }
}

TEST_CASE("names with dots, of several words, and numbers with dashes are found") {
    check_one("阿依古丽·买买提.jpg", dashed);
    check_one("阿依古丽•买买提.jpg", dashed);
    check_one("阿依古丽买买提.jpg", dashed);
    check_one("2021-0006.jpg", dashed);
    check_one("2021-0006_阿依古丽.买买提.jpg", dashed);
    check_one("john_smith.jpg", foreign);
    check_one("l2021005 John Smith.jpg", foreign);
    check_one("E12345678.jpg", foreign);
    check_one("欧阳小明2021003.jpg", ouyang);
}

TEST_CASE("words that are no names do not disturb a number") {
    check_one("2021001_计算机学院.jpg", zhang);
    check_one("软件工程1班_2021001_张三.jpg", zhang);
    check_one("IMG_2021001.jpg", zhang);
    check_one("2021001-副本.jpg", zhang);
}

TEST_CASE("a name that ends like a remark is still a name") {
    NameIndex index;
    index.add(1, "2021001", "", "高原图");
    index.add(2, "2021002", "", "高");
    CHECK(index.match("高原图.jpg").persons == std::vector<std::size_t>{1});
}

TEST_CASE("a name alone decides only where one person has it") {
    check_kind("李四.jpg", Match::Kind::several, {li, other_li});
    check_one("2021004李四.jpg", other_li);
}

TEST_CASE("two keys of two people are a contradiction that names both") {
    check_kind("2021001_2021002.jpg", Match::Kind::contradiction, {zhang, li});
    check_kind("2021001440524188001010014.jpg", Match::Kind::contradiction, {zhang, li});
}

TEST_CASE("a number with somebody else's name is a contradiction, known in the campaign or not") {
    check_kind("2021001李四.jpg", Match::Kind::contradiction, {zhang, li, other_li});
    check_kind("2021001王五.jpg", Match::Kind::contradiction, {zhang});
    check_kind("2021001张三丰.jpg", Match::Kind::contradiction, {zhang});
}

TEST_CASE("a student number with an identity number that is not this student's is a contradiction") {
    check_kind("2021001_110105199912310021.jpg", Match::Kind::contradiction, {zhang});
}

TEST_CASE("a part of a number is not a number") {
    check_kind("12021001.jpg", Match::Kind::none, {});
    check_kind("202100.jpg", Match::Kind::none, {});
    check_kind("王五.jpg", Match::Kind::none, {});
    check_kind("110105199912310021张三.jpg", Match::Kind::none, {});
    check_kind("", Match::Kind::none, {});
    check_kind(".jpg", Match::Kind::none, {});
    check_kind("\xff\xfe\x80.jpg", Match::Kind::none, {});
}

TEST_CASE("one person with two enrolments is told apart by the student number") {
    NameIndex index;
    index.add(1, "2021001", zhang_id, "张三");
    index.add(2, "X2021001", zhang_id, "张三");
    CHECK(index.match("11010519491231002X.jpg").kind == Match::Kind::several);
    auto const match = index.match("X2021001张三11010519491231002X.jpg");
    CHECK(match.kind == Match::Kind::one);
    CHECK(match.persons == std::vector<std::size_t>{2});
}

TEST_CASE("50,000 files are matched among 50,000 people in seconds") {
    NameIndex index;
    for (std::size_t i = 0; i < 50'000; ++i) {
        index.add(i, fmt::format("2021{:06}", i), fmt::format("110105{:08}{:03}X", 19990101 + i, i % 1000),
                  fmt::format("王小{}", i % 997));
    }
    auto const start = std::chrono::steady_clock::now();
    std::size_t found = 0;
    for (std::size_t i = 0; i < 50'000; ++i) {
        auto const match =
            index.match(fmt::format("2021{:06}+110105{:08}{:03}X.jpg", i, 19990101 + i, i % 1000));
        found += match.kind == Match::Kind::one && match.persons.front() == i ? 1U : 0U;
    }
    CHECK(found == 50'000);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{20});
}
