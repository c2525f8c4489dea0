// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secrets.hpp"
#include "store/db.hpp"
#include "support/staff.hpp"
#include <algorithm>
#include <doctest/doctest.h>

using base::Trouble;
using support::Staff;
using support::sure;
using namespace std::chrono_literals;

namespace {

std::string hash_of(Staff &staff, std::int64_t account) {
    return sure(store::password_hash(staff.store(), account));
}

} // namespace

TEST_CASE("a login gives tokens that are nobody else's, and the session says who it is") {
    Staff staff;
    staff.account("wang");
    auto const first = sure(staff.log_in("Ｗang"));
    auto const other = sure(staff.log_in(" WANG "));
    CHECK(first.token != other.token);
    CHECK(first.csrf != other.csrf);
    auto const session = staff.session(first.token).value();
    CHECK(session.name == "wang");
    CHECK(session.shown == "老师");
    CHECK(session.role == desk::Role::operator_);
    CHECK_FALSE(session.unit);
    CHECK(desk::check_csrf(session, first.csrf));
    CHECK(desk::check_csrf(session, other.csrf).fault().kind == Trouble::not_allowed);
    CHECK_FALSE(desk::check_csrf(session, ""));
    CHECK_FALSE(staff.session("made up"));
    CHECK_FALSE(staff.session(""));
}

TEST_CASE("an unknown name and a wrong password are told alike") {
    Staff staff;
    staff.account("wang");
    auto const wrong = staff.log_in("wang", "a wrong password");
    auto const unknown = staff.log_in("nobody", "a wrong password");
    auto const none = staff.log_in("no name at all!", "");
    REQUIRE_FALSE(wrong);
    REQUIRE_FALSE(unknown);
    REQUIRE_FALSE(none);
    CHECK(wrong.fault().kind == Trouble::not_allowed);
    CHECK(unknown.fault().kind == Trouble::not_allowed);
    CHECK(wrong.fault().what == unknown.fault().what);
    CHECK(wrong.fault().what == none.fault().what);
}

TEST_CASE("an unknown name takes as long as a wrong password") {
    Staff staff;
    staff.account("wang");
    auto const time_of = [&](std::string const &name) {
        auto shortest = std::chrono::steady_clock::duration::max();
        for (int i = 0; i < 4; ++i) {
            auto const begun = std::chrono::steady_clock::now();
            CHECK_FALSE(staff.log_in(name, "a wrong password"));
            shortest = std::min(shortest, std::chrono::steady_clock::now() - begun);
        }
        return shortest;
    };
    CHECK(time_of("nobody") * 3 > time_of("wang")); // without the hash it is a hundredth
}

TEST_CASE("a session ends after half an hour without a request, not while there are some") {
    Staff staff;
    staff.account("wang");
    auto const token = staff.token("wang");
    for (int i = 0; i < 10; ++i) {
        staff.pass(29min);
        CHECK(staff.session(token));
    }
    staff.pass(desk::idle_limit);
    CHECK(staff.session(token));
    staff.pass(desk::idle_limit + 1ms);
    CHECK_FALSE(staff.session(token));
}

TEST_CASE("a session ends after a working day however busy it is") {
    Staff staff;
    staff.account("wang");
    auto const token = staff.token("wang");
    auto const begun = staff.now();
    while (staff.now() + 10min < begun + desk::session_limit) {
        staff.pass(10min);
        CHECK(staff.session(token));
    }
    staff.pass(10min);
    CHECK_FALSE(staff.session(token));
}

TEST_CASE("that a session was seen is written once a minute") {
    Staff staff;
    staff.account("wang");
    auto const token = staff.token("wang");
    auto const seen = [&] {
        return sure(store::session(staff.store(), desk::token_digest(token))).value().seen_at;
    };
    auto const begun = staff.now();
    staff.pass(59s);
    CHECK(staff.session(token));
    CHECK(seen() == begun);
    staff.pass(1s);
    CHECK(staff.session(token));
    CHECK(seen() == begun + 60s);
    staff.pass(30s);
    CHECK(staff.session(token));
    CHECK(seen() == begun + 60s);
}

