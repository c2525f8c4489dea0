// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/archive_papers.hpp"
#include "desk/looks.hpp"
#include "desk/preview.hpp"
#include "desk/search.hpp"
#include "desk/sheet_view.hpp"
#include "desk/unmask.hpp"
#include "desk/whereabouts.hpp"
#include "store/custody.hpp"
#include "web/print_models.hpp"
#include "web/sheet_models.hpp"

namespace web {

using base::Json;
using base::Trouble;

namespace {

/// Whether the visitor is one of the print room.
bool prints(Visit const &visit) {
    return visit.is(desk::Role::operator_) || visit.is(desk::Role::administrator);
}

Json jobs_json(desk::SheetView const &view, base::Language language) {
    auto list = Json::list();
    for (auto const &job : view.jobs) {
        auto one = Json::object();
        one.set("state", job.state).set("lot", job.media_lot);
        one.set("state_text", desk::state_words(job.state).in(language));
        add_evidence(one, job);
        list.add(one);
    }
    return list;
}

Json history_json(desk::SheetView const &view, base::Language language) {
    auto list = Json::list();
    for (auto const &moment : view.history) {
        auto one = Json::object();
        set_time(one, "at", moment.at);
        one.set("gap", moment.kind == "gap");
        list.add(
            one.set("actor", moment.actor).set("kind", moment.kind).set("note", moment.note.in(language)));
    }
    return list;
}

void add_person(Json &model, store::Person const &person) {
    model.set("name", person.name).set("student_no", person.student_no).set("unit", person.unit);
    model.set("class", person.class_name).set("major", person.major);
    model.set("unit_url", encoded(person.unit)).set("class_url", encoded(person.class_name));
    model.set("masked_id", base::masked_number(person.id_no)).set("has_id", !person.id_no.empty());
}

/// Whether the visitor is one of the archives.
bool keeps(Visit const &visit) {
    return visit.is(desk::Role::archivist) || visit.is(desk::Role::administrator);
}

/// Who looked at the record, for those who answer for it.
base::Result<> add_looks(Visit const &visit, desk::Station &station, std::string const &subject,
                         Json &model) {
    constexpr std::size_t most = 50;
    auto const looks = keeps(visit) ? store::looks(station.store(), subject, "", most)
                                    : base::Result<std::vector<store::Look>>{std::vector<store::Look>{}};
    if (!looks) {
        return base::Fault{looks.fault()};
    }
    auto list = Json::list();
    for (auto const &look : *looks) {
        auto one = Json::object();
        set_time(one, "at", look.at);
        list.add(one.set("actor", look.actor));
    }
    model.set("looks", list).set("any_look", !looks->empty()).set("keeps", keeps(visit));
    return {};
}

base::Result<Answer> sheet_page(Visit &visit) {
    auto const here = sheet_of(visit);
    if (!here) {
        return base::Fault{here.fault()};
    }
    desk::note_look(*here->station, here->sheet.serial, visit.actor());
    auto const view = desk::view_sheet(*here->station, here->sheet.serial);
    if (!view) {
        return base::Fault{view.fault()};
    }
    auto const &sheet = view->sheet;
    auto model = Json::object();
    model.set("serial", sheet.serial).set("state", sheet.state).set("holder", sheet.holder);
    model.set("state_text", desk::state_words(sheet.state).in(visit.language));
    model.set("where", desk::whereabouts(sheet.state, sheet.holder, view->place).in(visit.language));
    model.set("reason", sheet.reason).set("replaces", sheet.replaces).set("layout", view->layout);
    model.set("reference", view->reference).set("printer", sheet.printer).set("photo", sheet.photo);
    add_person(model, view->person);
    model.set("uncertain", sheet.state == "uncertain" && prints(visit));
    model.set("can_reprint", prints(visit) && (sheet.state == "printed" || sheet.state == "uncertain"));
    if (prints(visit)) {
        add_printers(visit, model);
    }
    model.set("can_void", prints(visit) && sheet.state != "void").set("is_void", sheet.state == "void");
    if (auto added = add_looks(visit, *here->station, sheet.serial, model); !added) {
        return std::move(added).fault();
    }
    if (auto added = add_custody(visit, *here->station, sheet, model); !added) {
        return std::move(added).fault();
    }
    model.set("lies_in_box", sheet.holder == "archive" && !sheet.place.empty())
        .set("box_url", encoded(sheet.place));
    model.set("box", sheet.place).set("is_missing", sheet.holder == "missing" && keeps(visit));
    model.set("can_copy", keeps(visit) && sheet.state == "printed");
    model.set("jobs", jobs_json(*view, visit.language)).set("history", history_json(*view, visit.language));
    auto answer = shown("sheet", std::move(model));
    answer.model.set("scanned", visit.request.query.has("scanned"));
    return answer;
}

Previews::Picture shared(desk::Preview const &preview) {
    return std::make_shared<std::string const>(base::as_text(preview.jpeg));
}

Answer picture(Previews::Picture jpeg) {
    Response response;
    response.shared_body = std::move(jpeg);
    response.with("Content-Type", "image/jpeg").with("Cache-Control", "private, max-age=600");
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

base::Result<Answer> sheet_preview(Visit &visit) {
    auto const here = sheet_of(visit);
    if (!here) {
        return base::Fault{here.fault()};
    }
    auto const &serial = here->sheet.serial;
    if (auto known = visit.service.previews.find(serial)) {
        return picture(std::move(known));
    }
    auto preview = desk::preview_sheet(*here->station, serial);
    if (!preview) {
        return std::move(preview).fault();
    }
    auto jpeg = shared(*preview);
    visit.service.previews.keep(serial, jpeg);
    return picture(std::move(jpeg));
}

struct PersonHere {
    Lease<desk::Station> station;
    store::Person person;
};

/// Somebody on the roster by student number, if the visitor may see them.
base::Result<PersonHere> person_of(Visit const &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    store::Selection who;
    who.student_no = visit.part("student_no");
    auto found = store::people((*station)->store(), (*station)->campaign().id, who);
    if (!found) {
        return std::move(found).fault();
    }
    if (found->empty() || !visit.may_see(**station, found->front().id)) {
        return base::fault(Trouble::not_found, "名册里没有学号 {}",
                           "nobody on the roster has the student number {}", visit.part("student_no"));
    }
    return PersonHere{std::move(*station), std::move(found->front())};
}

base::Result<Answer> person_preview(Visit &visit) {
    auto const here = person_of(visit);
    if (!here) {
        return base::Fault{here.fault()};
    }
    auto preview = desk::preview_person(*here->station, here->person.student_no, "");
    return preview ? base::Result{picture(shared(*preview))} : std::move(preview).fault();
}

base::Result<Answer> photo(Visit &visit) {
    auto const here = person_of(visit);
    if (!here) {
        return base::Fault{here.fault()};
    }
    auto &store = here->station->store();
    auto const kept = store::photo_of(store, here->person.id);
    if (!kept || !*kept) {
        return base::fault(Trouble::not_found, "还没有照片", "there is no photo yet");
    }
    Response response;
    response.file = store.kept_path((*kept)->master);
    response.with("Content-Type", "image/jpeg").with("Cache-Control", "private, max-age=600");
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

base::Result<Answer> person_page(Visit &visit) {
    auto const here = person_of(visit);
    if (!here) {
        return base::Fault{here.fault()};
    }
    auto const &person = here->person;
    desk::note_look(*here->station, desk::person_subject(person.id), visit.actor());
    auto &store = here->station->store();
    auto const photo = store::photo_of(store, person.id);
    auto const sheets = store::sheets_of(store, person.id);
    if (!photo || !sheets) {
        return base::Fault{photo ? sheets.fault() : photo.fault()};
    }
    auto model = Json::object();
    add_person(model, person);
    model.set("has_photo", photo->has_value()).set("sex", person.sex).set("birth", person.birth);
    model.set("level", person.level).set("id_type", person.id_type);
    auto list = Json::list();
    auto counts = false, due = true;
    for (auto const &sheet : *sheets) {
        auto const place = store::place_name(store, sheet);
        auto one = Json::object();
        counts = counts || sheet.state != "void";
        due = due && (sheet.state == "void" || sheet.state == "failed");
        one.set("serial", sheet.serial)
            .set("state", sheet.state)
            .set("state_text", desk::state_words(sheet.state).in(visit.language));
        one.set("where",
                desk::whereabouts(sheet.state, sheet.holder, place ? *place : "").in(visit.language));
        set_time(one, "born_at", sheet.born_at);
        list.add(one);
    }
    model.set("sheets", list)
        .set("any_sheet", !sheets->empty())
        .set("preview", photo->has_value() && !counts && prints(visit));
    model.set("can_print", photo->has_value() && due && prints(visit));
    if (prints(visit)) {
        add_printers(visit, model);
    }
    if (auto added = add_looks(visit, *here->station, desk::person_subject(person.id), model); !added) {
        return std::move(added).fault();
    }
    if (auto added = add_photos(visit, *here->station, person.id, model); !added) {
        return std::move(added).fault();
    }
    model.set("can_unmask", keeps(visit));
    return shown("person", std::move(model));
}

base::Result<Answer> unmask(Visit &visit) {
    auto const here = person_of(visit);
    if (!here) {
        return base::Fault{here.fault()};
    }
    auto const number = desk::unmask(here->station->store(), here->person.id, visit.given.of("reason"),
                                     visit.actor(), visit.now());
    if (!number) {
        return base::Fault{number.fault()};
    }
    auto model = Json::object();
    model.set("id_no", *number).set("name", here->person.name).set("student_no", here->person.student_no);
    return shown("unmasked", std::move(model));
}

base::Result<Answer> void_sheet(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const sheet = desk::void_sheet(**station, visit.part("serial"), visit.given.of("reason"));
    if (!sheet) {
        return base::Fault{sheet.fault()};
    }
    auto answer = gone_to("/sheets/" + sheet->serial,
                          base::words("{} 已作废，请剪角销毁", "{} is void; cut its corner", sheet->serial));
    answer.model.set("serial", sheet->serial).set("state", sheet->state);
    return answer;
}

base::Result<std::vector<store::Hit>> hits_for(Visit const &visit, desk::Station &station,
                                               std::string const &query, std::size_t limit) {
    return desk::find_sheets(station, query, limit,
                             visit.is(desk::Role::college) ? visit.session->unit.value_or(-1)
                                                           : std::optional<std::int64_t>{});
}

/// A scanner types into whatever box there is: a code of a box or of a sheet leads there at once.
std::optional<Answer> what_is_scanned(Visit const &visit, desk::Station &station, std::string const &query) {
    Answer answer;
    if (auto const box = desk::box_of_code(query); box && keeps(visit)) {
        answer.go_to = "/archive/boxes/" + encoded(*box);
        return answer;
    }
    auto const sheet = code::read_serial(query) ? desk::find_sheet(station, query)
                                                : base::fault(Trouble::not_found, "不是序列号", "no serial");
    if (!sheet || !visit.may_see(station, sheet->person)) {
        return std::nullopt;
    }
    answer.go_to = "/sheets/" + sheet->serial;
    return answer;
}

base::Result<Answer> find(Visit &visit) {
    static constexpr std::size_t most = 200;
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const query = visit.request.query.of("q");
    if (auto answer = what_is_scanned(visit, **station, query); answer && !visit.route.is_api()) {
        return std::move(*answer);
    }
    auto model = Json::object();
    auto list = Json::list();
    std::size_t count = 0;
    if (!base::trimmed(query).empty()) {
        auto const hits = hits_for(visit, **station, query, most);
        if (!hits) {
            return base::Fault{hits.fault()};
        }
        for (auto const &hit : *hits) {
            auto one = Json::object();
            one.set("serial", hit.serial).set("has_sheet", !hit.serial.empty()).set("name", hit.name);
            one.set("student_no", hit.student_no).set("unit", hit.unit).set("class", hit.class_name);
            one.set("state", hit.state).set("reference", hit.reference);
            one.set("where", desk::whereabouts(hit.state, hit.holder, hit.place).in(visit.language));
            one.set("signed_by", hit.signed_by).set("year", hit.year);
            if (!hit.serial.empty()) {
                set_time(one, "since", hit.moved_at);
            }
            list.add(one);
        }
        count = hits->size();
    }
    model.set("q", query).set("hits", list).set("count", count).set("any", count > 0);
    model.set("asked", !base::trimmed(query).empty()).set("more", count >= most);
    model.set("own_search", true);
    return shown("find", std::move(model));
}

/// A sheet whose code is read is there: where the print room doubted that, the doubt is over.
base::Result<Answer> scanned_sheet(Visit const &visit, desk::Station &station, store::Sheet const &sheet) {
    Answer answer;
    answer.go_to = "/sheets/" + sheet.serial + "?scanned=1";
    answer.model.set("kind", "sheet").set("serial", sheet.serial).set("state", sheet.state);
    answer.model.set("path", answer.go_to);
    auto const doubtful = sheet.state == "uncertain" || sheet.state == "failed" || sheet.state == "born";
    if (!doubtful || !prints(visit)) {
        return answer;
    }
    auto const scanned = desk::scan_sheet(station, sheet.serial);
    if (!scanned) {
        return scanned.fault().kind == Trouble::busy ? base::Result<Answer>{std::move(answer)}
                                                     : base::Fault{scanned.fault()};
    }
    answer.go_to = "/sheets/" + sheet.serial;
    answer.said =
        base::words("扫到了 {}，记为已打印", "{} was scanned and is on record as printed", sheet.serial);
    answer.model.set("path", answer.go_to).set("settled", scanned->settled);
    return answer;
}

/// What was scanned decides where it goes: a sheet's serial, a student number, or whatever a search finds.
base::Result<Answer> scan(Visit &visit) {
    auto const typed = std::string{base::trimmed(visit.given.of("scanned"))};
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    if (auto const box = desk::box_of_code(typed); box && keeps(visit)) {
        Answer answer;
        answer.go_to = "/archive/boxes/" + encoded(*box);
        answer.model.set("kind", "box").set("path", answer.go_to);
        return answer;
    }
    if (code::read_serial(typed)) {
        auto const sheet = desk::find_sheet(**station, typed);
        if (sheet && visit.may_see(**station, sheet->person)) {
            return scanned_sheet(visit, **station, *sheet);
        }
    }
    auto const hits = typed.empty() ? std::vector<store::Hit>{} : [&] {
        auto found = hits_for(visit, **station, typed, 2);
        return found ? std::move(*found) : std::vector<store::Hit>{};
    }();
    auto const one = hits.size() == 1;
    Answer answer;
    answer.go_to = one && !hits[0].serial.empty() ? "/sheets/" + hits[0].serial
                   : one                          ? "/people/" + encoded(hits[0].student_no)
                                                  : "/find?q=" + encoded(typed);
    answer.model.set("kind", one ? "person" : hits.empty() ? "unknown" : "several").set("path", answer.go_to);
    return answer;
}

} // namespace

void add_sheet_pages(Handlers &handlers) {
    handlers.insert({{"sheet_page", sheet_page},
                     {"sheet_preview", sheet_preview},
                     {"person_page", person_page},
                     {"person_preview", person_preview},
                     {"photo", photo},
                     {"unmask", unmask},
                     {"void_sheet", void_sheet},
                     {"find", find},
                     {"scan", scan}});
}

} // namespace web
