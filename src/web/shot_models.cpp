// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/shot_models.hpp"
#include "desk/shot_view.hpp"
#include "desk/shots.hpp"
#include "desk/ticks.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace web {

using base::Json;

namespace {

std::string number_text(double value) {
    auto text = fmt::format("{:.1f}", value);
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

/// 50–110; ≥ 8.5 where the band has no upper end that means anything.
std::string band_text(photo::Band const &band) {
    static constexpr double no_end = 9'999;
    return band.pass_to > no_end            ? "≥ " + number_text(band.pass_from)
           : band.pass_from == band.pass_to ? number_text(band.pass_from)
                                            : number_text(band.pass_from) + "–" + number_text(band.pass_to);
}

Json check_json(photo::Check const &check, desk::ShotView const &view, base::Language language) {
    auto const has = [&](auto const &list, auto const &one) {
        return std::ranges::find(list, one) != list.end();
    };
    auto one = Json::object();
    auto const word = photo::word_of(check.verdict);
    one.set("kind", photo::word_of(check.kind)).set("name", photo::words_of(check.kind).in(language));
    one.set("verdict", word).set("verdict_text", photo::words_of(check.verdict).in(language));
    one.set("tag", word == "pass" ? "ok" : word == "fail" ? "bad" : "warn");
    one.set("value", check.value ? number_text(*check.value) : "").set("band", band_text(check.band));
    one.set("said", check.said.in(language)).set("open", has(view.unanswered, check.kind));
    one.set("answered", has(view.answered, std::string{photo::word_of(check.kind)}));
    one.set("x", check.where.x).set("y", check.where.y);
    return one.set("w", check.where.width)
        .set("h", check.where.height)
        .set("has_place", check.where.width > 0);
}

/// What did not pass comes first and one by one; the rest is a number.
void add_checks(Json &model, desk::ShotView const &view, base::Language language) {
    auto faulty = Json::list(), passed = Json::list();
    std::size_t good = 0;
    for (auto const verdict : {photo::Verdict::fail, photo::Verdict::unknown, photo::Verdict::warn}) {
        for (auto const &check : view.checks) {
            if (check.verdict == verdict) {
                faulty.add(check_json(check, view, language));
            }
        }
    }
    for (auto const &check : view.checks) {
        if (check.verdict == photo::Verdict::pass) {
            passed.add(check_json(check, view, language));
            ++good;
        }
    }
    auto const &hair = view.spec.band(photo::CheckKind::hair_top);
    auto const &eyes = view.spec.band(photo::CheckKind::eyes_line);
    model.set("checks", faulty).set("passed", passed).set("passed_count", good);
    model.set("all_passed", good == view.checks.size()).set("some_passed", good > 0);
    model.set("blocked", !view.unanswered.empty()).set("open_checks", view.unanswered.size());
    model.set("width", view.spec.width).set("height", view.spec.height);
    model.set("hair_from", hair.pass_from).set("hair_high", hair.pass_to - hair.pass_from);
    model.set("eyes_from", eyes.pass_from).set("eyes_high", eyes.pass_to - eyes.pass_from);
}

} // namespace

std::string camera_address(std::int64_t number) {
    return number == 0 ? "/capture/camera" : fmt::format("/capture/camera?number={}", number);
}

void seat(Visit const &visit, store::Visit const &came) {
    visit.service.floor.seat(visit.actor(), came.id, came.number);
    visit.service.cameras.stand(visit.actor(), came.id);
}

void leave_seat(Visit const &visit) {
    visit.service.cameras.away(visit.actor());
    visit.service.floor.leave(visit.actor());
}

void leave_seat(Visit const &visit, std::string const &came) {
    if (auto const seat = visit.service.floor.at(visit.actor()); seat && seat->visit == came) {
        leave_seat(visit);
    }
}

void add_lens(Visit const &visit, Json &model) {
    static constexpr std::chrono::seconds tolerated{120}; // of a clock that nobody set with care
    auto const view = visit.service.cameras.view(visit.actor());
    model.set("tethered", view.has_value()).set("by_folder", view && view->uri.starts_with("folder:"));
    if (!view) {
        return;
    }
    auto const ahead = view->clock_ahead.value_or(std::chrono::seconds{0});
    auto lens = Json::object();
    lens.set("name", view->name).set("uri", view->uri).set("gone", view->gone);
    lens.set("said", view->said.in(visit.language)).set("folder", view->uri.starts_with("folder:"));
    lens.set("clock_off", std::chrono::abs(ahead) > tolerated).set("minutes", ahead.count() / 60);
    model.set("lens", lens);
}

Json shot_json(store::Shot const &shot, base::Language language) {
    auto one = Json::object();
    one.set("shot", shot.id).set("verdict", shot.verdict).set("camera", shot.camera);
    one.set("tag", shot.verdict == "pass" ? "ok" : shot.verdict == "fail" ? "bad" : "warn");
    for (auto const verdict :
         {photo::Verdict::pass, photo::Verdict::warn, photo::Verdict::fail, photo::Verdict::unknown}) {
        if (photo::word_of(verdict) == shot.verdict) {
            one.set("verdict_text", photo::words_of(verdict).in(language));
        }
    }
    set_time(one, "taken_at", shot.taken_at);
    return one;
}

/// What no machine sees, as far as somebody looked.
base::Result<> add_ticks(Visit const &visit, desk::Station &station, store::Visit const &came, Json &model) {
    auto const ticks = desk::tick_list(station, came.id);
    if (!ticks) {
        return base::Fault{ticks.fault()};
    }
    auto list = Json::list();
    std::size_t open = 0, blocking = 0;
    for (auto const &line : *ticks) {
        auto one = Json::object();
        one.set("key", line.tick.key).set("text", line.tick.text.in(visit.language));
        one.set("row", line.tick.row).set("answer", line.answer).set("reason", line.reason);
        one.set("is_ok", line.answer == "ok").set("is_missed", line.answer == "missed");
        one.set("is_exempt", line.answer == "exempt").set("is_open", line.answer.empty());
        one.set("refuses", line.tick.on_miss == policy::OnMiss::refuse).set("blocks", line.blocks());
        list.add(one.set("refusal", line.tick.refusal));
        open += static_cast<std::size_t>(line.answer.empty());
        blocking += static_cast<std::size_t>(line.blocks());
    }
    model.set("ticks", list).set("any_tick", !ticks->empty()).set("ticks_open", open);
    model.set("some_tick_open", open > 0).set("ticks_block", blocking > 0);
    return {};
}

/// The shots of a visit, and one of them large with its checks.
base::Result<> add_shots(Visit const &visit, desk::Station &station, store::Visit const &came, Json &model) {
    if (auto done = add_ticks(visit, station, came, model); !done) {
        return done;
    }
    auto const shots = store::shots_of(station.store(), came.id);
    auto const best = desk::best_shot(station, came.id);
    if (!shots || !best) {
        return base::Fault{shots ? best.fault() : shots.fault()};
    }
    auto const &wanted = visit.request.query.of("shot");
    auto const named = std::ranges::any_of(*shots, [&](store::Shot const &one) { return one.id == wanted; });
    auto const chosen = named ? wanted : *best ? (*best)->id : std::string{};
    auto list = Json::list();
    for (auto const &shot : *shots) {
        auto one = shot_json(shot, visit.language);
        list.add(one.set("chosen", shot.id == chosen));
    }
    model.set("shots", list).set("any_shot", !shots->empty()).set("several_shots", shots->size() > 1);
    model.set("visit", came.id).set("number", came.number).set("over", !came.open());
    auto const seat = visit.service.floor.at(visit.actor());
    model.set("shown", seat && !seat->shot.empty()).set("wants_another", seat && seat->wants_another);
    if (chosen.empty()) {
        return {};
    }
    auto const view = desk::view_shot(station, visit.service.faces.finder(), chosen);
    if (!view) {
        return base::Fault{view.fault()};
    }
    auto one = shot_json(view->shot, visit.language);
    add_checks(one, *view, visit.language);
    auto const reason = desk::wants_reason(station, came);
    if (!reason) {
        return base::Fault{reason.fault()};
    }
    auto const may = desk::may_confirm(station, chosen);
    one.set("replaces", *reason);
    one.set("stopped", may || *reason ? "" : may.fault().text(visit.language)); // after checks and ticks
    model.set("chosen", one);
    return {};
}

} // namespace web
