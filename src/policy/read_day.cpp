// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/reading.hpp"
#include <algorithm>

namespace policy {

using base::TomlTable;
using base::words;

namespace {

constexpr std::int64_t most_fen = 100'000; // a thousand yuan is no photo any more

void read_population(TomlTable &root, Profile &profile) {
    auto table = root.table("population");
    if (!table) {
        return;
    }
    auto &population = profile.population;
    population.levels = texts(*table, "levels");
    population.years = texts(*table, "years");
    population.campuses = texts(*table, "campuses");
    population.outcomes = texts(*table, "outcomes");
    for (auto const *key : {"levels", "years", "campuses", "outcomes"}) {
        if (table->has(key)) {
            needs_rule(*table, key, profile, "population");
        }
    }
    table->finish();
}

void read_campuses(TomlTable &session, Profile &profile) {
    std::set<std::string> seen;
    for (auto &table : session.tables("campus")) {
        profile.session.campuses.push_back({once(table, "name", seen), table.whole("stations", 1, 100)});
        needs_rule(table, "stations", profile, "parallel");
        table.finish();
    }
}

void read_session(TomlTable &root, Profile &profile) {
    auto table = root.table("session");
    if (!table) {
        return;
    }
    auto &session = profile.session;
    session.dates = texts(*table, "dates");
    for (auto const &date : session.dates) {
        if (!is_date(date)) {
            table->note("dates", "date",
                        words("“{}”不是日期；要写成 2025-04-28 这样",
                              "'{}' is no date; write it like 2025-04-28", date));
        }
    }
    if (!std::is_sorted(session.dates.begin(), session.dates.end())) {
        table->note("dates", "order", words("日期要从早到晚", "dates go from the first to the last"));
    }
    session.place = table->text_or("place", {});
    session.enter = table->text_or("enter", {});
    session.leave = table->text_or("leave", {});
    for (auto const &[key, topic] : std::initializer_list<std::pair<char const *, char const *>>{
             {"dates", "date"}, {"place", "place"}, {"enter", "one-way"}, {"leave", "one-way"}}) {
        if (table->has(key)) {
            needs_rule(*table, key, profile, topic);
        }
    }
    read_campuses(*table, profile);
    table->finish();
}

void read_sites(TomlTable &root, Profile &profile) {
    for (auto &table : root.tables("site")) {
        Site site;
        site.row = row(table, profile);
        site.name = table.text("name");
        site.address = table.text_or("address", {});
        site.phone = table.text_or("phone", {});
        site.hours = texts(table, "hours");
        for (auto const &span : site.hours) {
            if (!is_span(span)) {
                table.note("hours", "time",
                           words("“{}”不是一段时间；要写成 09:00-11:30 这样",
                                 "'{}' is no span of time; write it like 09:00-11:30", span));
            }
        }
        site.working_days = table.flag_or("working_days", false);
        site.by_appointment = table.flag_or("by_appointment", false);
        table.finish();
        profile.sites.push_back(std::move(site));
    }
}

} // namespace

void read_people_and_places(TomlTable &root, Profile &profile) {
    read_population(root, profile);
    read_session(root, profile);
    read_sites(root, profile);
}

void read_code_and_fee(TomlTable &root, Profile &profile) {
    if (auto table = root.table("code")) {
        auto &code = profile.code;
        code.saving = choice_or(*table, "saving", Saving::unsaid);
        code.second_proof = choice_or(*table, "second_proof", SecondProof::none);
        code.roster = choice_or(*table, "roster", Roster::held);
        if (code.saving != Saving::unsaid) {
            needs_rule(*table, "saving", profile, "code-saving");
        }
        if (code.second_proof != SecondProof::none) {
            needs_rule(*table, "second_proof", profile, "second-proof");
        }
        if (code.roster != Roster::held) {
            needs_rule(*table, "roster", profile, "roster");
        }
        table->finish();
    }
    auto table = root.table("fee");
    if (!table) {
        return;
    }
    auto &fee = profile.fee;
    fee.fen = table->whole_or("fen", 0, 0, most_fen);
    fee.elsewhere_fen = table->whole_or("elsewhere_fen", 0, 0, most_fen);
    fee.payer = choice_or(*table, "payer", Payer::unsaid);
    fee.gate = choice_or(*table, "gate", Gate::none);
    fee.ways = choices<Way>(*table, "ways");
    for (auto const &[said, key, topic] :
         {std::tuple{fee.fen > 0, "fen", "fee"},
          std::tuple{fee.elsewhere_fen > 0, "elsewhere_fen", "fee-elsewhere"},
          std::tuple{fee.payer != Payer::unsaid, "payer", "payer"},
          std::tuple{fee.gate != Gate::none, "gate", "gate"},
          std::tuple{!fee.ways.empty(), "ways", "ways"}}) {
        if (said) {
            needs_rule(*table, key, profile, topic);
        }
    }
    table->finish();
}

} // namespace policy
