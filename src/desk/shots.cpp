// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/shots.hpp"
#include "base/text.hpp"
#include "code/collection_code.hpp"
#include "desk/capture_rules.hpp"
#include "desk/fees.hpp"
#include "desk/photo_acceptance.hpp"
#include "desk/shot_view.hpp"
#include "desk/steps.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

/// What was asked of the photo and what came of it. Neither marks nor places of a face are kept.
base::Json checks_json(photo::Inspection const &inspection) {
    auto list = base::Json::list();
    for (auto const &check : inspection.checks) {
        auto one = base::Json::object();
        one.set("kind", std::string{word_of(check.kind)}).set("verdict", std::string{word_of(check.verdict)});
        if (check.value) {
            one.set("value", fmt::format("{:.1f}", *check.value));
        }
        list.add(one);
    }
    return list;
}

struct Made {
    photo::Master master;
    photo::Inspection inspection;
    photo::Crop crop;
    base::Words said;
};

base::Fault refused(photo::Refusal const &refusal) {
    return {Trouble::bad_input, refusal.message, {}};
}

base::Result<Made> make(NewShot const &shot, photo::FaceFinder const *finder, photo::Spec const &spec,
                        photo::Look const &look) {
    auto read = photo::read_frame(shot.file, spec);
    if (auto const *refusal = std::get_if<photo::Refusal>(&read)) {
        return refused(*refusal);
    }
    auto const &frame = std::get<photo::Frame>(read);
    Made made;
    made.crop = photo::centred_crop(frame.width, frame.height, spec);
    if (shot.crop) {
        made.crop = *shot.crop;
    } else if (finder != nullptr && (frame.width != spec.width || frame.height != spec.height)) {
        auto const proposal = photo::propose_crop(frame.picture, *finder, spec);
        made.crop = proposal.area ? frame.whole(*proposal.area) : made.crop;
        made.said = proposal.said;
    }
    auto master = photo::make_master(shot.file, spec, made.crop);
    if (auto const *refusal = std::get_if<photo::Refusal>(&master)) {
        return refused(*refusal);
    }
    made.master = std::get<photo::Master>(std::move(master));
    made.inspection = finder != nullptr
                          ? photo::inspect(picture_of(made.master.jpeg), *finder, spec, look)
                          : photo::uninspected(spec, {"没有安装人脸模型，请人工检查",
                                                      "no face model is installed: look yourself"});
    return made;
}

base::Fault no_such_refusal(policy::Profile const &profile, std::string const &reason) {
    auto const codes = codes_listed(profile.refusals, &policy::Refusal::code);
    return {Trouble::bad_input,
            {fmt::format("没有“{}”这个不予采集的原因；有 {}", reason, codes.zh),
             fmt::format("'{}' is no reason to refuse; there are {}", reason, codes.en)},
            {}};
}

} // namespace

base::Result<store::Visit> at_camera(Station &station, std::int64_t number) {
    auto const found = store::visit_by_number(station.store(), station.campaign().id, number);
    if (!found) {
        return base::Fault{found.fault()};
    }
    if (!*found) {
        return fault(Trouble::not_found, "没有发过拍摄序号 {}：请核对，不要拍",
                     "nobody was given the number {}", number);
    }
    return open_visit(station, (*found)->id);
}

base::Result<store::Visit> at_camera_with_code(Station &station, std::string_view content) {
    auto const key = store::code_key(station.store());
    if (!key) {
        return base::Fault{key.fault()};
    }
    auto const visits = key->empty() ? base::Result<std::vector<store::Visit>>{std::vector<store::Visit>{}}
                                     : store::visits_of_token(station.store(), code::token_of(content, *key));
    if (!visits) {
        return base::Fault{visits.fault()};
    }
    auto const open = std::ranges::find_if(*visits, &store::Visit::open);
    if (open == visits->end()) {
        return fault(Trouble::not_found, "这个采集码还没有排上：先到刷码台刷码",
                     "this code has no number yet: it is swiped at the code desk first");
    }
    return *open;
}

