// SPDX-License-Identifier: GPL-3.0-or-later
// What happens with a shot: it is taken, looked at, answered for, shown to the person, confirmed. And the
// screen that is turned to them.
#include "base/files.hpp"
#include "desk/shots.hpp"
#include "desk/ticks.hpp"
#include "web/capture_models.hpp"
#include "web/shot_models.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace web {

using base::Json;
using base::Trouble;

namespace {

constexpr std::uintmax_t most_shot_bytes = 60'000'000;

base::Result<base::Bytes> file_of(Visit const &visit) {
    if (visit.request.uploads.empty()) {
        auto const bytes = base::as_bytes(visit.request.body);
        return base::Bytes{bytes.begin(), bytes.end()};
    }
    return base::read_file(visit.request.uploads.front().file, most_shot_bytes);
}

/// A shot that was sent before, its answer lost on the way.
base::Result<std::optional<store::Shot>> sent_before(desk::Station &station, std::string const &visit,
                                                     base::Bytes const &file) {
    auto shots = store::shots_of(station.store(), visit);
    if (!shots) {
        return std::move(shots).fault();
    }
    auto const found = std::ranges::find(*shots, base::sha256(file).hex(), &store::Shot::original);
    return found == shots->end() ? std::optional<store::Shot>{} : std::optional{*found};
}

base::Result<Answer> take(Visit &visit) {
    auto station = visit.station();
    auto file = file_of(visit);
    if (!station || !file) {
        return base::Fault{station ? file.fault() : station.fault()};
    }
    auto const &id = visit.part("visit");
    auto const before = sent_before(**station, id, *file);
    if (!before) {
        return base::Fault{before.fault()};
    }
    auto const came = desk::visit_named(**station, id);
    if (!came) {
        return base::Fault{came.fault()};
    }
    auto answer = gone_to(camera_address(came->number), {});
    if (*before) {
        answer.model = shot_json(**before, visit.language);
        return answer;
    }
    auto const &camera = visit.request.query.of("camera");
    auto const taken = desk::take_shot(**station, visit.service.faces.finder(),
                                       {id, std::move(*file), camera.empty() ? "file" : camera, {}});
    if (!taken) {
        return base::Fault{taken.fault()};
    }
    answer.model = shot_json(taken->shot, visit.language);
    answer.model.set("message", taken->said.in(visit.language));
    return answer;
}

base::Result<Answer> shot_picture(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const shot = desk::shot_named(**station, visit.part("shot"));
    if (!shot) {
        return base::Fault{shot.fault()};
    }
    Response response;
    response.file = (*station)->store().kept_path(shot->master);
    response.with("Content-Type", "image/jpeg").with("Cache-Control", "private, max-age=600");
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

base::Result<std::int64_t> number_of_shot(desk::Station &station, std::string const &id) {
    auto const shot = desk::shot_named(station, id);
    auto const came = shot ? desk::visit_named(station, shot->visit) : base::Fault{shot.fault()};
    return came ? came->number : base::Result<std::int64_t>{base::Fault{came.fault()}};
}

base::Result<Answer> show_shot(Visit &visit) {
    auto station = visit.station();
    auto const number = station ? number_of_shot(**station, visit.part("shot"))
                                : base::Result<std::int64_t>{base::Fault{station.fault()}};
    if (!number) {
        return base::Fault{number.fault()};
    }
    if (auto const seat = visit.service.floor.at(visit.actor()); !seat || seat->number != *number) {
        return base::fault(Trouble::not_allowed, "这张照片不是现在坐着的人的",
                           "this is no shot of whoever sits there");
    }
    visit.service.floor.show(visit.actor(), visit.part("shot"));
    return gone_to(camera_address(*number), base::Words{});
}

base::Result<Answer> answer_for(Visit &visit) {
    auto station = visit.station();
    auto const number = station ? number_of_shot(**station, visit.part("shot"))
                                : base::Result<std::int64_t>{base::Fault{station.fault()}};
    if (!number) {
        return base::Fault{number.fault()};
    }
    auto const wanted = visit.given.all("check");
    if (wanted.empty()) {
        return base::fault(Trouble::usage, "没有选是哪一项", "no check was chosen");
    }
    for (std::size_t i = 0; i < photo::check_kinds; ++i) {
        auto const kind = static_cast<photo::CheckKind>(i);
        if (std::ranges::find(wanted, photo::word_of(kind)) == wanted.end()) {
            continue;
        }
        auto done = desk::override_check(**station, visit.part("shot"), kind, visit.given.of("name"),
                                         visit.given.of("reason"));
        if (!done) {
            return std::move(done).fault();
        }
    }
    return gone_to(camera_address(*number),
                   base::words("{} 对此负责，已记下", "{} answers for it", visit.given.of("name")));
}

base::Result<Answer> confirm(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &how = visit.given.of("how");
    auto signature = visit.request.uploads.empty() ? base::Result{base::Bytes{}} : file_of(visit);
    if (!signature) {
        return std::move(signature).fault();
    }
    auto const shot = desk::confirm_shot(
        **station, visit.part("shot"),
        {how.empty() ? "screen" : how, visit.given.of("replaces_because"), std::move(*signature)});
    if (!shot) {
        return base::Fault{shot.fault()};
    }
    auto const came = desk::visit_named(**station, shot->visit);
    if (!came) {
        return base::Fault{came.fault()};
    }
    leave_seat(visit, came->id);
    auto answer = gone_to(path_here(visit.given.of("back"), "/capture/camera"),
                          base::words("{} 号照片已确认", "the photo of {} is confirmed", came->number));
    answer.model.set("shot", shot->id).set("state", shot->state).set("photo", shot->master);
    return answer;
}

base::Result<Answer> tick_off(Visit &visit) {
    auto station = visit.station();
    auto const came = station ? desk::visit_named(**station, visit.part("visit"))
                              : base::Result<store::Visit>{base::Fault{station.fault()}};
    if (!came) {
        return base::Fault{came.fault()};
    }
    auto const &said = visit.given.of("answer");
    if (said != "ok" && said != "missed") {
        return base::fault(Trouble::usage, "没有说符合还是不符合", "neither ok nor missed was said");
    }
    auto const answer = said == "ok" ? desk::TickAnswer::ok : desk::TickAnswer::missed;
    for (auto const &key : visit.given.all("key")) {
        auto const line = desk::tick_off(**station, came->id, key, answer, visit.given.of("exemption"));
        if (!line) {
            return base::Fault{line.fault()};
        }
    }
    return gone_to(camera_address(came->number), {});
}

base::Result<Answer> end_visit(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const ended = desk::end_visit(**station, visit.part("visit"), visit.given.of("what") == "refused",
                                       visit.given.of("reason"), visit.given.of("note"));
    if (!ended) {
        return base::Fault{ended.fault()};
    }
    leave_seat(visit, ended->id);
    auto const how = desk::ending_of((*station)->profile(), *ended);
    auto answer = gone_to(
        path_here(visit.given.of("back"), "/capture/camera"),
        {fmt::format("{} 号：{}", ended->number, how.zh), fmt::format("{}: {}", ended->number, how.en)});
    answer.model.set("visit", ended->id).set("state", ended->state);
    return answer;
}

/// What the screen that is turned to the person shows.
base::Result<Json> mirrored(Visit const &visit, desk::Station &station) {
    auto model = Json::object();
    auto const seat = visit.service.floor.at(visit.actor());
    model.set("bare", true).set("nobody", !seat).set("waiting", seat && seat->shot.empty());
    if (!seat) {
        return model;
    }
    auto const came = desk::visit_named(station, seat->visit);
    auto card = came ? visit_card(visit, station, *came) : base::Result<Json>{base::Fault{came.fault()}};
    if (!card) {
        return std::move(card).fault();
    }
    model.set("came", *card).set("shot", seat->shot).set("has_shot", !seat->shot.empty());
    model.set("wants_another", seat->wants_another);
    model.set("blocked", !seat->shot.empty() && !desk::may_confirm(station, seat->shot));
    return model;
}

base::Result<Answer> mirror(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto model = mirrored(visit, **station);
    return model ? base::Result{shown(visit.request.path.ends_with("/now") ? "part-mirror" : "mirror",
                                      std::move(*model))}
                 : std::move(model).fault();
}

base::Result<Answer> ask_for_another(Visit &visit) {
    visit.service.floor.ask_for_another(visit.actor());
    return gone_to("/capture/mirror", {});
}

} // namespace

void add_shot_pages(Handlers &handlers) {
    handlers.insert({{"take_shot", take},
                     {"shot_picture", shot_picture},
                     {"show_shot", show_shot},
                     {"answer_for", answer_for},
                     {"confirm_shot", confirm},
                     {"end_visit", end_visit},
                     {"tick_off", tick_off},
                     {"mirror", mirror},
                     {"ask_for_another", ask_for_another}});
}

} // namespace web
