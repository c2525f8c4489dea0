// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: one transaction in which somebody comes in, or a code becomes somebody's.
#include "desk/swipes.hpp"

namespace desk {

/// A token of a code that was swiped here, not something typed. \return usage where it is none
base::Result<> check_token(std::string const &token);
/// Whether what a code shows can be this person's.
[[nodiscard]] bool fits(code::VisibleMask const &mask, store::Person const &person);
/// Nobody waits with two numbers: \p waits is the other one.
[[nodiscard]] base::Fault has_another(store::Person const &person, store::Visit const &waits);

/// Everything is asked within the transaction, so that of two desks one is second and is told so. What was
/// recorded counts once end or come_in committed it.
class Coming {
public:
    /// \p token may be empty: without a code
    static base::Result<Coming> begin(Station &station, std::string token, Entry const &entry);

    store::Change &change() { return change_; }
    [[nodiscard]] bool has_owner() const { return swiped_.person.has_value(); }
    [[nodiscard]] std::string const &token() const { return swiped_.token; }
    /// The id that admit gave; empty: they were not admitted.
    [[nodiscard]] std::string const &visit() const { return id_; }

    /// Whose code it is, as far as the store or the roster knows.
    base::Result<> know_owner();
    void take_person(store::Person person) { swiped_.person = std::move(person); }
    void without_code(std::string reason) { without_code_ = std::move(reason); }

    /// The code is the person's, and so is what was confirmed for it. \p how: roster, mask, later
    /// \return not_allowed where the code or the person belongs to another already
    base::Result<> bind(std::string_view how);
    /// Whether they have a number, or a photo. Sets the outcome where one of them ends it.
    base::Result<bool> may_come_in();
    /// Gives the number.
    base::Result<> admit();

    /// Commits what was recorded, whichever outcome it has.
    base::Result<Swiped> end();
    /// Nobody knows whose code it is; nothing is recorded.
    base::Result<Swiped> unknown();
    /// In, if nothing speaks against it; and committed.
    base::Result<Swiped> come_in();

private:
    Coming(Station &station, store::Change change, std::string token, Entry const &entry);

    base::Result<> take_person(std::int64_t id);
    base::Result<std::vector<store::Visit>> visits_so_far();
    base::Result<std::vector<store::Visit>> visits_of_nobody();
    base::Result<> check_free(std::string_view how);
    base::Result<> check_one_open(std::vector<store::Visit> const &theirs);
    base::Result<bool> may_correct(std::optional<store::Token> const &known);
    base::Result<> note_seen();
    base::Result<bool> has_photo();
    base::Result<> know_case();
    base::Result<> tell_turn();
    base::Result<bool> ends(SwipeOutcome outcome, base::Words said);
    [[nodiscard]] bool again() const;
    [[nodiscard]] base::Words already_captured() const;

    Station &station_;
    store::Change change_;
    Entry entry_;
    Swiped swiped_;
    bool seen_before_ = false, has_case_ = false;
    std::string id_, without_code_;
};

} // namespace desk
