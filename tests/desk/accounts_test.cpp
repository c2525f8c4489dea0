// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/db.hpp"
#include "store/people.hpp"
#include "support/staff.hpp"
#include <doctest/doctest.h>

using base::Trouble;
using desk::Role;
using support::Staff;
using support::sure;

namespace {

template <typename T>
std::optional<Trouble> trouble_of(base::Result<T> const &result) {
    return result ? std::nullopt : std::optional{result.fault().kind};
}

/// Everything that the database holds in that column.
std::vector<std::string> column(Staff &staff, std::string const &sql) {
    std::vector<std::string> found;
    SQLite::Statement rows{staff.store().db().raw(), sql};
    while (rows.executeStep()) {
        found.push_back(rows.getColumn(0).getString());
    }
    return found;
}

std::optional<Trouble> set_up(Staff &staff, std::string const &token, std::string const &password) {
    return trouble_of(desk::use_setup(staff.store(), {token, "chen", "陈主任", password}, staff.now()));
}

std::optional<Trouble> accept(Staff &staff, std::string const &token, std::string const &password) {
    return trouble_of(desk::accept_invitation(staff.store(), token, password, staff.now()));
}

std::int64_t unit_of_a_campaign(Staff &staff) {
    auto change = staff.fresh.change();
    auto const campaign = sure(store::add_campaign(change, {0, "11832", "某大学", 2026, "S0", {}}));
    store::Person person;
    person.student_no = "20220001";
    person.unit = "财经学院";
    person.class_name = "会计2201";
    sure(store::import_people(change, campaign.id, {&person, 1}));
    sure(change.commit());
    return sure(store::unit_id(staff.store(), campaign.id, "财经学院")).value();
}

} // namespace

TEST_CASE("every role has a name that leads back to it, and words in both languages") {
    for (auto role : desk::every_role) {
        CHECK(desk::role_named(desk::role_name(role)) == role);
        CHECK_FALSE(desk::role_words(role).zh.empty());
        CHECK_FALSE(desk::role_words(role).en.empty());
    }
    CHECK(desk::role_name(Role::operator_) == "operator");
    CHECK(desk::role_name(Role::administrator) == "administrator");
    CHECK_FALSE(desk::role_named("root"));
}

