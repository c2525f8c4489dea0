// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/appointments.hpp"
#include "desk/capture_rules.hpp"
#include "desk/people.hpp"
#include "desk/steps.hpp"
#include "store/sheets.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;
using base::words;

namespace {

base::Fault not_allowed(Station &station, base::Words said) {
    return {Trouble::not_allowed, with_rule(station.profile(), "appointments", std::move(said)), {}};
}

/// The time of the plan; asked within the change, so that of two who want the last place one is told.
base::Result<> check_place(Station &station, std::string const &date, std::string const &from) {
    auto const slots = plan(station);
    if (!slots) {
        return base::Fault{slots.fault()};
    }
    auto const slot = std::ranges::find_if(
        *slots, [&](PlannedSlot const &one) { return one.slot.date == date && one.slot.from == from; });
    if (slot == slots->end()) {
        return fault(Trouble::not_found, "计划里没有 {} {} 这个时段", "the plan has no time {} {}", date,
                     from);
    }
    if (slot->capacity > 0 && slot->booked >= slot->capacity) {
        return not_allowed(station,
                           words("{} {} 已经约满（{} 人），请换一个时段",
                                 "{} {} is full ({} people): take another time", date, from, slot->capacity));
    }
    return {};
}

base::Result<> check_person(Station &station, store::Person const &person) {
    auto const photo = store::photo_of(station.store(), person.id);
    auto const all = store::appointments(station.store(), station.campaign().id);
    if (!photo || !all) {
        return base::Fault{photo ? all.fault() : photo.fault()};
    }
    if (*photo) {
        return fault(Trouble::not_allowed, "{} 已经有照片，不用预约",
                     "{} has a photo and needs no appointment", person.student_no);
    }
    auto const other = std::ranges::find(*all, person.id, &store::Appointment::person);
    if (other != all->end()) {
        return not_allowed(station, words("{} 已经约了 {} {}；先取消再改", "{} has {} {}: cancel it first",
                                          person.student_no, other->date, other->from));
    }
    return {};
}

} // namespace

base::Result<store::Appointment> book(Station &station, std::string const &student_no,
                                      std::string const &date, std::string const &from) {
    if (!station.profile().queue.appointments) {
        return fault(Trouble::not_allowed, "这份通知没有预约", "the notice knows no appointments");
    }
    auto change = station.change();
    auto const person = person_numbered(station, student_no);
    if (!change || !person) {
        return base::Fault{change ? person.fault() : change.fault()};
    }
    auto body = base::Json::object();
    body.set("campaign", station.campaign().id).set("person", person->id).set("date", date).set("from", from);
    auto done = in_order(
        [&] { return check_person(station, *person); }, [&] { return check_place(station, date, from); },
        [&] { return change->record("appointment.booked", fmt::format("person {}", person->id), body); },
        [&] { return change->commit(); });
    if (!done) {
        return std::move(done).fault();
    }
    return store::Appointment{person->id, date, from, change->at()};
}

base::Result<store::Person> cancel_appointment(Station &station, std::string const &student_no) {
    auto change = station.change();
    auto person = person_numbered(station, student_no);
    auto const all = store::appointments(station.store(), station.campaign().id);
    if (!change || !person || !all) {
        return base::Fault{!change ? change.fault() : !person ? person.fault() : all.fault()};
    }
    if (std::ranges::find(*all, person->id, &store::Appointment::person) == all->end()) {
        return fault(Trouble::not_found, "{} 没有预约", "{} has no appointment", person->student_no);
    }
    auto body = base::Json::object();
    body.set("person", person->id);
    auto done = in_order(
        [&] { return change->record("appointment.cancelled", fmt::format("person {}", person->id), body); },
        [&] { return change->commit(); });
    return done ? std::move(person) : std::move(done).fault();
}

base::Result<std::vector<Booked>> booked(Station &station, std::string const &date) {
    auto const all = store::appointments(station.store(), station.campaign().id);
    if (!all) {
        return base::Fault{all.fault()};
    }
    std::vector<Booked> list;
    for (auto const &one : *all) {
        if (!date.empty() && one.date != date) {
            continue;
        }
        auto const person = store::person(station.store(), one.person);
        if (!person) {
            return base::Fault{person.fault()};
        }
        list.push_back({one, person->value_or(store::Person{})});
    }
    return list;
}

} // namespace desk
