// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/deadlines.hpp"
#include "desk/liaisons.hpp"
#include "policy/source.hpp"
#include "store/proof.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <set>

namespace desk {

using base::words;

namespace {

std::optional<std::chrono::sys_days> day_of(std::string_view date) {
    constexpr std::size_t length = 10; // 2025-11-16
    std::array<int, 3> parts{};
    constexpr std::array<std::pair<std::size_t, std::size_t>, 3> places{{{0, 4}, {5, 2}, {8, 2}}};
    if (date.size() != length) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto const part = date.substr(places.at(i).first, places.at(i).second);
        if (std::from_chars(part.data(), part.data() + part.size(), parts.at(i)).ec != std::errc{}) {
            return std::nullopt;
        }
    }
    std::chrono::year_month_day const day{std::chrono::year{parts[0]},
                                          std::chrono::month{static_cast<unsigned>(parts[1])},
                                          std::chrono::day{static_cast<unsigned>(parts[2])}};
    return day.ok() ? std::optional{std::chrono::sys_days{day}} : std::nullopt;
}

/// What the deadlines are held against, read once.
struct Facts {
    std::vector<store::Person> without_photo, unchecked, with_case;
    std::vector<std::string> units_without_liaison;
    store::ProofPhase phase;
};

base::Result<Facts> read_facts(Station &station) {
    auto const campaign = station.campaign().id;
    auto const due = store::due(station.store(), campaign, {});
    auto const cases = store::proof_cases(station.store(), campaign);
    auto const checked = store::proof_checked(station.store(), campaign);
    auto const phase = store::proof_phase(station.store(), campaign);
    auto const units = liaisons_of_units(station);
    if (!due || !cases || !checked || !phase || !units) {
        return base::Fault{!due       ? due.fault()
                           : !cases   ? cases.fault()
                           : !checked ? checked.fault()
                           : !phase   ? phase.fault()
                                      : units.fault()};
    }
    std::set<std::int64_t> const looked{checked->begin(), checked->end()};
    std::set<std::int64_t> open, told;
    for (auto const &one : *cases) {
        told.insert(one.person);
        if (one.state != "closed") {
            open.insert(one.person);
        }
    }
    Facts facts;
    facts.phase = *phase;
    for (auto const &one : *due) {
        auto const id = one.person.id;
        if (one.photo.empty()) {
            facts.without_photo.push_back(one.person);
        } else if (!looked.contains(id) && !told.contains(id)) {
            facts.unchecked.push_back(one.person);
        }
        if (open.contains(id)) {
            facts.with_case.push_back(one.person);
        }
    }
    for (auto const &unit : *units) {
        if (unit.liaisons.empty()) {
            facts.units_without_liaison.push_back(unit.unit);
        }
    }
    return facts;
}

bool is_about(policy::Rule const *rule, std::initializer_list<std::string_view> topics) {
    return rule != nullptr &&
           std::ranges::any_of(topics, [&](std::string_view topic) { return rule->is_about(topic); });
}

/// Who has not done it yet. Of what happens elsewhere a station knows nothing, and names nobody.
void name_them(DeadlineLine &line, policy::Rule const *rule, Facts const &facts) {
    if (is_about(rule, {"liaison-form"})) {
        line.units = facts.units_without_liaison;
    } else if (is_about(rule, {"proof-report", "correction"})) {
        line.people = facts.with_case;
    } else if (is_about(rule, {"proof-window", "proof-gate"})) {
        line.people = facts.unchecked;
    } else if (is_about(rule, {"capture-by", "later-capture", "hand-in", "late", "online", "site"})) {
        line.people = facts.without_photo;
    }
}

std::string last_day(policy::Profile const &profile, policy::Deadline const &deadline,
                     store::ProofPhase const &phase) {
    if (!deadline.at.empty()) {
        return deadline.at;
    }
    auto const &dates = profile.session.dates;
    auto const from = deadline.after == policy::After::capture ? (dates.empty() ? "" : dates.back())
                      : phase.reminded_at                      ? phase.reminded_at->local_date()
                                                               : std::string{};
    return from.empty() ? std::string{} : date_after(from, deadline.after_days);
}

base::Words said_of(policy::Profile const &profile, DeadlineLine const &line) {
    auto const &text = line.deadline.text;
    auto const count = line.people.size() + line.units.size();
    auto said = line.standing == Standing::unknown
                    ? words("{}：日子还没有定", "{}: its day is not known yet", text.zh)
                : line.standing == Standing::past
                    ? words("{}：{} 已过 {} 天，还有 {} 个没有做到", "{}: {} was {} days ago, {} are late",
                            text.zh, line.at, -line.days_left, count)
                    : words("{}：到 {} 还有 {} 天，还有 {} 个没有做到",
                            "{}: until {} there are {} days, {} are to do it", text.zh, line.at,
                            line.days_left, count);
    said.en.replace(said.en.find(text.zh), text.zh.size(), text.en);
    return policy::by_row(profile, line.deadline.row, std::move(said));
}

} // namespace

std::string_view word_of(Standing standing) {
    static constexpr std::array<std::string_view, 4> all{"unknown", "ahead", "running", "past"};
    return all.at(static_cast<std::size_t>(standing));
}

std::optional<std::int64_t> days_between(std::string_view from, std::string_view to) {
    auto const first = day_of(from), last = day_of(to);
    return first && last ? std::optional{static_cast<std::int64_t>((*last - *first).count())} : std::nullopt;
}

std::string date_after(std::string_view date, std::int64_t days) {
    auto const day = day_of(date);
    if (!day) {
        return {};
    }
    std::chrono::year_month_day const later{*day + std::chrono::days{days}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(later.year()),
                       static_cast<unsigned>(later.month()), static_cast<unsigned>(later.day()));
}

base::Result<std::vector<DeadlineLine>> deadlines(Station &station, std::string const &today) {
    auto const facts = read_facts(station);
    if (!facts) {
        return base::Fault{facts.fault()};
    }
    auto const &profile = station.profile();
    std::vector<DeadlineLine> lines;
    for (auto const &deadline : profile.deadlines) {
        DeadlineLine line{deadline, last_day(profile, deadline, facts->phase), {}, 0, {}, {}, {}};
        if (auto const left = days_between(today, line.at)) {
            line.days_left = *left;
            line.standing = *left < 0               ? Standing::past
                            : today < deadline.from ? Standing::ahead
                                                    : Standing::running;
        }
        name_them(line, profile.rule(deadline.row), *facts);
        line.said = said_of(profile, line);
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace desk