TEST_CASE("a login name is the same however it is typed, and some texts are none") {
    CHECK(desk::folded_name(" Wang.Li ") == "wang.li");
    CHECK(desk::folded_name("Ｗａｎｇ") == "wang");
    CHECK(desk::folded_name("王老师") == "王老师");
    CHECK(desk::folded_name(std::string(32, 'a')).size() == 32);
    for (auto const &none :
         {std::string{}, std::string{"a"}, std::string(33, 'a'), std::string{"a b"}, std::string{"a\nb"},
          std::string{"а-кириллица"}, std::string{"a\xff"}, std::string{"11010519491231002X"},
          std::string{"11010519491231002x"}, std::string{"110105491231002"}, std::string(100'000, 'a')}) {
        CHECK(desk::folded_name(none).empty());
    }
}

TEST_CASE("the first administrator is set up with a one-time token") {
    Staff staff;
    auto const older = sure(desk::first_setup(staff.store(), staff.now())).value();
    auto const token = sure(desk::first_setup(staff.store(), staff.now())).value();
    CHECK(set_up(staff, older, Staff::password) == Trouble::not_allowed);
    CHECK(set_up(staff, token, "short") == Trouble::bad_input);
    CHECK(set_up(staff, token, Staff::password) == std::nullopt);
    CHECK(set_up(staff, token, Staff::password) == Trouble::not_allowed);
    CHECK_FALSE(sure(desk::first_setup(staff.store(), staff.now())));
    CHECK(staff.session(staff.token("chen"))->role == Role::administrator);
}

TEST_CASE("a token to set up is over after a day, and is offered again") {
    Staff staff;
    auto const token = sure(desk::first_setup(staff.store(), staff.now())).value();
    staff.pass(desk::setup_time);
    CHECK(set_up(staff, token, Staff::password) == Trouble::not_allowed);
    CHECK(set_up(staff, sure(desk::first_setup(staff.store(), staff.now())).value(), Staff::password) ==
          std::nullopt);
}

TEST_CASE("a set-up that begins while there is none cannot end where there is one") {
    Staff staff;
    auto const token = sure(desk::first_setup(staff.store(), staff.now())).value();
    auto const invited = staff.invite("zhao", Role::administrator);
    CHECK(accept(staff, invited.token, Staff::password) == std::nullopt);
    CHECK(set_up(staff, token, Staff::password) == Trouble::not_allowed);
}

TEST_CASE("an invitation sets the first password once") {
    Staff staff;
    staff.administrator();
    auto const invited = staff.invite("wang");
    CHECK(trouble_of(staff.log_in("wang", "")) == Trouble::not_allowed);
    CHECK(sure(desk::find_invitation(staff.store(), invited.token, staff.now())).account->name == "wang");
    CHECK(accept(staff, invited.token, "short") == Trouble::bad_input);
    CHECK(set_up(staff, invited.token, Staff::password) == Trouble::not_allowed);
    CHECK(accept(staff, invited.token, Staff::password) == std::nullopt);
    CHECK(accept(staff, invited.token, Staff::password) == Trouble::not_allowed);
    CHECK(accept(staff, "made up", Staff::password) == Trouble::not_allowed);
    CHECK(staff.log_in("wang"));
}

TEST_CASE("an invitation is over after a week") {
    Staff staff;
    staff.administrator();
    auto const invited = staff.invite("wang");
    staff.pass(desk::invitation_time - std::chrono::milliseconds{1});
    CHECK(desk::find_invitation(staff.store(), invited.token, staff.now()));
    staff.pass(std::chrono::milliseconds{1});
    CHECK(accept(staff, invited.token, Staff::password) == Trouble::not_allowed);
}

TEST_CASE("the store knows tokens by their digests only, and passwords by their hashes") {
    Staff staff;
    staff.administrator();
    auto const invited = staff.invite("wang");
    auto const token = staff.token("chen");
    CHECK(column(staff, "select digest from session") ==
          std::vector{base::sha256(base::as_bytes(token)).hex()});
    CHECK(column(staff, "select digest from invitation") ==
          std::vector{base::sha256(base::as_bytes(invited.token)).hex()});
    CHECK(column(staff, "select password from account where name = 'chen'").at(0).starts_with("$argon2id$"));
    for (auto const &body : column(staff, "select subject || actor || body from event")) {
        for (auto const &secret : {token, invited.token, std::string{Staff::password}, std::string{"argon2"},
                                   std::string{"陈主任"}}) {
            CHECK(body.find(secret) == std::string::npos);
        }
    }
}

TEST_CASE("an account that cannot be is refused, and nothing of it stays") {
    Staff staff;
    staff.administrator();
    auto const refused = [&](desk::NewAccount const &wanted) {
        return trouble_of(desk::create_account(staff.store(), wanted, "chen", staff.now()));
    };
    CHECK(refused({"a b", "王老师"}) == Trouble::bad_input);
    CHECK(refused({"CHEN", "王老师"}) == Trouble::bad_input);
    CHECK(refused({"wang", "  "}) == Trouble::bad_input);
    CHECK(refused({"wang", "王\n老师"}) == Trouble::bad_input);
    CHECK(refused({"wang", "王老师", Role::college}) == Trouble::bad_input);
    CHECK(refused({"wang", "王老师", Role::college, 4711}) == Trouble::bad_input);
    CHECK(refused({"wang", "王老师", Role::operator_, 4711}) == Trouble::bad_input);
    CHECK(sure(store::accounts(staff.store())).size() == 1);
}

TEST_CASE("a college's account belongs to a unit, which its session names") {
    Staff staff;
    auto const unit = unit_of_a_campaign(staff);
    auto const invited =
        sure(desk::create_account(staff.store(), {"cai", "财经", Role::college, unit}, "chen", staff.now()));
    CHECK(accept(staff, invited.token, Staff::password) == std::nullopt);
    auto const session = staff.session(staff.token("cai")).value();
    CHECK(session.unit == unit);
    CHECK(session.unit_name == "财经学院");
}

TEST_CASE("a reset closes every way in until the new invitation is used") {
    Staff staff;
    staff.administrator();
    auto const wang = staff.account("wang");
    auto const token = staff.token("wang");
    auto const invited = sure(desk::reset_password(staff.store(), wang, "chen", staff.now()));
    CHECK_FALSE(staff.session(token));
    CHECK(trouble_of(staff.log_in("wang")) == Trouble::not_allowed);
    CHECK(accept(staff, invited.token, "another long password") == std::nullopt);
    CHECK(staff.log_in("wang", "another long password"));
    CHECK(staff.acts(wang) == std::vector<std::string>{"account.created", "password.changed", "session.begun",
                                                       "password.reset", "password.changed",
                                                       "session.begun"});
}

TEST_CASE("a disabled account opens nothing, and is enabled again as it was") {
    Staff staff;
    staff.administrator();
    auto const wang = staff.account("wang");
    auto const token = staff.token("wang");
    sure(desk::disable_account(staff.store(), wang, "chen", staff.now()));
    CHECK_FALSE(staff.session(token));
    CHECK(staff.log_in("wang").fault().what.en.find("disabled") != std::string::npos);
    CHECK(staff.log_in("wang", "a wrong password").fault().what.en.find("disabled") == std::string::npos);
    CHECK(trouble_of(desk::reset_password(staff.store(), wang, "chen", staff.now())) == Trouble::not_allowed);
    sure(desk::enable_account(staff.store(), wang, "chen", staff.now()));
    CHECK_FALSE(staff.session(token));
    CHECK(staff.log_in("wang"));
    CHECK(trouble_of(desk::disable_account(staff.store(), 4711, "chen", staff.now())) == Trouble::not_found);
}

TEST_CASE("an invitation does not outlive the account's being disabled") {
    Staff staff;
    staff.administrator();
    auto const invited = staff.invite("wang");
    sure(desk::disable_account(staff.store(), invited.account, "chen", staff.now()));
    CHECK(accept(staff, invited.token, Staff::password) == Trouble::not_allowed);
}

TEST_CASE("the last administrator who can log in stays one") {
    Staff staff;
    auto const chen = staff.administrator().id;
    auto const disable = [&](std::int64_t id) {
        return trouble_of(desk::disable_account(staff.store(), id, "chen", staff.now()));
    };
    auto const demote = [&](std::int64_t id) {
        return trouble_of(
            desk::change_account(staff.store(), id, {"陈主任", Role::operator_}, "chen", staff.now()));
    };
    CHECK(disable(staff.invite("qian", Role::administrator).account) == std::nullopt);
    auto const zhao = staff.invite("zhao", Role::administrator);
    CHECK(disable(chen) == Trouble::not_allowed); // zhao has no password yet
    CHECK(demote(chen) == Trouble::not_allowed);
    CHECK(accept(staff, zhao.token, Staff::password) == std::nullopt);
    CHECK(disable(zhao.account) == std::nullopt);
    CHECK(demote(chen) == Trouble::not_allowed);
    sure(desk::enable_account(staff.store(), zhao.account, "chen", staff.now()));
    CHECK(demote(chen) == std::nullopt);
    CHECK(disable(zhao.account) == Trouble::not_allowed);
    CHECK(disable(chen) == std::nullopt);
}

TEST_CASE("a change of role holds in open sessions, and no change is no event") {
    Staff staff;
    staff.administrator();
    auto const wang = staff.account("wang");
    auto const token = staff.token("wang");
    desk::AccountChange const wanted{"王老师", Role::archivist};
    sure(desk::change_account(staff.store(), wang, wanted, "chen", staff.now()));
    CHECK(staff.session(token)->role == Role::archivist);
    CHECK(staff.session(token)->shown == "王老师");
    auto const acts = staff.acts(wang);
    CHECK(acts.back() == "account.changed");
    sure(desk::change_account(staff.store(), wang, wanted, "chen", staff.now()));
    CHECK(staff.acts(wang) == acts);
    CHECK(trouble_of(desk::change_account(staff.store(), wang, {"王", Role::college}, "chen", staff.now())) ==
          Trouble::bad_input);
}

TEST_CASE("after all that is done with accounts the ledger holds and nothing differs from it") {
    Staff staff;
    staff.administrator();
    auto const wang = staff.account("wang");
    auto const token = staff.token("wang");
    sure(desk::change_password(staff.store(), staff.guard,
                               {token, Staff::password, "another long password", Staff::here}, staff.now()));
    sure(desk::end_session(staff.store(), token, staff.now()));
    for (std::size_t i = 0; i < desk::LoginGuard::pair_failures; ++i) {
        CHECK_FALSE(staff.log_in("wang", "a wrong password"));
    }
    sure(desk::reset_password(staff.store(), wang, "chen", staff.now()));
    sure(desk::disable_account(staff.store(), wang, "chen", staff.now()));
    sure(desk::enable_account(staff.store(), wang, "chen", staff.now()));
    CHECK(staff.acts(wang) == std::vector<std::string>{"account.created", "password.changed", "session.begun",
                                                       "password.changed", "session.ended", "login.slowed",
                                                       "password.reset", "account.disabled",
                                                       "account.enabled"});
    base::NoProgress quiet;
    CHECK_FALSE(sure(store::verify_ledger(staff.store(), quiet)).trouble);
    CHECK(sure(store::differing_projections(staff.store(), quiet)).empty());
    auto change = staff.fresh.change();
    sure(store::rebuild_projections(change, quiet));
    sure(change.commit());
    CHECK(sure(desk::find_account(staff.store(), wang)).name == "wang");
}