base::Result<CheckedShot> take_shot(Station &station, photo::FaceFinder const *finder, NewShot const &shot) {
    auto const spec = spec_of(station);
    if (!spec) {
        return base::Fault{spec.fault()};
    }
    auto const before = open_visit(station, shot.visit);
    if (auto may = before ? check_fee(station, *before) : base::Result<>{base::Fault{before.fault()}}; !may) {
        return std::move(may).fault();
    }
    auto const old = too_old(station, shot.file);
    if (!old.zh.empty() && shot.old_because.empty()) {
        return base::Fault{Trouble::not_allowed, old, {}};
    }
    auto made = make(shot, finder, *spec, look_of(station.profile()));
    if (!made) {
        return std::move(made).fault();
    }
    auto const original = station.store().keep(shot.file);
    auto const master = original ? station.store().keep(made->master.jpeg) : original;
    if (!master) {
        return base::Fault{master.fault()};
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const visit = open_visit(station, shot.visit); // again: another desk may have ended it meanwhile
    if (auto paid = visit ? check_fee(station, *visit) : base::Result<>{}; !paid) {
        return std::move(paid).fault();
    }
    auto const id = visit ? change->next_id("P") : base::Result<std::string>{base::Fault{visit.fault()}};
    if (!id) {
        return base::Fault{id.fault()};
    }
    auto body = base::Json::object();
    body.set("visit", visit->id).set("original", original->hex()).set("master", master->hex());
    body.set("camera", shot.camera).set("verdict", std::string{word_of(made->inspection.verdict())});
    body.set("checks", checks_json(made->inspection));
    if (!old.zh.empty()) {
        body.set("old_because", shot.old_because);
    }
    auto done =
        in_order([&] { return change->record("shot.taken", *id, body); }, [&] { return change->commit(); });
    auto kept = done ? shot_named(station, *id) : base::Result<store::Shot>{std::move(done).fault()};
    if (!kept) {
        return std::move(kept).fault();
    }
    return CheckedShot{std::move(*kept), std::move(made->inspection), made->crop, std::move(made->said)};
}

std::vector<photo::Check> recorded_checks(store::Shot const &shot) {
    std::vector<photo::Check> checks;
    auto const list = nlohmann::json::parse(shot.checks, nullptr, false);
    for (auto const &one : list.is_array() ? list : nlohmann::json::array()) {
        for (std::size_t i = 0; i < photo::check_kinds; ++i) {
            auto const kind = static_cast<photo::CheckKind>(i);
            if (one.value("kind", "") != photo::word_of(kind)) {
                continue;
            }
            photo::Check check;
            check.kind = kind;
            for (auto const verdict : {photo::Verdict::pass, photo::Verdict::warn, photo::Verdict::fail}) {
                check.verdict = one.value("verdict", "") == photo::word_of(verdict) ? verdict : check.verdict;
            }
            if (one.contains("value")) {
                check.value = std::strtod(one.value("value", "0").c_str(), nullptr);
            }
            checks.push_back(std::move(check));
        }
    }
    return checks;
}

base::Result<std::vector<photo::CheckKind>> unanswered(Station &station, store::Shot const &shot) {
    auto const answered = store::overridden(station.store(), shot.id);
    if (!answered) {
        return base::Fault{answered.fault()};
    }
    std::vector<photo::CheckKind> open;
    for (auto const &check : recorded_checks(shot)) {
        auto const good = check.verdict == photo::Verdict::pass || check.verdict == photo::Verdict::warn;
        if (!good && std::ranges::find(*answered, word_of(check.kind)) == answered->end()) {
            open.push_back(check.kind);
        }
    }
    return open;
}

base::Result<> override_check(Station &station, std::string const &shot, photo::CheckKind kind,
                              std::string const &name, std::string const &reason) {
    auto const by = std::string{base::trimmed(name)}, why = std::string{base::trimmed(reason)};
    if (by.empty() || why.empty()) {
        return fault(Trouble::bad_input, "检查没有通过，要用这张照片须写明谁负责、为什么",
                     "to take the photo all the same, say who answers for it, and why");
    }
    auto change = station.change();
    auto const found = shot_named(station, shot);
    if (!change || !found) {
        return base::Fault{change ? found.fault() : change.fault()};
    }
    if (found->state != "taken") {
        return fault(Trouble::not_allowed, "这张照片已经定下来了", "the shot is settled already");
    }
    auto body = base::Json::object();
    body.set("check", std::string{word_of(kind)}).set("by", by).set("reason", why);
    return in_order([&] { return change->record("shot.overridden", shot, body); },
                    [&] { return change->commit(); });
}

base::Result<store::Visit> end_visit(Station &station, std::string const &id, bool is_refused,
                                     std::string const &reason, std::string const &note) {
    if (is_refused && station.profile().refusal(base::trimmed(reason)) == nullptr) {
        return no_such_refusal(station.profile(), reason);
    }
    auto change = station.change();
    auto const visit = open_visit(station, id);
    if (!change || !visit) {
        return base::Fault{change ? visit.fault() : change.fault()};
    }
    auto body = base::Json::object();
    body.set("state", is_refused ? "refused" : "left").set("reason", std::string{base::trimmed(reason)});
    body.set("note", std::string{base::trimmed(note)});
    auto done =
        in_order([&] { return change->record("visit.ended", id, body); }, [&] { return change->commit(); });
    if (!done) {
        return std::move(done).fault();
    }
    auto ended = store::visit(station.store(), id);
    return ended && *ended ? std::move(**ended) : base::Result<store::Visit>{base::Fault{ended.fault()}};
}

} // namespace desk
