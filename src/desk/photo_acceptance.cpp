// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/photo_acceptance.hpp"
#include "desk/capture_rules.hpp"
#include "desk/deadlines.hpp"
#include "photo/exif.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Trouble;

base::Result<photo::Spec> spec_of(Station const &station) {
    auto const &wanted = station.profile().photo;
    auto reading = photo::read_spec_file(station.setting().home / "data" / "specs" / (wanted.spec + ".toml"));
    if (!reading) {
        return std::move(reading).fault();
    }
    if (!reading->findings.empty()) {
        return fault_of(reading->findings);
    }
    reading->spec.least_bytes = wanted.least_bytes;
    reading->spec.most_bytes = wanted.most_bytes;
    return reading->spec;
}

base::Words too_old(Station const &station, base::ByteView file) {
    auto const &profile = station.profile();
    auto const taken = profile.photo.recency_days > 0 ? photo::taken_on(file) : std::string{};
    auto const days = days_between(taken, station.setting().clock.now().local_date());
    if (!days || *days <= profile.photo.recency_days) {
        return {};
    }
    return with_rule(profile, "recency",
                     base::words("照片是 {} 拍的，已有 {} 天，超过 {} 天",
                                 "taken on {}, {} days ago, more than {}", taken, *days,
                                 profile.photo.recency_days));
}

base::Result<> check_no_sheet(Station &station, store::Person const &person) {
    auto const sheet = store::valid_sheet(station.store(), person.id);
    if (!sheet) {
        return base::Fault{sheet.fault()};
    }
    if (*sheet && (*sheet)->state != "failed") {
        return fault(Trouble::not_allowed, "{} 的相片纸 {} 已经印了；先把它作废，再换照片",
                     "{} has the sheet {}; void it before another photo is taken", person.student_no,
                     (*sheet)->serial);
    }
    return {};
}

base::Result<> accept_shot(Station &station, store::Change &change, store::Shot const &shot,
                           store::Person const &person, std::string const &replaces_because) {
    if (auto may = check_no_sheet(station, person); !may) {
        return may;
    }
    auto body = base::Json::object();
    body.set("person", person.id).set("master", shot.master).set("original", shot.original);
    body.set("note", "现场拍摄").set("shot", shot.id).set("camera", shot.camera);
    if (!replaces_because.empty()) {
        body.set("replaces_because", replaces_because);
    }
    return change.record("photo.accepted", fmt::format("person {}", person.id), body);
}

base::Result<> accept_confirmed(Station &station, store::Change &change,
                                std::vector<store::Visit> const &visits, store::Person const &person) {
    auto const photo = store::photo_of(station.store(), person.id);
    if (!photo) {
        return base::Fault{photo.fault()};
    }
    std::vector<store::Shot> confirmed;
    for (auto const &visit : visits) {
        auto shots = store::shots_of(station.store(), visit.id);
        if (!shots) {
            return std::move(shots).fault();
        }
        std::ranges::copy_if(*shots, std::back_inserter(confirmed),
                             [](store::Shot const &shot) { return shot.state == "confirmed"; });
    }
    if (confirmed.empty()) {
        return {};
    }
    if (*photo || confirmed.size() > 1) {
        return fault(Trouble::not_allowed, "{} 已经有照片，绑定后会有两张；请先查清哪一张是本人的",
                     "{} has a photo already; find out first which one is theirs", person.student_no);
    }
    return accept_shot(station, change, confirmed.front(), person, "");
}

} // namespace desk
