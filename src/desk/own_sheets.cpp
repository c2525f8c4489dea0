// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/own_sheets.hpp"
#include "base/text.hpp"
#include "desk/mail.hpp"
#include "desk/people.hpp"
#include "desk/photos.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include "policy/source.hpp"
#include "store/custody.hpp"

namespace desk {

using base::fault;
using base::Trouble;

namespace {

base::Result<store::Person> person_of(Station &station, BroughtSheet const &brought) {
    auto person = person_numbered(station, brought.student_no);
    if (person && !brought.unit.empty() && person->unit != brought.unit) {
        return fault(Trouble::not_found, "名册里没有学号 {}",
                     "nobody on the roster has the student number {}", brought.student_no);
    }
    return person;
}

base::Result<> check_notice(Station &station) {
    if (station.profile().photo.own_capture_only) {
        return base::Fault{Trouble::not_allowed,
                           policy::by_topic(station.profile(), "source",
                                            {"不收其他机构拍的照片，自带的相片纸不能用",
                                             "no photo of another institution is taken in, nor its sheet"}),
                           {}};
    }
    return check_mail(station);
}

base::Result<> check_no_sheet(Station &station, store::Person const &person) {
    auto const sheet = store::valid_sheet(station.store(), person.id);
    if (!sheet || !*sheet) {
        return sheet ? base::Result<>{} : base::Result<>{base::Fault{sheet.fault()}};
    }
    auto const place = store::place_name(station.store(), **sheet);
    auto const where = whereabouts((*sheet)->state, (*sheet)->holder, place ? *place : (*sheet)->place);
    return fault(Trouble::not_allowed, "{0} {1} 已经有相片纸 {2}（{3}）；一个人只能有一张，旧的先作废",
                 "{0} {1} has the sheet {2} ({4}); nobody has two, so void that one first", person.student_no,
                 person.name, (*sheet)->serial, where.zh, where.en);
}

/// The person's photo, taken in where it is not here yet.
base::Result<std::string> photo_for(Station &station, BroughtSheet const &brought,
                                    store::Person const &person) {
    auto before = store::photo_of(station.store(), person.id);
    if (!before) {
        return std::move(before).fault();
    }
    if (brought.photo.empty()) {
        return *before ? base::Result{(*before)->master}
                       : fault(Trouble::bad_input, "{} {} 还没有电子照片，请一起上传",
                               "{} {} has no electronic photo yet; upload it with the sheet",
                               person.student_no, person.name);
    }
    auto const taken = import_photo(station, {brought.photo, person.student_no, "", "", brought.old_because},
                                    Source::elsewhere);
    if (!taken) {
        return base::Fault{taken.fault()};
    }
    if (!taken->findings.empty()) {
        auto const &finding = taken->findings.front();
        if (finding.kind == "already_confirmed") {
            return fault(Trouble::not_allowed, "{} {} 已经有确认的照片；不用上传照片，直接登记相片纸",
                         "{} {} has a confirmed photo; enter the sheet without another", person.student_no,
                         person.name);
        }
        return base::Fault{Trouble::bad_input, finding.message, {}};
    }
    auto now = store::photo_of(station.store(), person.id);
    return now && *now
               ? base::Result{(*now)->master}
               : base::Result<std::string>{now ? fault(Trouble::storage, "照片没有存下", "the photo is gone")
                                               : std::move(now).fault()};
}

base::Result<std::string> place_of(Station &station, BroughtSheet const &brought) {
    if (brought.unit.empty()) {
        return std::string{};
    }
    auto const id = store::unit_id(station.store(), station.campaign().id, brought.unit);
    if (!id || !*id) {
        return id ? fault(Trouble::not_found, "名册里没有单位“{}”", "there is no unit '{}' on the roster",
                          brought.unit)
                  : base::Fault{id.fault()};
    }
    return std::to_string(**id);
}

} // namespace

base::Result<store::Sheet> bring_sheet(Station &station, BroughtSheet const &brought) {
    constexpr std::int64_t most = 40;
    if (base::trimmed(brought.by).empty()) {
        return fault(Trouble::usage, "要写明是谁收的", "say who takes it in");
    }
    if (brought.prints < 1 || brought.prints > most) {
        return fault(Trouble::bad_input, "一张相片纸上有 1 到 {} 张相片，不是 {} 张",
                     "a sheet has 1 to {} prints, not {}", most, brought.prints);
    }
    auto const person = person_of(station, brought);
    auto const may = person ? in_order([&] { return check_notice(station); },
                                       [&] { return check_no_sheet(station, *person); })
                            : base::Result<>{base::Fault{person.fault()}};
    auto const photo =
        may ? photo_for(station, brought, *person) : base::Result<std::string>{base::Fault{may.fault()}};
    auto change = photo ? station.change() : base::Result<store::Change>{base::Fault{photo.fault()}};
    if (!change) {
        return std::move(change).fault();
    }
    auto const place = place_of(station, brought);
    auto const serial = place ? change->next_serial() : base::Result<std::string>{base::Fault{place.fault()}};
    if (!serial) {
        return base::Fault{serial.fault()};
    }
    auto body = base::Json::object();
    body.set("person", person->id).set("photo", *photo).set("cells", brought.prints).set("by", brought.by);
    body.set("holder", brought.unit.empty() ? "print-room" : "unit").set("place", *place);
    // Once more, now that nobody else can write: another desk may have printed one meanwhile.
    auto const done = in_order([&] { return check_no_sheet(station, *person); },
                               [&] { return change->record("sheet.brought", *serial, body); },
                               [&] { return change->commit(); });
    return done ? find_sheet(station, *serial) : base::Result<store::Sheet>{base::Fault{done.fault()}};
}

} // namespace desk
