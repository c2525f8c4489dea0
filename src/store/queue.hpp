// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The queue outside, the fees, who is absent, and the counts that must agree (requirements 3.4).
#include "store/people.hpp"

namespace store {

struct Ticket {
    std::string id;
    std::int64_t number = 0; ///< from 1, one sequence a campaign
    std::string unit, class_name;
    std::int64_t heads = 0;              ///< as reported
    std::optional<std::int64_t> counted; ///< at the door
    std::string state;                   ///< waiting called inside void done
    base::Instant drawn_at;
    std::optional<base::Instant> called_at;
};

base::Result<std::int64_t> next_ticket(Change &change, std::int64_t campaign);
base::Result<std::optional<Ticket>> ticket(Store const &store, std::int64_t campaign, std::int64_t number);
base::Result<std::vector<Ticket>> tickets(Store const &store, std::int64_t campaign); ///< by number

/// Whole fen.
struct Payment {
    std::string id;    ///< the receipt's number
    std::string payer; ///< unit class student
    std::string unit, class_name;
    std::optional<std::int64_t> person;
    std::string visit;
    std::int64_t heads = 0;
    std::int64_t fen = 0; ///< of all heads
    std::string way;
    base::Instant taken_at;
    std::string taken_by;
    std::string state; ///< taken given-back
    std::string reason;
};

base::Result<std::optional<Payment>> payment(Store const &store, std::string const &id);
base::Result<std::vector<Payment>> payments(Store const &store, std::int64_t campaign); ///< as taken
/// People that a unit or a class has paid for and not been given back; an empty class: what the unit paid.
base::Result<std::int64_t> heads_paid(Store const &store, std::int64_t campaign, std::string const &unit,
                                      std::string const &class_name);
/// For this visit or another one of the same person: who comes again pays once.
base::Result<bool> visit_paid(Store const &store, std::string const &visit);

struct Place {
    std::string unit, class_name;
};
base::Result<Place> place_of_visit(Store const &store, std::string const &visit);
/// People of the unit or class who came to the camera, shot or confirmed, and whoever \p visit is of. Who
/// comes twice is one head.
base::Result<std::int64_t> heads_shot(Store const &store, std::int64_t campaign, Place const &place,
                                      std::string const &visit);

/// What a class comes to at this moment. Every number is counted from what happened, none is kept.
struct Tally {
    std::string unit, class_name;
    std::int64_t roster = 0;
    std::int64_t reported = 0;                                     ///< heads of its tickets that count
    std::int64_t swiped = 0;                                       ///< visits, each person once
    std::int64_t waiting = 0, accepted = 0, refused = 0, left = 0; ///< of those, by how they stand
    std::int64_t paid = 0;                                         ///< heads
    std::int64_t paid_fen = 0;
    std::int64_t captured = 0;                 ///< people of the roster with a photo, however it came
    std::int64_t absent = 0;                   ///< people without one and with a reason
    std::int64_t printed = 0, handed_over = 0; ///< sheets that count
};
/// By unit and class; classes that no roster names come too.
base::Result<std::vector<Tally>> tallies(Store const &store, std::int64_t campaign);

/// Somebody who came, as they stand now; who came twice is there once, with the latest visit.
struct Comer {
    std::int64_t number = 0;
    std::string unit, class_name;
    std::string name, student_no; ///< empty: nobody knows
    std::string state;            ///< of the visit
    base::Instant begun_at;
    std::optional<std::int64_t> person;
    bool paid = false; ///< on their own
};
base::Result<std::vector<Comer>> comers(Store const &store, std::int64_t campaign); ///< by number

struct Missing {
    Person person;
    std::string reason;            ///< a code of the profile; empty: nobody knows yet
    std::string told_how, told_on; ///< that they were told: phone notice message signature, and the date
};
/// People of the roster without a photo.
base::Result<std::vector<Missing>> missing(Store const &store, std::int64_t campaign, Selection const &who);

} // namespace store
