// SPDX-License-Identifier: GPL-3.0-or-later
// The desk at the camera: whose number was told sits there, and nobody else is photographed.
#include "base/text.hpp"
#include "desk/fees.hpp"
#include "desk/shots.hpp"
#include "policy/profile.hpp"
#include "web/capture_models.hpp"
#include "web/shot_models.hpp"
#include <fmt/format.h>

namespace web {

using base::Json;
using base::Trouble;

namespace {

Json refusals_json(policy::Profile const &profile, base::Language language) {
    auto list = Json::list();
    for (auto const &refusal : profile.refusals) {
        auto one = Json::object();
        list.add(one.set("code", refusal.code).set("text", refusal.text.in(language)));
    }
    return list;
}

/// Whoever is at this camera: a card, and what keeps them from being photographed.
base::Result<> add_seated(Visit &visit, desk::Station &station, Json &model) {
    auto const number = whole_number(visit.request.query.of("number"));
    auto const found = store::visit_by_number(station.store(), station.campaign().id, number);
    if (!found) {
        return base::Fault{found.fault()};
    }
    if (!*found) {
        auto const none = desk::at_camera(station, number); // says why
        model.set("trouble", none ? std::string{} : none.fault().text(visit.language));
        leave_seat(visit);
        return {};
    }
    auto const &came = **found;
    auto card = visit_card(visit, station, came);
    if (!card) {
        return std::move(card).fault();
    }
    auto const paid = came.open() ? desk::check_fee(station, came) : base::Result<>{};
    model.set("came", *card).set("ready", came.open() && paid).set("ended", !came.open());
    model.set("confirmed", came.state == "confirmed");
    model.set("unpaid", paid ? std::string{} : paid.fault().text(visit.language));
    model.set("refusals", refusals_json(station.profile(), visit.language));
    if (!came.open() || !paid) {
        leave_seat(visit);
        return {};
    }
    seat(visit, came);
    return add_shots(visit, station, came, model);
}

/// The code of whoever sits there belongs to another number than they told.
base::Result<> add_mismatch(Visit const &visit, desk::Station &station, Json &model) {
    auto const other = whole_number(visit.request.query.of("other"));
    auto const found = store::visit_by_number(station.store(), station.campaign().id, other);
    if (!found || !*found) {
        return found ? base::Result<>{} : base::Result<>{base::Fault{found.fault()}};
    }
    auto const card = visit_card(visit, station, **found);
    if (!card) {
        return base::Fault{card.fault()};
    }
    leave_seat(visit); // whoever presses the shutter by habit: the picture is nobody's until it is clear
    model.set("other", *card).set("mismatch", true);
    return {};
}

base::Result<Answer> camera_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return without_campaign(station.fault());
    }
    auto model = Json::object();
    add_capture_rules(visit, **station, model);
    auto const told = !visit.request.query.of("number").empty();
    model.set("told", told);
    add_lens(visit, model);
    if (!told) {
        leave_seat(visit);
    }
    auto const seated = told ? add_seated(visit, **station, model) : base::Result<>{};
    auto const odd = seated ? add_mismatch(visit, **station, model) : base::Result<>{};
    auto const next = odd ? add_open_visits(visit, **station, model) : base::Result<>{};
    if (!seated || !odd || !next) {
        return base::Fault{!seated ? seated.fault() : !odd ? odd.fault() : next.fault()};
    }
    return shown("camera", std::move(model));
}

base::Result<Answer> tell_number(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const &told = visit.given.of("told");
    auto const now = whole_number(visit.given.of("number"));
    if (!code::may_be_collection_code(told)) {
        if (whole_number(told) == 0) {
            return base::fault(Trouble::bad_input, "“{}”不是拍摄序号：请学生再报一遍，或刷采集码",
                               "'{}' is no number: ask again, or swipe the code", told);
        }
        return gone_to(camera_address(whole_number(told)), {});
    }
    auto const came = desk::at_camera_with_code(**station, told);
    if (!came) {
        return base::Fault{came.fault()};
    }
    auto const number = came->number;
    auto const agrees = now == 0 || now == number;
    if (!agrees) {
        warn(visit, base::words("报的是 {} 号，采集码是 {} 号：不要拍，先问清楚",
                                "{} was told and the code is that of {}: do not shoot, ask", now, number));
    }
    auto const address =
        agrees ? camera_address(number) : camera_address(now) + fmt::format("&other={}", number);
    return gone_to(address, agrees && now != 0
                                ? base::words("采集码和 {} 号一致", "the code is that of {}", now)
                                : base::Words{});
}

base::Result<Answer> visit_shots(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto const came = desk::visit_named(**station, visit.part("visit"));
    if (!came) {
        return base::Fault{came.fault()};
    }
    auto model = Json::object();
    auto const shots = add_shots(visit, **station, *came, model);
    return shots ? base::Result{shown("part-shots", std::move(model))} : base::Fault{shots.fault()};
}

} // namespace

void add_camera_pages(Handlers &handlers) {
    handlers.insert(
        {{"camera_desk", camera_desk}, {"tell_number", tell_number}, {"visit_shots", visit_shots}});
}

} // namespace web
