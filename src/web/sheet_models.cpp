// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/sheet_models.hpp"
#include "desk/cells.hpp"
#include "desk/photos.hpp"
#include "store/photo_history.hpp"
#include "web/keeping_models.hpp"

namespace web {

using base::Json;

namespace {

constexpr std::size_t short_digest = 12;

base::Result<> add_prints(Visit const &visit, desk::Station &station, store::Sheet const &sheet,
                          Json &model) {
    auto const count = desk::count_cells(station, sheet);
    if (!count) {
        return base::Fault{count.fault()};
    }
    auto list = Json::list();
    for (auto const &use : count->used) {
        auto one = Json::object();
        one.set("number", use.number).set("purpose", use.purpose).set("by", use.used_by);
        one.set("purpose_text", desk::purpose_words(use.purpose).in(visit.language));
        set_time(one, "at", use.used_at);
        list.add(one);
    }
    model.set("prints", count->all).set("left", count->left()).set("used", list);
    model.set("used_count", count->used.size()).set("any_used", !count->used.empty());
    model.set("any_print", count->all > 0);
    return {};
}

/// When the digital file was last read and compared, and whether it is damaged now.
base::Result<> add_check(Visit const &visit, desk::Station &station, store::Sheet const &sheet, Json &model) {
    auto const last = store::last_check(station.store(), sheet.photo);
    auto const bad = last ? store::damaged_of(station.store(), sheet.person) : base::Fault{last.fault()};
    auto const photo = bad ? store::photo_of(station.store(), sheet.person) : base::Fault{bad.fault()};
    if (!photo) {
        return base::Fault{photo.fault()};
    }
    model.set("ever_checked", last->has_value());
    if (*last) {
        auto check = fixity_json((*last)->fixity, visit.language);
        check.set("outcome", (*last)->outcome).set("good", (*last)->outcome == "good");
        model.set("check", check.set("what", desk::fixity_words((*last)->outcome).in(visit.language)));
    }
    model.set("bad_files", damaged_json(*bad, visit.language)).set("any_bad_file", !bad->empty());
    model.set("has_sheet_photo", !sheet.photo.empty())
        .set("photo_short", sheet.photo.substr(0, short_digest));
    model.set("photo_now", *photo && (*photo)->master == sheet.photo);
    return {};
}

base::Result<> add_term(Visit const &visit, desk::Station &station, store::Sheet const &sheet, Json &model) {
    auto const filed = store::term_of(station.store(), sheet.serial);
    if (!filed) {
        return base::Fault{filed.fault()};
    }
    auto const code = *filed ? (*filed)->code : std::string{};
    auto const ends = *filed ? (*filed)->ends : 0;
    model.set("term", desk::retention_words(code).in(visit.language)).set("term_code", code);
    model.set("term_ends", ends).set("has_term_end", ends > 0);
    return {};
}

} // namespace

base::Result<> add_custody(Visit const &visit, desk::Station &station, store::Sheet const &sheet,
                           Json &model) {
    set_time(model, "since", sheet.moved_at);
    model.set("signed_by", sheet.signed_by);
    if (auto added = add_prints(visit, station, sheet, model); !added) {
        return added;
    }
    if (auto added = add_check(visit, station, sheet, model); !added) {
        return added;
    }
    return add_term(visit, station, sheet, model);
}

base::Result<> add_photos(Visit const &visit, desk::Station &station, std::int64_t person, Json &model) {
    auto const had = store::photos_had(station.store(), person);
    auto const bad = had ? store::damaged_of(station.store(), person) : base::Fault{had.fault()};
    if (!bad) {
        return base::Fault{bad.fault()};
    }
    auto list = Json::list();
    for (auto const &photo : *had) {
        auto serials = Json::list();
        for (auto const &serial : photo.serials) {
            auto one = Json::object();
            serials.add(one.set("serial", serial));
        }
        auto const source = desk::source_named(photo.source);
        auto one = Json::object();
        one.set("digest", photo.master).set("now", photo.now).set("by", photo.actor).set("note", photo.note);
        one.set("source", source ? desk::words_of(*source).in(visit.language) : photo.source);
        one.set("serials", serials).set("any_serial", !photo.serials.empty());
        set_time(one, "at", photo.at);
        list.add(one);
    }
    model.set("photos", list).set("any_photo", !had->empty());
    model.set("bad_files", damaged_json(*bad, visit.language)).set("any_bad_file", !bad->empty());
    return {};
}

} // namespace web
