// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/ticks.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/steps.hpp"
#include "desk/visits.hpp"
#include "policy/source.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

base::Result<std::vector<TickLine>> lines_of(Station &station, std::string const &visit) {
    auto const answers = store::ticks_of(station.store(), visit);
    if (!answers) {
        return base::Fault{answers.fault()};
    }
    std::vector<TickLine> lines;
    for (auto const &tick : station.profile().look.ticks) {
        TickLine line{tick, {}, {}, {}};
        auto const found = std::ranges::find(*answers, tick.key, &store::Tick::key);
        if (found != answers->end()) {
            line.answer = found->answer;
            line.reason = found->answer == "exempt" ? found->reason : "";
            line.by = found->by;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

base::Result<policy::Tick> tick_named(policy::Profile const &profile, std::string const &key) {
    auto const found = std::ranges::find(profile.look.ticks, key, &policy::Tick::key);
    if (found != profile.look.ticks.end()) {
        return *found;
    }
    auto const all = codes_listed(profile.look.ticks, &policy::Tick::key);
    return base::Fault{Trouble::not_found,
                       {fmt::format("这份通知没有“{}”这一项；有 {}", key, all.zh),
                        fmt::format("the notice has no '{}' to tick off; there are {}", key, all.en)},
                       {}};
}

/// A notice that forbids every head covering knows no reason for one.
base::Result<> check_exemption(policy::Profile const &profile, policy::Tick const &tick) {
    auto const *rule = profile.rule(tick.row);
    auto const of_head = rule != nullptr && rule->is_about("head-cover");
    if (of_head && profile.look.head_cover == policy::HeadCover::never) {
        return base::Fault{
            Trouble::not_allowed,
            policy::by_row(profile, tick.row, {"这一项不能例外", "there is no exemption from this"}),
            {}};
    }
    return {};
}

} // namespace

bool TickLine::blocks() const {
    return answer.empty() || (answer == "missed" && tick.on_miss == policy::OnMiss::refuse);
}

base::Result<std::vector<TickLine>> tick_list(Station &station, std::string const &visit) {
    auto const there = visit_named(station, visit);
    return there ? lines_of(station, visit) : base::Fault{there.fault()};
}

base::Result<TickLine> tick_off(Station &station, std::string const &id, std::string const &key,
                                TickAnswer answer, std::string const &exemption) {
    auto const why = std::string{base::trimmed(exemption)};
    auto const tick = tick_named(station.profile(), key);
    auto const exempt = answer == TickAnswer::missed && !why.empty();
    if (auto may = tick && exempt ? check_exemption(station.profile(), *tick) : base::Result<>{};
        !tick || !may) {
        return base::Fault{tick ? may.fault() : tick.fault()};
    }
    auto change = station.change();
    auto const visit = open_visit(station, id);
    if (!change || !visit) {
        return base::Fault{change ? visit.fault() : change.fault()};
    }
    auto body = base::Json::object();
    body.set("tick", key).set("answer", exempt ? "exempt" : answer == TickAnswer::ok ? "ok" : "missed");
    auto done = in_order(
        [&] { return change->record("look.ticked", visit->id, body); },
        [&] { return exempt ? store::note_exemption(*change, visit->id, key, why) : base::Result<>{}; },
        [&] { return change->commit(); });
    auto lines = done ? lines_of(station, id) : base::Result<std::vector<TickLine>>{std::move(done).fault()};
    if (!lines) {
        return std::move(lines).fault();
    }
    return *std::ranges::find_if(*lines, [&](TickLine const &line) { return line.tick.key == key; });
}

base::Result<> check_ticks(Station &station, store::Visit const &visit) {
    auto const lines = lines_of(station, visit.id);
    if (!lines) {
        return base::Fault{lines.fault()};
    }
    auto const line = std::ranges::find_if(*lines, &TickLine::blocks);
    if (line == lines->end()) {
        return {};
    }
    auto const &text = line->tick.text;
    auto said = line->answer.empty()
                    ? base::Words{"还没有看“" + text.zh + "”，先看过再确认",
                                  "nobody looked whether: " + text.en + "; look before it is confirmed"}
                    : base::Words{"没有做到“" + text.zh + "”，改正后才能确认，否则不予采集",
                                  "this is not so: " + text.en + "; it is put right, or nobody is captured"};
    return base::Fault{
        Trouble::not_allowed, policy::by_row(station.profile(), line->tick.row, std::move(said)), {}};
}

} // namespace desk
