// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/sayings.hpp"

namespace policy {

using base::Words;
using base::words;

namespace {

std::string yuan(std::int64_t fen) {
    return fen % 100 == 0 ? fmt::format("{}", fen / 100) : fmt::format("{}.{:02}", fen / 100, fen % 100);
}

/// 校区，会议室，学院：班级, of which any may be missing.
Words where_and_whom(Slot const &slot) {
    std::vector<std::string> parts{slot.campus, slot.room, listed(slot.levels).zh, listed(slot.units).zh,
                                   listed(slot.classes).zh};
    std::erase(parts, std::string{});
    Words text;
    for (auto const &part : parts) {
        auto const last = &part == &parts.back();
        text.zh += (last ? "：" : "，") + part;
        text.en += (last ? ": " : ", ") + part;
    }
    return text;
}

} // namespace

void Sayings::day() {
    auto const &population = profile_.population;
    for (auto const &[list, zh, en] : {std::tuple{&population.levels, "层次", "levels"},
                                       std::tuple{&population.years, "毕业年份", "years"},
                                       std::tuple{&population.campuses, "校区", "campuses"},
                                       std::tuple{&population.outcomes, "结果", "outcomes"}}) {
        if (!list->empty()) {
            by_topic("population", words("{}：{}", "{}: {}", zh, listed(*list).zh));
            said_.back().text.en = fmt::format("{}: {}", en, listed(*list).en);
        }
    }
    auto const &session = profile_.session;
    if (!session.dates.empty()) {
        auto const dates = listed(session.dates);
        by_topic("date", {"集中采集：" + dates.zh, "central capture: " + dates.en});
    }
    if (!session.place.empty()) {
        by_topic("place", words("地点：{}", "place: {}", session.place));
    }
    if (!session.enter.empty()) {
        by_topic("one-way", words("{}进，{}出", "in by {}, out by {}", session.enter, session.leave));
    }
    for (auto const &campus : session.campuses) {
        by_topic("parallel",
                 words("{} {} 组同时采集", "{}: {} stations side by side", campus.name, campus.stations));
    }
}

void Sayings::slots() {
    for (auto const &slot : profile_.queue.slots) {
        auto const when = fmt::format("{} {}–{}", slot.date, slot.from, slot.to);
        auto const whom = where_and_whom(slot);
        by_row(Part::when, slot.row,
               {when + (slot.estimated ? "（预估）" : "") + whom.zh,
                when + (slot.estimated ? " (estimated)" : "") + whom.en});
    }
}

void Sayings::sites() {
    for (auto const &site : profile_.sites) {
        Words text{site.name, site.name};
        auto const more = [&](Words const &words) {
            text.zh += "，" + words.zh;
            text.en += ", " + words.en;
        };
        for (auto const *known : {&site.address, &site.phone}) {
            if (!known->empty()) {
                more({*known, *known});
            }
        }
        if (site.working_days) {
            more({"工作日", "on working days"});
        }
        if (!site.hours.empty()) {
            more(listed(site.hours));
        }
        if (site.by_appointment) {
            more({"要预约", "by appointment"});
        }
        by_row(Part::when, site.row, std::move(text));
    }
}

void Sayings::queue() {
    auto const &queue = profile_.queue;
    if (queue.early_minutes > 0) {
        by_topic("early", words("提前 {} 分钟到", "come {} minutes early", queue.early_minutes));
    }
    if (queue.walk_in) {
        by_topic("walk-in", {"错过时段的可以在其他时段来", "who misses a slot may come at another"});
    }
    by_topic("order", sentence(queue.order));
    if (queue.tickets == Tickets::unit_number) {
        by_topic("tickets",
                 {"单位清点人数后领号，等待叫号；叫号未到作废，重新排号",
                  "a unit counts heads, draws a number and is called; absent, it draws a new one"});
    }
    if (queue.number_after_swipe) {
        by_topic("number-after-swipe", {"刷码后得到拍摄序号", "a swipe gives the number"});
    }
    if (queue.say_number_at_camera) {
        by_topic("say-number", {"拍摄时向摄影师报拍摄序号", "the number is said to the photographer"});
    }
    if (queue.appointments) {
        by_topic("appointments", {"预约时间", "by appointment"});
    }
    if (queue.capacity > 0) {
        by_topic("appointments", words("每个时段 {} 人", "{} people in each time", queue.capacity));
    }
    by_topic("unlisted", sentence(queue.unlisted));
}

void Sayings::reasons() {
    for (auto const &refusal : profile_.refusals) {
        by_row(topic_named("order")->part, refusal.row,
               {"不采集：" + refusal.text.zh, "not captured: " + refusal.text.en});
    }
    Listed absences;
    for (auto const &absence : profile_.absences) {
        absences.add(absence.text);
    }
    if (!profile_.absences.empty()) {
        by_topic("absence",
                 {"没有来的原因：" + absences.all().zh, "reasons for not coming: " + absences.all().en});
    }
}

void Sayings::code() {
    by_topic("code-saving", sentence(profile_.code.saving));
    by_topic("second-proof", sentence(profile_.code.second_proof));
    by_topic("roster", sentence(profile_.code.roster));
}

void Sayings::fee() {
    auto const &fee = profile_.fee;
    if (fee.fen == 0) {
        by_topic("fee", {"通知没有写明费用", "the notice names no fee"});
    } else {
        by_topic("fee", words("每人 {} 元", "{} yuan a person", yuan(fee.fen)));
    }
    if (fee.elsewhere_fen > 0) {
        by_topic("fee-elsewhere",
                 words("分散采集每人 {} 元", "{} yuan a person elsewhere", yuan(fee.elsewhere_fen)));
    }
    by_topic("payer", sentence(fee.payer));
    by_topic("gate", sentence(fee.gate));
    if (!fee.ways.empty()) {
        auto const ways = listed(fee.ways);
        by_topic("ways", {"可以用" + ways.zh, "by " + ways.en});
    }
}

} // namespace policy
