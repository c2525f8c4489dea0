// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "desk/passwords.hpp"
#include "support/fresh_store.hpp"
#include <doctest/doctest.h>

using support::sure;

TEST_CASE("a password is long, not the login name and not what everybody tries first") {
    auto const refused = [](std::string const &password) {
        auto const hash = desk::hash_new_password(password, "wang");
        return hash ? std::string{} : hash.fault().what.en;
    };
    CHECK(refused("123456789").find("at least 10") != std::string::npos);
    CHECK(refused("一二三四五六七八九").find("at least 10") != std::string::npos);
    CHECK(refused(std::string(201, 'x')).find("at most 200") != std::string::npos);
    CHECK(refused("me, Wang, and nobody").find("'wang'") != std::string::npos);
    CHECK(refused("ｗａｎｇ的长长的密码").find("'wang'") != std::string::npos);
    CHECK(refused("Password123").find("most common") != std::string::npos);
    CHECK(refused("１２３４５６７８９０").find("most common") != std::string::npos);
    CHECK(refused("一二三四五六七八九十").empty());
    CHECK(refused("all small letters").empty());
}

TEST_CASE("a password is the same in another normal form and in full-width letters") {
    auto const hash = sure(desk::hash_new_password("caf\u00e9 mensa 2026", "wang"));
    CHECK(desk::password_fits(hash, "cafe\u0301 mensa 2026"));
    CHECK(desk::password_fits(hash, "ｃａｆ\u00e9 mensa ２０２６"));
    CHECK_FALSE(desk::password_fits(hash, "cafe mensa 2026"));
}

TEST_CASE("every line of the worst passwords is long enough to be asked for") {
    std::size_t count = 0;
    for (auto line : base::split(desk::worst_passwords(), '\n')) {
        if (!line.empty() && !line.starts_with('#')) {
            CAPTURE(line);
            CHECK(base::characters(line).size() >= desk::shortest_password);
            ++count;
        }
    }
    CHECK(count > 90);
}
