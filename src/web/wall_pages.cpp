// SPDX-License-Identifier: GPL-3.0-or-later
// The wall of counts that have to agree, and what is still open: who has no photo, and codes that nobody
// knows.
#include "desk/asides.hpp"
#include "desk/fees.hpp"
#include "desk/matching.hpp"
#include "desk/tickets.hpp"
#include "desk/wall.hpp"
#include "web/capture_models.hpp"
#include "web/print_models.hpp"
#include <algorithm>

namespace web {

using base::Json;
using base::Trouble;

namespace {

Json tally_json(store::Tally const &t) {
    auto one = Json::object();
    one.set("unit", t.unit).set("class", t.class_name).set("roster", t.roster).set("reported", t.reported);
    one.set("swiped", t.swiped).set("waiting", t.waiting).set("accepted", t.accepted);
    one.set("refused", t.refused).set("left", t.left).set("paid", t.paid).set("captured", t.captured);
    one.set("absent", t.absent).set("printed", t.printed).set("handed_over", t.handed_over);
    one.set("missing", t.roster - t.captured - t.absent).set("whole_unit", t.class_name.empty());
    one.set("unit_url", encoded(t.unit)).set("class_url", encoded(t.class_name));
    return one.set("paid_text", desk::yuan(t.paid_fen)).set("begun", t.swiped > 0 || t.reported > 0);
}

base::Result<Answer> wall(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto const wall = desk::wall(**station);
    if (!wall) {
        return base::Fault{wall.fault()};
    }
    auto list = Json::list();
    std::size_t odd = 0;
    for (auto const &one : wall->classes) {
        auto row = tally_json(one.tally);
        auto said = Json::list();
        for (auto const &imbalance : one.imbalances) {
            auto why = Json::object();
            why.set("identity", desk::word_of(imbalance.identity))
                .set("said", imbalance.said.in(visit.language))
                .set("who", desk::names_of(imbalance).in(visit.language));
            said.add(why.set("left", imbalance.left).set("right", imbalance.right));
        }
        odd += static_cast<std::size_t>(!one.imbalances.empty());
        auto const done = one.imbalances.empty() && one.tally.swiped > 0 && one.tally.waiting == 0;
        list.add(row.set("imbalances", said).set("odd", !one.imbalances.empty()).set("balanced", done));
    }
    auto model = Json::object();
    model.set("classes", list).set("total", tally_json(wall->total)).set("odd", odd).set("any_odd", odd > 0);
    model.set("balances", wall->balances()).set("any", !wall->classes.empty());
    add_capture_rules(visit, **station, model);
    return shown(visit.request.path.ends_with("/now") ? "part-wall" : "wall", std::move(model));
}

/// Whom no roster named when they came, with whom they may be.
base::Result<> add_strangers(Visit const &visit, desk::Station &station, Json &model) {
    auto const strangers = desk::strangers(station);
    if (!strangers) {
        return base::Fault{strangers.fault()};
    }
    auto list = Json::list();
    for (auto const &one : *strangers) {
        auto card = visit_card(visit, station, one.visit);
        if (!card) {
            return std::move(card).fault();
        }
        auto meant = Json::list();
        for (auto const &person : one.candidates) {
            meant.add(person_card(person));
        }
        list.add(card->set("candidates", meant));
    }
    model.set("strangers", list).set("any_stranger", !strangers->empty());
    model.set("stranger_count", strangers->size());
    return {};
}

/// Pictures of the station's cameras that are nobody's.
base::Result<> add_asides(Visit const &visit, desk::Station &station, Json &model) {
    auto const all = desk::asides(station);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto list = Json::list();
    for (auto const &one : *all) {
        auto row = Json::object();
        row.set("aside", one.id).set("file", one.name).set("camera", one.camera).set("seen_at", one.seen_at);
        list.add(row.set("why", one.reason.in(visit.language)));
    }
    model.set("asides", list).set("any_aside", !all->empty()).set("aside_count", all->size());
    return {};
}

/// People of a class, or of all, without a photo; codes and people whom nobody knows yet.
base::Result<Answer> open_ends(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto const who = selection_of(visit.request.query);
    auto const missing = store::missing((*station)->store(), (*station)->campaign().id, who);
    auto const unbound = desk::unbound(**station);
    if (!missing || !unbound) {
        return base::Fault{missing ? unbound.fault() : missing.fault()};
    }
    auto const codes = desk::absence_codes((*station)->profile());
    auto reasons = Json::list();
    for (auto const &code : codes) {
        auto one = Json::object();
        reasons.add(one.set("code", code.code).set("text", code.text.in(visit.language)));
    }
    auto ways = Json::list();
    for (auto const &way : desk::told_ways()) {
        auto one = Json::object();
        ways.add(one.set("code", way.code).set("text", way.text.in(visit.language)));
    }
    auto people = Json::list();
    std::size_t unexplained = 0;
    for (auto const &one : *missing) {
        auto const known = std::ranges::find(codes, one.reason, &desk::ReasonCode::code);
        auto row = person_card(one.person);
        unexplained += static_cast<std::size_t>(one.reason.empty());
        row.set("reason", known == codes.end() ? one.reason : known->text.in(visit.language));
        row.set("told", desk::told_words(one).in(visit.language));
        people.add(row.set("explained", !one.reason.empty()));
    }
    auto unknown = Json::list();
    for (auto const &one : *unbound) {
        auto card = visit_card(visit, **station, one.visit);
        if (!card) {
            return std::move(card).fault();
        }
        auto meant = Json::list();
        for (auto const &person : one.candidates) {
            meant.add(person_card(person));
        }
        card->set("candidates", meant).set("any_candidate", !one.candidates.empty());
        unknown.add(card->set("token", one.visit.token).set("has_token", !one.visit.token.empty()));
    }
    auto model = Json::object();
    model.set("ways", ways);
    model.set("missing", people).set("missing_count", missing->size()).set("any_missing", !missing->empty());
    model.set("unexplained", unexplained).set("reasons", reasons).set("class", who.class_name.value_or(""));
    for (auto const &done : {add_strangers(visit, **station, model), add_asides(visit, **station, model)}) {
        if (!done) {
            return base::Fault{done.fault()};
        }
    }
    add_capture_rules(visit, **station, model);
    model.set("unknown", unknown).set("any_unknown", !unbound->empty()).set("unknown_count", unbound->size());
    return shown("open-ends", std::move(model));
}

base::Result<Answer> match_later(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const person = desk::match_stranger(**station, visit.given.of("visit"), visit.given.of("person"));
    if (!person) {
        return base::Fault{person.fault()};
    }
    auto answer =
        gone_to("/capture/open", base::words("是 {} {}", "it is {} {}", person->student_no, person->name));
    answer.model.set("person", person->student_no).set("name", person->name);
    return answer;
}

base::Result<Answer> note_told(Visit const &visit, desk::Station &station,
                               std::vector<std::string> const &people) {
    for (auto const &student_no : people) {
        auto const done = desk::note_told(station, student_no, visit.given.of("how"), visit.given.of("date"));
        if (!done) {
            return base::Fault{done.fault()};
        }
    }
    return gone_to(path_here(visit.given.of("back"), "/capture/open"),
                   base::words("记下了 {} 人已被告知", "{} are on record as told", people.size()));
}

base::Result<Answer> note_absence(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const wanted = visit.given.all("person");
    if (wanted.empty()) {
        return base::fault(Trouble::usage, "没有选人", "nobody was chosen");
    }
    auto const &code = visit.given.of("reason");
    if (visit.given.has("tell")) {
        return note_told(visit, **station, wanted);
    }
    for (auto const &student_no : wanted) {
        auto const done = code.empty() ? desk::withdraw_absence(**station, student_no)
                                       : desk::note_absence(**station, student_no, code);
        if (!done) {
            return base::Fault{done.fault()};
        }
    }
    return gone_to(path_here(visit.given.of("back"), "/capture/open"),
                   base::words("记下了 {} 人的原因", "the reason of {} is noted", wanted.size()));
}

base::Result<Answer> bind_later(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const person = desk::bind_code(**station, visit.given.of("token"), visit.given.of("person"));
    if (!person) {
        return base::Fault{person.fault()};
    }
    auto answer = gone_to("/capture/open", base::words("采集码是 {} {} 的", "the code is that of {} {}",
                                                       person->student_no, person->name));
    answer.model.set("person", person->student_no).set("name", person->name);
    return answer;
}

} // namespace

void add_wall_pages(Handlers &handlers) {
    handlers.insert({{"wall", wall},
                     {"open_ends", open_ends},
                     {"note_absence", note_absence},
                     {"match_later", match_later},
                     {"bind_later", bind_later}});
}

} // namespace web
