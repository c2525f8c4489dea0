// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/capture_models.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/fees.hpp"
#include "desk/shots.hpp"
#include <algorithm>
#include <array>
#include <charconv>

namespace web {

using base::Json;
using base::Trouble;

namespace {

std::string text(Visit const &visit, std::string_view key) {
    return visit.service.templates.text(visit.language, key);
}

/// Family names of two characters that are met today.
constexpr auto long_family_names = std::to_array<std::u32string_view>(
    {U"欧阳", U"上官", U"司马", U"诸葛", U"司徒", U"东方", U"夏侯", U"皇甫", U"尉迟", U"公孙",
     U"慕容", U"令狐", U"长孙", U"宇文", U"端木", U"独孤", U"南宫", U"呼延", U"轩辕", U"百里",
     U"澹台", U"淳于", U"单于", U"申屠", U"钟离", U"闻人", U"公冶", U"濮阳", U"太史", U"赫连"});

/// As it was typed: 欧**远, 张*.
std::string typed_mask(store::CodeMask const &mask) {
    auto const shown = mask.last.empty() ? 1 : 2;
    return mask.first +
           std::string(static_cast<std::size_t>(std::max<std::int64_t>(mask.length - shown, 1)), '*') +
           mask.last;
}

} // namespace

Json person_card(store::Person const &person) {
    auto card = Json::object();
    card.set("name", person.name).set("student_no", person.student_no).set("unit", person.unit);
    card.set("class", person.class_name).set("sex", person.sex).set("major", person.major);
    card.set("masked_id", base::masked_number(person.id_no)).set("has_id", !person.id_no.empty());
    return card;
}

base::Result<Json> visit_card(Visit const &visit, desk::Station &station, store::Visit const &came) {
    auto card = Json::object();
    if (came.person) {
        auto const person = store::person(station.store(), *came.person);
        if (!person) {
            return base::Fault{person.fault()};
        }
        card = *person ? person_card(**person) : card;
        card.set("known", person->has_value());
    } else {
        auto const stranger = store::stranger(station.store(), came.id);
        auto const mask = store::mask_of(station.store(), came.token);
        if (!stranger || !mask) {
            return base::Fault{stranger ? mask.fault() : stranger.fault()};
        }
        card.set("known", false).set("is_stranger", stranger->has_value());
        card.set("name", *stranger ? (*stranger)->name
                         : *mask   ? typed_mask(**mask)
                                   : text(visit, "capture.nobody"));
        card.set("unit", *stranger ? (*stranger)->unit : *mask ? (*mask)->unit : "");
        card.set("class", *stranger ? (*stranger)->class_name : *mask ? (*mask)->class_name : "");
        card.set("told", *stranger ? (*stranger)->told : *mask ? (*mask)->tail : "");
    }
    card.set("visit", came.id).set("number", came.number).set("state", came.state).set("open", came.open());
    card.set("state_text", came.state == "refused" || came.state == "left"
                               ? desk::ending_of(station.profile(), came).in(visit.language)
                               : text(visit, "visit." + came.state));
    set_time(card, "since", came.begun_at);
    return card;
}

std::string family_name(std::string_view name) {
    auto const all = base::characters(base::trimmed(name));
    if (all.empty()) {
        return {};
    }
    auto const begins = [&](std::u32string_view known) { return all.starts_with(known); };
    auto const is_long = all.size() > 2 && std::ranges::any_of(long_family_names, begins);
    return base::utf8(all.substr(0, is_long ? 2 : 1));
}

base::Result<> add_open_visits(Visit const &visit, desk::Station &station, Json &model) {
    auto const open = store::open_visits(station.store(), station.campaign().id);
    if (!open) {
        return base::Fault{open.fault()};
    }
    auto list = Json::list();
    for (auto const &one : *open) {
        auto const card = visit_card(visit, station, one);
        if (!card) {
            return base::Fault{card.fault()};
        }
        list.add(*card);
    }
    model.set("visits", list).set("open_count", open->size()).set("any_open", !open->empty());
    return {};
}

void add_capture_rules(Visit const &visit, desk::Station const &station, Json &model) {
    visit.service.faces.begin(); // whichever desk opens first in the morning: the first photo must not wait
    model.set("tab_" + visit.route.does, true);
    auto const &profile = station.profile();
    auto const proof = desk::wanted_proof(profile);
    model.set("proof", proof).set("proof_text", desk::proof_words(proof).in(visit.language));
    model.set("wants_proof", !proof.empty()).set("strangers", desk::admits_strangers(profile));
    model.set("code_only", profile.code.roster == policy::Roster::code_only);
    model.set("may_again", desk::may_supersede(profile));
    model.set("fee", desk::yuan(desk::fee_of(profile))).set("has_fee", desk::fee_of(profile) > 0);
    model.set("says_number", profile.queue.say_number_at_camera);
}

std::int64_t whole_number(std::string_view typed) {
    auto const text = base::half_width(base::trimmed(typed));
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

void warn(Visit const &visit, base::Words said) {
    visit.service.notices.put(visit.token, {false, std::move(said)});
}

base::Result<Answer> without_campaign(base::Fault const &fault) {
    return fault.kind == Trouble::not_found ? base::Result<Answer>{shown("no-campaign", Json::object())}
                                            : base::Result<Answer>{base::Fault{fault}};
}

} // namespace web
