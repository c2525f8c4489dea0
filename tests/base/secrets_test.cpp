// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secrets.hpp"
#include <doctest/doctest.h>
#include <set>
#include <thread>
#include <vector>

TEST_CASE("tokens are 43 characters that need no escaping, and never the same") {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        auto const token = base::random_token();
        CHECK(token.size() == 43);
        CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
              std::string::npos);
        CHECK(seen.insert(token).second);
    }
}

TEST_CASE("a password is known again by its hash, and no other is") {
    auto const hash = base::hash_password("一二三四五六七八九十");
    CHECK(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    CHECK(base::password_matches(hash, "一二三四五六七八九十"));
    CHECK_FALSE(base::password_matches(hash, "一二三四五六七八九"));
    CHECK_FALSE(base::password_matches(hash, ""));
    CHECK_FALSE(base::needs_new_hash(hash));
}

TEST_CASE("the same password twice has two hashes") {
    CHECK(base::hash_password("the same words") != base::hash_password("the same words"));
}

TEST_CASE("a hash of another program is known again, and one with less memory wants to be made anew") {
    // From the tests of the reference implementation (P-H-C/phc-winner-argon2, src/test.c).
    std::string const old = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ"
                            "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    CHECK(base::password_matches(old, "password"));
    CHECK_FALSE(base::password_matches(old, "Password"));
    CHECK(base::needs_new_hash(old));
}

TEST_CASE("what is no hash matches nothing") {
    for (auto const *none : {"", "$argon2id$", "secret", "$argon2id$v=19$m=65536,t=2,p=1$!$!"}) {
        CHECK_FALSE(base::password_matches(none, ""));
        CHECK_FALSE(base::password_matches(none, "secret"));
        CHECK(base::needs_new_hash(none));
    }
}

TEST_CASE("nobody's hash has today's limits, so that trying it takes as long as any") {
    CHECK_FALSE(base::needs_new_hash(base::hash_of_nobody()));
    CHECK_FALSE(base::password_matches(base::hash_of_nobody(), ""));
}

TEST_CASE("secrets are the same only where all of them is") {
    CHECK(base::same_secret("", ""));
    CHECK(base::same_secret("abc", "abc"));
    CHECK_FALSE(base::same_secret("abc", "abd"));
    CHECK_FALSE(base::same_secret("abc", "ab"));
    CHECK_FALSE(base::same_secret("abc", "abcd"));
}

TEST_CASE("a wiped text leaves nothing in its memory") {
    std::string secret = "a password that is longer than what a string holds in itself";
    auto const *at = secret.data();
    auto const size = secret.size();
    base::wipe(secret);
    CHECK(secret.empty());
    REQUIRE(secret.data() == at);
    CHECK(std::string_view{at, size}.find_first_not_of('\0') == std::string_view::npos);
}

TEST_CASE("more passwords at once than there are places are all checked") {
    auto const hash = base::hash_password("one for everybody");
    std::vector<std::thread> threads;
    threads.reserve(6);
    std::vector<int> matched(6);
    for (auto &mine : matched) {
        threads.emplace_back([&] { mine = base::password_matches(hash, "one for everybody") ? 1 : 0; });
    }
    for (auto &thread : threads) {
        thread.join();
    }
    CHECK(matched == std::vector<int>(6, 1));
}