TEST_CASE("logging in sweeps out sessions that are over") {
    Staff staff;
    staff.account("wang");
    staff.token("wang");
    staff.pass(31min);
    staff.token("wang");
    CHECK(staff.store().db().raw().execAndGet("select count(*) from session").getInt() == 1);
}

TEST_CASE("logging out ends this session only, and twice is no fault") {
    Staff staff;
    staff.account("wang");
    auto const token = staff.token("wang");
    auto const other = staff.token("wang");
    sure(desk::end_session(staff.store(), token, staff.now()));
    sure(desk::end_session(staff.store(), token, staff.now()));
    CHECK_FALSE(staff.session(token));
    CHECK(staff.session(other));
}

TEST_CASE("a new password ends the other sessions and older invitations, and the old one opens nothing") {
    Staff staff;
    auto const wang = staff.account("wang");
    auto const mine = staff.token("wang");
    auto const other = staff.token("wang");
    auto const change = [&](std::string const &old, std::string const &wanted) {
        return desk::change_password(staff.store(), staff.guard, {mine, old, wanted, Staff::here},
                                     staff.now());
    };
    CHECK(change("not the old one", "another long password").fault().kind == Trouble::not_allowed);
    CHECK(change(Staff::password, "short").fault().kind == Trouble::bad_input);
    CHECK(change(Staff::password, "this is wang's").fault().kind == Trouble::bad_input);
    CHECK(change(Staff::password, Staff::password).fault().kind == Trouble::bad_input);
    CHECK(staff.session(other));
    sure(change(Staff::password, "another long password"));
    CHECK(staff.session(mine));
    CHECK_FALSE(staff.session(other));
    CHECK_FALSE(staff.log_in("wang"));
    CHECK(staff.log_in("wang", "another long password"));
    CHECK(hash_of(staff, wang).starts_with("$argon2id$"));
    staff.pass(9h);
    CHECK(change("another long password", "a third long password").fault().kind == Trouble::not_allowed);
}

TEST_CASE("guessing the old password in somebody's session is slowed as logging in is") {
    Staff staff;
    staff.account("wang");
    auto const token = staff.token("wang");
    auto const guess = [&] {
        return desk::change_password(staff.store(), staff.guard,
                                     {token, "a guess", "another long password", Staff::here}, staff.now());
    };
    for (std::size_t i = 0; i < desk::LoginGuard::pair_failures; ++i) {
        CHECK(guess().fault().kind == Trouble::not_allowed);
    }
    CHECK(guess().fault().kind == Trouble::busy);
}

TEST_CASE("a hash with other limits is made anew when its password is typed") {
    Staff staff;
    auto const wang = staff.account("wang");
    {
        // "password" of the reference implementation's tests, with 256 KiB
        auto change = staff.fresh.change();
        sure(store::set_password(change, wang,
                                 "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ"
                                 "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"));
        sure(change.commit());
    }
    CHECK(staff.log_in("wang", "password"));
    CHECK_FALSE(base::needs_new_hash(hash_of(staff, wang)));
    CHECK(staff.log_in("wang", "password"));
}

TEST_CASE("after five failures one event says who is made to wait, and where") {
    Staff staff;
    auto const wang = staff.account("wang");
    for (int i = 0; i < 8; ++i) {
        CHECK_FALSE(staff.log_in("wang", "a wrong password"));
        CHECK_FALSE(staff.log_in("11010519491231002X", "a wrong password", "10.0.0.8"));
    }
    CHECK(staff.log_in("wang").fault().kind == Trouble::busy);
    CHECK(staff.log_in("wang", Staff::password, "10.0.0.9"));
    auto const told = sure(store::history(staff.store(), "account " + std::to_string(wang)));
    CHECK(std::count_if(told.begin(), told.end(), [](auto &event) { return event.kind == "login.slowed"; }) ==
          1);
    auto const unknown = sure(store::history(staff.store(), "login"));
    REQUIRE(unknown.size() == 1);
    CHECK(unknown[0].body == R"({"peer":"10.0.0.8"})");
}
