// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/resident_id.hpp"
#include <doctest/doctest.h>
#include <string>

using base::IdFlaw;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::year_month_day today{2026y, std::chrono::June, 1d};

IdFlaw flaw(std::string_view number) {
    return base::read_resident_id(number, today).flaw;
}

std::string with_check(std::string first_17) {
    return first_17 + base::resident_check_character(first_17);
}

} // namespace

TEST_CASE("the published numbers are right") {
    for (auto const *number : {"34052419800101001X", "11010519491231002X", "440524188001010014"}) {
        CHECK(flaw(number) == IdFlaw::none);
    }
    CHECK(flaw("11010519491231002x") == IdFlaw::none);
}

TEST_CASE("birth and sex are read from the number") {
    auto const reading = base::read_resident_id("11010519491231002X", today);
    REQUIRE(reading.id.has_value());
    CHECK(reading.id->birth == std::chrono::year_month_day{1949y, std::chrono::December, 31d});
    CHECK_FALSE(reading.id->male);
    CHECK(base::read_resident_id("34052419800101001X", today).id->male);
}

TEST_CASE("every single wrong digit and every swap of neighbours is noticed") {
    std::string const right = "440524188001010014";
    for (std::size_t i = 0; i < right.size(); ++i) {
        for (char c = '0'; c <= '9'; ++c) {
            auto wrong = right;
            wrong[i] = c;
            CHECK((flaw(wrong) == IdFlaw::none) == (c == right[i]));
        }
        if (i + 1 < right.size() && right[i] != right[i + 1]) {
            auto swapped = right;
            std::swap(swapped[i], swapped[i + 1]);
            CHECK(flaw(swapped) != IdFlaw::none);
        }
    }
}

TEST_CASE("a day that does not exist or has not come is a flaw of its own") {
    CHECK(flaw(with_check("11010519990229001")) == IdFlaw::birth_date);
    CHECK(flaw(with_check("11010520000229001")) == IdFlaw::none);
    CHECK(flaw(with_check("11010519991301001")) == IdFlaw::birth_date);
    CHECK(flaw(with_check("11010520260601001")) == IdFlaw::none);
    CHECK(flaw(with_check("11010520260602001")) == IdFlaw::future);
}

TEST_CASE("length and foreign characters are told apart") {
    CHECK(flaw("") == IdFlaw::length);
    CHECK(flaw("1101051949123100") == IdFlaw::length);
    CHECK(flaw("1101051949123100AX") == IdFlaw::characters);
    CHECK(flaw("X1010519491231002X") == IdFlaw::characters);
    CHECK(flaw("11010549123100X") == IdFlaw::characters);
}

TEST_CASE("an old number of fifteen digits has a year of the last century and no check") {
    auto const reading = base::read_resident_id("110105491231002", today);
    REQUIRE(reading.id.has_value());
    CHECK(reading.id->fifteen);
    CHECK(reading.id->birth.year() == 1949y);
    CHECK_FALSE(reading.id->male);
    CHECK(flaw("110105491331002") == IdFlaw::birth_date);
}

TEST_CASE("permits of Hong Kong, Macao, Taiwan and of permanent residents follow the same model") {
    using base::IdHolder;
    auto const holder = [](std::string const &first_17) {
        auto const reading = base::read_resident_id(with_check(first_17), today);
        REQUIRE(reading.id.has_value());
        return reading.id->holder;
    };
    CHECK(holder("81000019990102001") == IdHolder::hong_kong_macao_taiwan);
    CHECK(holder("82000019990102001") == IdHolder::hong_kong_macao_taiwan);
    CHECK(holder("83000019990102001") == IdHolder::hong_kong_macao_taiwan);
    CHECK(holder("91123419990102001") == IdHolder::permanent_resident);
    CHECK(holder("11010119990102001") == IdHolder::citizen);
}
