// SPDX-License-Identifier: GPL-3.0-or-later
// Cameras that hang at the station: which one a desk uses, what it sees, its shutter; and the pictures that
// are nobody's.
#include "desk/asides.hpp"
#include "web/capture_models.hpp"
#include "web/shot_models.hpp"

namespace web {

using base::Json;
using base::Trouble;

namespace {

base::Result<Answer> choose_page(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto const now = visit.service.cameras.view(visit.actor());
    auto list = Json::list();
    auto const choices = visit.service.cameras.choices();
    for (auto const &found : choices) {
        auto one = Json::object();
        one.set("uri", found.uri).set("model", found.model).set("here", now && now->uri == found.uri);
        list.add(one.set("folder", found.uri.starts_with("folder:")));
    }
    auto model = Json::object();
    add_capture_rules(visit, **station, model);
    model.set("tab_camera_desk", true).set("cameras", list).set("any", !choices.empty());
    model.set("browser", !now);
    return shown("lenses", std::move(model));
}

base::Result<Answer> choose_camera(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &uri = visit.given.of("uri");
    if (uri.empty()) {
        visit.service.cameras.detach(visit.actor());
        return gone_to("/capture/camera", {"用浏览器的摄像头", "the browser's camera is used"});
    }
    auto done = visit.service.cameras.attach(visit.actor(), uri, desk::campaign_key((*station)->campaign()));
    if (!done) {
        return std::move(done).fault();
    }
    auto const now = visit.service.cameras.view(visit.actor());
    return gone_to("/capture/camera",
                   base::words("用相机 {}", "the camera {} is used", now ? now->name : uri));
}

base::Result<Answer> release_shutter(Visit &visit) {
    auto done = visit.service.cameras.shoot(visit.actor());
    if (!done) {
        return std::move(done).fault();
    }
    return gone_to(path_here(visit.given.of("back"), "/capture/camera"), {});
}

Answer jpeg(base::Bytes const &bytes) {
    Response response;
    response.body = std::string{base::as_text(bytes)};
    response.with("Content-Type", "image/jpeg");
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

base::Result<Answer> live_view(Visit &visit) {
    auto const seen = visit.service.cameras.live_view(visit.actor());
    if (!seen) {
        return base::Fault{seen.fault()};
    }
    if (!*seen) {
        return base::fault(Trouble::not_found, "这台相机不能预览", "this camera shows no live view");
    }
    return jpeg(**seen);
}

/// Of the camera desk, fetched again: which camera, and what it last said.
base::Result<Answer> lens_now(Visit &visit) {
    auto model = Json::object();
    add_lens(visit, model);
    return shown("part-lens", std::move(model));
}

base::Result<Answer> aside_picture(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const file = desk::aside_file(**station, visit.part("aside"));
    return file ? base::Result{jpeg(*file)} : base::Result<Answer>{base::Fault{file.fault()}};
}

base::Result<Answer> give_aside(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const number = whole_number(visit.given.of("number"));
    auto const taken = desk::give_aside(**station, visit.service.faces.finder(), visit.part("aside"), number);
    if (!taken) {
        return base::Fault{taken.fault()};
    }
    return gone_to("/capture/open", base::words("这张给了 {} 号", "this one is that of {}", number));
}

} // namespace

void add_lens_pages(Handlers &handlers) {
    handlers.insert({{"choose_page", choose_page},
                     {"choose_camera", choose_camera},
                     {"release_shutter", release_shutter},
                     {"live_view", live_view},
                     {"lens_now", lens_now},
                     {"aside_picture", aside_picture},
                     {"give_aside", give_aside}});
}

} // namespace web
