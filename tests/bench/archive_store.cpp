// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/archive_store.hpp"
#include "bench/people.hpp"
#include "desk/handover.hpp"
#include "store/db.hpp"
#include "store/filing.hpp"
#include "store/people.hpp"
#include "store/search.hpp"
#include "store/sheets.hpp"
#include "support/fresh_store.hpp"
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

namespace bench {

namespace {

using base::Json;
using support::sure;

constexpr int years = 25, first_year = 2002, units_a_year = 20;
constexpr std::int64_t class_size = 50, classes_a_box = 4;

std::int64_t wanted_people() {
    auto const *const told = std::getenv("PLATEN_BENCH_PEOPLE");
    auto const people = told == nullptr ? 1'000'000 : std::strtoll(told, nullptr, 10);
    constexpr auto step = years * class_size * classes_a_box;
    return std::max<std::int64_t>(step, people / step * step);
}

Json party(std::string_view holder, std::string const &place) {
    auto one = Json::object();
    one.set("holder", holder).set("place", place);
    return one;
}

} // namespace

ArchiveStore::ArchiveStore(Report &report) : report_{report} {
    auto const people = wanted_people();
    each_year_ = people / years;
    serials_.resize(index(people));
    for (int i = 0; i < years; ++i) {
        report_.say(
            fmt::format("  {}: {} of {} people, {} events", first_year + i, i * each_year_, people, events_));
        take_in(first_year + i, i * each_year_, (i + 1) * each_year_);
    }
}

std::string ArchiveStore::box(std::int64_t person) {
    return fmt::format("B{:05}", person / (class_size * classes_a_box) + 1);
}

std::string ArchiveStore::reference(std::int64_t person) const {
    return fmt::format("11832-ZP·{}-Y-{}-{:03}", year(person), box(person),
                       person % (class_size * classes_a_box) + 1);
}

std::string ArchiveStore::certificate(std::int64_t person) {
    return fmt::format("118321{:012}", person);
}

int ArchiveStore::year(std::int64_t person) const {
    return first_year + static_cast<int>(person / each_year_);
}

/// A box holds sheets of one unit.
std::string ArchiveStore::unit(std::int64_t person) {
    return fmt::format("第{:02}学院", person / (class_size * classes_a_box) % units_a_year);
}

std::int64_t ArchiveStore::unit_id(std::int64_t person) {
    return sure(store::units_named(office_.store(), unit(person), year(person))).at(0);
}

void ArchiveStore::record(store::Change &change, std::string_view kind, std::string const &subject,
                          Json const &body) {
    sure(change.record(kind, subject, body));
    events_ += 1;
}

void ArchiveStore::take_in(int year, std::int64_t from, std::int64_t to) {
    year_ = year;
    auto born = sure(office_.station().change());
    campaign_ = sure(store::add_campaign(born, {0, "11832", "河北某大学", year, "S1", {}})).id;
    std::vector<store::Person> roster;
    for (auto number = from; number < to; ++number) {
        roster.push_back({0,
                          student_no_of(number),
                          name_of(number),
                          "男",
                          "居民身份证",
                          id_no_of(number),
                          birth_of(number),
                          unit(number),
                          fmt::format("班{}", number / class_size),
                          {},
                          {},
                          {}});
    }
    sure(store::import_people(born, campaign_, roster));
    sure(born.commit());
    std::map<std::string, std::int64_t> ids;
    for (auto const &person : sure(store::people(office_.store(), campaign_, {}))) {
        ids.emplace(person.student_no, person.id);
    }
    constexpr std::int64_t classes_at_once = 40;
    for (auto at = from; at < to; at += class_size * classes_at_once) {
        auto change = sure(office_.station().change());
        for (auto number = at; number < std::min(to, at + class_size * classes_at_once);
             number += class_size) {
            std::vector<Member> members;
            for (auto one = number; one < number + class_size; ++one) {
                members.push_back({ids.at(student_no_of(one)), one, {}, {}});
            }
            keep_class(change, members);
        }
        sure(change.commit());
    }
}

void ArchiveStore::keep_class(store::Change &change, std::vector<Member> &members) {
    auto &db = office_.store().db();
    for (auto &member : members) {
        print(change, member);
        store::bound(db, "insert into certificate (person, purpose, number) values (?1, '毕业证', ?2)",
                     member.id, certificate(member.number))
            .exec();
    }
    auto const unit = unit_id(members.front().number);
    hand_over(change, members, unit);
    for (auto const &member : members) {
        for (auto const *const purpose : {"毕业证", "学位证"}) {
            auto body = Json::object();
            auto cells = Json::list();
            cells.add(std::int64_t{std::string_view{purpose} == "毕业证" ? 1 : 2});
            body.set("cells", cells).set("purpose", purpose).set("by", "李老师");
            record(change, "cells.used", member.serial, body);
        }
    }
    file(change, members, unit);
}

void ArchiveStore::print(store::Change &change, Member &member) {
    constexpr int spoiled_one_in = 5;
    auto accepted = Json::object();
    accepted.set("person", member.id).set("master", digest_).set("original", digest_).set("note", "");
    record(change, "photo.accepted", fmt::format("person {}", member.id), accepted);
    auto const times = member.number % spoiled_one_in == 0 ? 2 : 1;
    for (int time = 0; time < times; ++time) {
        if (!member.serial.empty()) {
            member.first = member.serial;
            auto body = Json::object();
            body.set("reason", "卡纸");
            record(change, "sheet.voided", member.first, body);
        }
        member.serial = sure(change.next_serial());
        auto born = Json::object();
        born.set("person", member.id)
            .set("layout", digest_)
            .set("layout_name", "8x33x48")
            .set("photo", digest_);
        born.set("label", digest_).set("replaces", member.first).set("cells", 8);
        record(change, "sheet.born", member.serial, born);
        auto job = Json::object();
        job.set("job", "J-" + member.serial)
            .set("printer", "usb://DNP/DS-RX1HS")
            .set("printer_serial", "RX1");
        job.set("media_lot", "L1").set("life", member.number).set("left", 100);
        record(change, "job.intended", member.serial, job);
        job.set("outcome", "printed");
        record(change, "job.ended", member.serial, job);
    }
    record(change, "sheet.scanned", member.serial, Json::object());
    serials_[index(member.number)] = member.serial;
}

void ArchiveStore::hand_over(store::Change &change, std::vector<Member> const &members, std::int64_t unit) {
    auto const id = sure(change.next_id("H"));
    std::vector<std::string> serials;
    for (auto const &member : members) {
        serials.push_back(member.serial);
    }
    auto const place = std::to_string(unit);
    auto body = Json::object();
    body.set("unit", unit).set("from", party("print-room", "")).set("to", party("unit", place));
    body.set("sheets", serials)
        .set("digest", digest_)
        .set("by", "赵老师")
        .set("signature", "")
        .set("paper", "");
    record(change, "handover.opened", id, body);
    std::int64_t number = 0;
    for (auto const &serial : serials) {
        auto scan = Json::object();
        scan.set("handover", id)
            .set("number", ++number)
            .set("serial", serial)
            .set("kind", "matched")
            .set("by", "王老师");
        record(change, "handover.scanned", id + "/scan", scan);
    }
    auto received = Json::object();
    received.set("by", "王老师").set("unit", unit).set("to", party("unit", place)).set("matched", serials);
    received.set("counted", serials.size()).set("scanned", serials.size()).set("digest", digest_);
    record(change, "handover.received", id, received);
}

void ArchiveStore::file(store::Change &change, std::vector<Member> const &members, std::int64_t unit) {
    auto const id = sure(change.next_id("V"));
    auto const first = members.front().number;
    auto const row = sure(store::belonging(office_.store(), members.front().id));
    auto volume = Json::object();
    volume.set("box", box(first))
        .set("class", row->class_id)
        .set("number", first / class_size % classes_a_box + 1);
    volume.set("title", fmt::format("{}{}届毕业生证件相片", ArchiveStore::unit(first), year_));
    record(change, "volume.opened", id, volume);
    for (auto const &member : members) {
        auto body = Json::object();
        body.set("box", box(member.number)).set("volume", id);
        body.set("number", member.number % (class_size * classes_a_box) + 1);
        body.set("reference", reference(member.number)).set("late", false).set("by", "周老师");
        body.set("campaign", campaign_).set("unit", unit).set("from", "unit").set("from_place", "");
        record(change, "sheet.filed", member.serial, body);
    }
}

ArchiveStore::Open ArchiveStore::open_handover(std::size_t sheets) {
    // Somebody of the last year is printed for once more, and it is all on its way.
    auto change = sure(office_.station().change());
    auto const unit = unit_id(people() - 1);
    Open open;
    auto const id = sure(change.next_id("H"));
    for (std::size_t i = 0; i < sheets; ++i) {
        auto const number = people() - 1 - static_cast<std::int64_t>(i);
        auto const old = serial(number);
        auto const sheet = sure(store::sheet(office_.store(), old));
        Member member{sheet->person, number, {}, old};
        auto body = Json::object();
        body.set("reason", "补印");
        record(change, "sheet.voided", old, body);
        member.serial.clear();
        print(change, member);
        open.serials.push_back(member.serial);
    }
    auto body = Json::object();
    body.set("unit", unit)
        .set("from", party("print-room", ""))
        .set("to", party("unit", std::to_string(unit)));
    body.set("sheets", open.serials).set("digest", digest_).set("by", "赵老师");
    record(change, "handover.opened", id, body);
    sure(change.commit());
    open.id = id;
    sure(desk::count_handover(office_.station(), id, static_cast<std::int64_t>(sheets), "王老师"));
    return open;
}

} // namespace bench
