// SPDX-License-Identifier: GPL-3.0-or-later
// The desk where collection codes are swiped. What a code holds is in no address and in no page: a form
// brings it, and from then on its token stands for it.
#include "base/files.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "desk/code_reading.hpp"
#include "web/capture_models.hpp"
#include "web/print_models.hpp"
#include <algorithm>

namespace web {

using base::Json;
using base::Trouble;

namespace {

constexpr std::uintmax_t most_picture_bytes = 40'000'000;

desk::Entry entry_of(Visit const &visit) {
    return {visit.given.of("proof"), visit.given.of("again")};
}

Json swiped_json(desk::Swiped const &swiped, base::Language language) {
    auto model = Json::object();
    model.set("outcome", desk::word_of(swiped.outcome)).set("token", swiped.token);
    model.set("message", swiped.said.in(language));
    if (swiped.person) {
        model.set("person", person_card(*swiped.person));
    }
    if (swiped.visit) {
        model.set("visit", swiped.visit->id).set("number", swiped.visit->number);
    }
    return model;
}

/// Where the desk goes on: the number that was given, or what is still asked.
std::string address_of(desk::Swiped const &swiped) {
    auto const word = std::string{desk::word_of(swiped.outcome)};
    auto address = "/capture?outcome=" + word;
    if (swiped.visit) {
        address += "&visit=" + encoded(swiped.visit->id);
    }
    if (!swiped.token.empty()) {
        address += "&token=" + swiped.token;
    }
    return address + (swiped.person ? "&person=" + encoded(swiped.person->student_no) : "");
}

base::Result<Answer> told(Visit const &visit, base::Result<desk::Swiped> const &swiped) {
    if (!swiped) {
        return base::Fault{swiped.fault()};
    }
    auto const in = swiped->outcome == desk::SwipeOutcome::admitted;
    if (!in && !visit.route.is_api()) {
        warn(visit, swiped->said);
    }
    Answer answer;
    answer.go_to = address_of(*swiped);
    answer.said = in ? swiped->said : base::Words{};
    answer.model = swiped_json(*swiped, visit.language);
    return answer;
}

/// As a scanner typed it, or out of a picture that was sent.
base::Result<std::string> content_of(Visit const &visit) {
    if (visit.request.uploads.empty()) {
        return visit.given.of("content");
    }
    auto const file = base::read_file(visit.request.uploads.front().file, most_picture_bytes);
    return file ? desk::read_code_picture(*file) : base::Result<std::string>{base::Fault{file.fault()}};
}

base::Result<Answer> swipe(Visit &visit) {
    auto station = visit.station();
    auto content = content_of(visit);
    if (!station || !content) {
        return base::Fault{station ? content.fault() : station.fault()};
    }
    auto const swiped = desk::swipe(**station, *content, entry_of(visit));
    base::wipe(*content);
    return told(visit, swiped);
}

Answer as_json(Json const &model) {
    Response response;
    response.body = model.text();
    response.with("Content-Type", "application/json; charset=utf-8");
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

/// A frame of a camera that looks for a code: most have none, which is no mistake of anybody.
base::Result<Answer> swipe_frame(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto content = desk::read_code_picture(base::as_bytes(visit.request.body));
    auto const swiped = content ? desk::swipe(**station, *content, entry_of(visit))
                                : base::Result<desk::Swiped>{base::Fault{content.fault()}};
    if (!swiped) {
        auto model = Json::object();
        return as_json(model.set("read", false).set("message", swiped.fault().text(visit.language)));
    }
    base::wipe(*content);
    if (swiped->outcome != desk::SwipeOutcome::admitted) {
        warn(visit, swiped->said);
    }
    auto model = swiped_json(*swiped, visit.language);
    return as_json(model.set("read", true).set("path", address_of(*swiped)));
}

base::Result<Answer> swipe_again(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    return told(visit, desk::swipe_token(**station, visit.given.of("token"), entry_of(visit)));
}

base::Result<code::VisibleMask> mask_of(std::string const &typed) {
    auto const mask = code::read_mask(typed);
    if (!mask) {
        return base::fault(Trouble::bad_input, "“{}”看不懂；照采集码上的写，例如 张*三 1234",
                           "'{}' cannot be read; write what the code shows, such as X*Y 1234", typed);
    }
    return *mask;
}

base::Result<Answer> bind(Visit &visit) {
    auto station = visit.station();
    auto const mask = mask_of(visit.given.of("mask"));
    if (!station || !mask) {
        return base::Fault{station ? mask.fault() : station.fault()};
    }
    auto const &token = visit.given.of("token");
    auto const &student_no = visit.given.of("person");
    if (student_no.empty()) {
        auto const of = selection_of(visit.given);
        return told(visit, desk::admit_unbound(**station, token, *mask, of, entry_of(visit)));
    }
    return told(visit, desk::bind_swipe(**station, token, *mask, student_no, entry_of(visit)));
}

base::Result<Answer> admit(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &given = visit.given;
    if (given.has("name")) {
        return told(visit, desk::admit_stranger(**station, given.of("token"),
                                                {std::string{base::trimmed(given.of("name"))},
                                                 given.of("unit"), given.of("class"), given.of("told")},
                                                entry_of(visit)));
    }
    return told(visit,
                desk::admit_without_code(**station, given.of("person"), given.of("reason"), entry_of(visit)));
}

/// A code that nobody is known for: what it shows, and who may be meant, side by side.
base::Result<> add_unknown(Visit const &visit, desk::Station &station, Json &model) {
    auto const &typed = visit.request.query.of("mask");
    model.set("mask", typed).set("asked", !typed.empty());
    auto const mask = code::read_mask(typed);
    model.set("odd_mask", !typed.empty() && !mask);
    if (!mask) {
        return {};
    }
    auto const meant = desk::meant_by(station, *mask, selection_of(visit.request.query));
    if (!meant) {
        return base::Fault{meant.fault()};
    }
    auto list = Json::list();
    for (auto const &person : *meant) {
        auto const photo = store::photo_of(station.store(), person.id);
        auto const tokens = store::tokens_of(station.store(), person.id);
        auto card = person_card(person);
        card.set("captured", photo && photo->has_value()).set("has_code", tokens && !tokens->empty());
        list.add(card);
    }
    model.set("candidates", list).set("any", !meant->empty()).set("several", meant->size() > 1);
    return {};
}

base::Result<> add_outcome(Visit const &visit, desk::Station &station, Json &model) {
    auto const &query = visit.request.query;
    auto const &outcome = query.of("outcome");
    model.set("token", query.of("token")).set("outcome", outcome);
    for (auto const *const word :
         {"unknown", "class-wanted", "proof-wanted", "captured", "waiting", "admitted"}) {
        auto key = std::string{"is_"} + word;
        std::ranges::replace(key, '-', '_');
        model.set(key, outcome == word);
    }
    model.set("is_ready", outcome.empty());
    if (!query.of("visit").empty()) {
        auto const came = store::visit(station.store(), query.of("visit"));
        auto const card = came && *came ? visit_card(visit, station, **came) : base::Result{Json::object()};
        if (!card) {
            return base::Fault{card.fault()};
        }
        model.set("came", *card);
    }
    if (auto const &student_no = query.of("person"); !student_no.empty()) {
        store::Selection who;
        who.student_no = student_no;
        auto const found = store::people(station.store(), station.campaign().id, who);
        if (found && !found->empty()) {
            model.set("whose", person_card(found->front()));
        }
    }
    return outcome == "unknown" ? add_unknown(visit, station, model) : base::Result<>{};
}

base::Result<Answer> swipe_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto model = Json::object();
    add_capture_rules(visit, **station, model);
    auto const outcome = add_outcome(visit, **station, model);
    auto const open = outcome ? add_open_visits(visit, **station, model) : base::Result<>{};
    if (!outcome || !open) {
        return base::Fault{outcome ? open.fault() : outcome.fault()};
    }
    return shown("capture", std::move(model));
}

base::Result<Answer> open_visits(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto model = Json::object();
    auto const open = add_open_visits(visit, **station, model);
    return open ? base::Result{shown("part-visits", std::move(model))} : base::Fault{open.fault()};
}

} // namespace

void add_swipe_pages(Handlers &handlers) {
    handlers.insert({{"swipe_desk", swipe_desk},
                     {"open_visits", open_visits},
                     {"swipe", swipe},
                     {"swipe_frame", swipe_frame},
                     {"swipe_again", swipe_again},
                     {"bind_code", bind},
                     {"admit", admit}});
}

} // namespace web
