// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/matching.hpp"
#include "desk/coming.hpp"
#include "desk/people.hpp"
#include "desk/photo_acceptance.hpp"
#include "desk/steps.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

/// Asked within the change: whose the visit is may have been settled meanwhile.
base::Result<> check_stranger(Station &station, std::string const &id, store::Person const &person) {
    auto const visit = store::visit(station.store(), id);
    auto const told = store::stranger(station.store(), id);
    auto const others = store::visits_of_person(station.store(), person.id);
    if (!visit || !told || !others) {
        return base::Fault{!visit ? visit.fault() : !told ? told.fault() : others.fault()};
    }
    if (!*visit || !*told) {
        return fault(Trouble::not_found, "没有这位名册外的人（{}）", "there is no such stranger ({})", id);
    }
    if ((*visit)->person) {
        return fault(Trouble::not_allowed, "拍摄序号 {} 已经对上人了", "number {} is somebody's already",
                     (*visit)->number);
    }
    auto const waits = std::ranges::find_if(*others, &store::Visit::open);
    if ((*visit)->open() && waits != others->end()) {
        return has_another(person, *waits);
    }
    return {};
}

} // namespace

base::Result<store::Person> bind_code(Station &station, std::string const &token,
                                      std::string const &student_no) {
    auto coming = Coming::begin(station, token, {});
    auto person = person_numbered(station, student_no);
    auto const mask = store::mask_of(station.store(), token);
    if (!coming || !person || !mask) {
        return base::Fault{!coming ? coming.fault() : !person ? person.fault() : mask.fault()};
    }
    if (*mask && !fits({(*mask)->first, (*mask)->last, (*mask)->length, (*mask)->tail}, *person)) {
        return fault(Trouble::not_allowed, "采集码上显示的和 {} 对不上，不能绑定",
                     "what the code shows does not fit {}", person->student_no);
    }
    coming->take_person(*person);
    auto done = in_order([&] { return check_token(token); }, [&] { return coming->bind("later"); },
                         [&] { return coming->change().commit(); });
    return done ? std::move(person) : std::move(done).fault();
}

base::Result<std::vector<Unbound>> unbound(Station &station) {
    auto visits = store::visits_without_person(station.store(), station.campaign().id);
    if (!visits) {
        return std::move(visits).fault();
    }
    std::vector<Unbound> all;
    for (auto &visit : *visits) {
        auto const mask = store::mask_of(station.store(), visit.token);
        if (!mask) {
            return base::Fault{mask.fault()};
        }
        auto candidates = *mask ? store::people_like(station.store(), station.campaign().id, **mask)
                                : base::Result<std::vector<store::Person>>{std::vector<store::Person>{}};
        if (!candidates) {
            return std::move(candidates).fault();
        }
        all.push_back({std::move(visit), mask->value_or(store::CodeMask{}), std::move(*candidates)});
    }
    return all;
}

base::Result<std::vector<UnfoundStranger>> strangers(Station &station) {
    auto const visits = store::visits_of_strangers(station.store(), station.campaign().id);
    auto const people = store::people(station.store(), station.campaign().id, {});
    if (!visits || !people) {
        return base::Fault{visits ? people.fault() : visits.fault()};
    }
    std::vector<UnfoundStranger> all;
    for (auto const &visit : *visits) {
        auto const told = store::stranger(station.store(), visit.id);
        if (!told) {
            return base::Fault{told.fault()};
        }
        UnfoundStranger one{visit, told->value_or(store::Stranger{}), {}};
        std::ranges::copy_if(*people, std::back_inserter(one.candidates), [&](store::Person const &person) {
            return store::without_dots(person.name) == store::without_dots(one.told.name) ||
                   one.told.told.find(person.student_no) != std::string::npos;
        });
        all.push_back(std::move(one));
    }
    return all;
}

base::Result<store::Person> match_stranger(Station &station, std::string const &id,
                                           std::string const &student_no) {
    auto person = person_numbered(station, student_no);
    auto const visit = store::visit(station.store(), id);
    if (!person || !visit) {
        return base::Fault{person ? visit.fault() : person.fault()};
    }
    auto coming = Coming::begin(station, *visit ? (*visit)->token : "", {});
    if (!coming) {
        return std::move(coming).fault();
    }
    coming->take_person(*person);
    auto body = base::Json::object();
    body.set("person", person->id);
    auto done = in_order([&] { return check_stranger(station, id, *person); },
                         [&] { return coming->change().record("visit.found", id, body); },
                         [&] { return coming->token().empty() ? base::Result<>{} : coming->bind("later"); },
                         [&] { return accept_confirmed(station, coming->change(), {**visit}, *person); },
                         [&] { return coming->change().commit(); });
    return done ? std::move(person) : std::move(done).fault();
}

} // namespace desk
