// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/plan.hpp"
#include "desk/capture_rules.hpp"
#include "store/capture.hpp"
#include "store/queue.hpp"
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>

namespace desk {

using base::words;

namespace {

/// 本科 of a roster is 本科生 of a notice.
bool has_level(policy::Slot const &slot, std::string const &level) {
    return slot.levels.empty() || std::ranges::any_of(slot.levels, [&](std::string const &one) {
               return !level.empty() &&
                      (one.find(level) != std::string::npos || level.find(one) != std::string::npos);
           });
}

bool holds(policy::Slot const &slot, PlannedGroup const &group, std::string const &unit,
           std::string const &class_name, std::string const *level) {
    return (group.unit.empty() || unit.empty() || group.unit == unit) &&
           (group.class_name.empty() || group.class_name == class_name) &&
           (level == nullptr || has_level(slot, *level));
}

/// The slots of the annex, rows of one time and room together.
std::vector<PlannedSlot> slots_of(std::vector<store::AnnexSlot> const &annex,
                                  policy::Profile const &profile) {
    auto const *rule = profile.rule_about("slots");
    std::vector<PlannedSlot> all;
    for (auto const &one : annex) {
        auto const same = [&](PlannedSlot const &other) {
            return other.slot.date == one.date && other.slot.from == one.from && other.slot.to == one.to &&
                   other.slot.campus == one.campus && other.slot.room == one.room;
        };
        auto found = std::ranges::find_if(all, same);
        if (found == all.end()) {
            PlannedSlot fresh;
            fresh.slot.row = rule == nullptr ? "" : rule->row;
            fresh.slot.date = one.date;
            fresh.slot.from = one.from;
            fresh.slot.to = one.to;
            fresh.slot.campus = one.campus;
            fresh.slot.room = one.room;
            found = all.insert(all.end(), std::move(fresh));
        }
        found->capacity = std::max(found->capacity, one.capacity);
        if (!one.unit.empty() || !one.class_name.empty()) {
            found->groups.push_back({one.unit, one.class_name, 0, 0, 0, {}, {}});
        }
    }
    return all;
}

std::vector<PlannedSlot> slots_of(policy::Profile const &profile) {
    std::vector<PlannedSlot> all;
    for (auto const &slot : profile.queue.slots) {
        PlannedSlot one;
        one.slot = slot;
        auto const by_class = !slot.classes.empty();
        for (auto const &name : by_class ? slot.classes : slot.units) {
            // Classes of several units: which unit's it is says the roster.
            auto const unit = !by_class ? name : slot.units.size() == 1 ? slot.units.front() : std::string{};
            one.groups.push_back({unit, by_class ? name : "", 0, 0, 0, {}, {}});
        }
        all.push_back(std::move(one));
    }
    return all;
}

/// Everything that a plan is weighed against, read once.
struct Day {
    std::vector<store::Person> people;
    std::vector<store::Arrival> arrivals;
    std::set<std::int64_t> not_settled; ///< people without a photo and without a reason
};

base::Result<Day> read_day(Station &station) {
    auto const campaign = station.campaign().id;
    auto people = store::people(station.store(), campaign, {});
    auto arrivals = store::arrivals(station.store(), campaign);
    auto const missing = store::missing(station.store(), campaign, {});
    if (!people || !arrivals || !missing) {
        return base::Fault{!people ? people.fault() : !arrivals ? arrivals.fault() : missing.fault()};
    }
    Day day{std::move(*people), std::move(*arrivals), {}};
    for (auto const &one : *missing) {
        if (one.reason.empty()) {
            day.not_settled.insert(one.person.id);
        }
    }
    return day;
}

/// Of 08:30.
std::int64_t minutes_of(std::string const &time) {
    int hours = 0, minutes = 0;
    return std::sscanf(time.c_str(), "%d:%d", &hours, &minutes) == 2 ? hours * 60 + minutes : 0;
}

/// Minutes from a time of day to the slot; 0 within it.
std::int64_t distance(policy::Slot const &slot, std::int64_t minute) {
    auto const from = minutes_of(slot.from), to = std::max(from, minutes_of(slot.to));
    return std::max({from - minute, minute - to, std::int64_t{0}});
}

bool is_for_everybody(PlannedGroup const &group) {
    return group.unit.empty() && group.class_name.empty();
}

/// Of each arrival the nearest slot of that day that is open to everybody of their level; nothing where none
/// is. Asked once: a big day has thousands of arrivals.
std::vector<PlannedSlot const *> nearest_slots(std::vector<PlannedSlot> const &slots, Day const &day) {
    std::map<std::int64_t, std::string_view> levels;
    for (auto const &person : day.people) {
        levels.emplace(person.id, person.level);
    }
    std::vector<PlannedSlot const *> all;
    for (auto const &arrival : day.arrivals) {
        auto const text = arrival.at.local_text();
        auto const minute = minutes_of(text.substr(11));
        auto const level = levels.find(arrival.person.value_or(0));
        auto const told = level == levels.end() ? std::string{} : std::string{level->second};
        PlannedSlot const *nearest = nullptr;
        for (auto const &slot : slots) {
            auto const open = std::ranges::any_of(slot.groups, is_for_everybody) &&
                              text.starts_with(slot.slot.date) &&
                              (told.empty() || has_level(slot.slot, told));
            if (open &&
                (nearest == nullptr || distance(slot.slot, minute) < distance(nearest->slot, minute))) {
                nearest = &slot;
            }
        }
        all.push_back(nearest);
    }
    return all;
}

void fill(PlannedSlot const &slot, PlannedGroup &group, std::vector<PlannedSlot const *> const &nearest,
          Day const &day) {
    std::set<std::int64_t> here;
    for (std::size_t i = 0; i < day.arrivals.size(); ++i) {
        auto const &arrival = day.arrivals[i];
        auto const theirs = is_for_everybody(group)
                                ? nearest[i] == &slot
                                : holds(slot.slot, group, arrival.unit, arrival.class_name, nullptr);
        if (!theirs || (arrival.person && !here.insert(*arrival.person).second)) {
            continue;
        }
        group.came += 1;
        group.first = std::min(group.first.value_or(arrival.at), arrival.at);
        group.last = std::max(group.last.value_or(arrival.at), arrival.at);
    }
    for (auto const &person : day.people) {
        if (holds(slot.slot, group, person.unit, person.class_name, &person.level)) {
            group.expected += 1;
            group.settled += here.contains(person.id) || day.not_settled.contains(person.id) ? 0 : 1;
        }
    }
}

std::string begins(policy::Slot const &slot) {
    return slot.date + " " + slot.from;
}

std::string name_of(PlannedGroup const &group) {
    return !group.class_name.empty() ? group.class_name : group.unit;
}

std::optional<Timing> timing_of(policy::Slot const &slot, PlannedGroup const &group,
                                std::int64_t early_minutes, base::Instant now) {
    auto const text = now.local_text();
    auto const early = (now + std::chrono::minutes{early_minutes}).local_text();
    if (text.substr(0, slot.date.size()) != slot.date || early < begins(slot) || group.complete()) {
        return std::nullopt;
    }
    if (text < begins(slot)) {
        return Timing::soon;
    }
    auto const over = text > slot.date + " " + slot.to;
    return over || (group.came == 0 && text > begins(slot)) ? Timing::late : Timing::now;
}

base::Words said_of(policy::Profile const &profile, policy::Slot const &slot, PlannedGroup const &group,
                    Timing timing) {
    auto const who = name_of(group);
    auto const where = slot.campus + slot.room;
    if (timing == Timing::soon) {
        return with_rule(
            profile, "early",
            words("{} {} 开始，请进场 {}", "{} begins at {}: come in {}", who, slot.from, where));
    }
    auto said = words("{}：{}-{}，应到 {} 人，到了 {} 人", "{}: {}-{}, {} are due, {} came", who, slot.from,
                      slot.to, group.expected, group.came);
    return timing == Timing::late ? with_rule(profile, "punctual", std::move(said)) : said;
}

/// Whether it is their time, where the plan of this day has one for them.
base::Result<base::Words> told_of_time(Station &station, store::Person const &person, base::Instant now) {
    auto const annex = store::annex_slots(station.store(), station.campaign().id);
    if (!annex) {
        return base::Fault{annex.fault()};
    }
    auto const &profile = station.profile();
    auto const text = now.local_text();
    std::string theirs;
    for (auto const &one : annex->empty() ? slots_of(profile) : slots_of(*annex, profile)) {
        auto const &slot = one.slot;
        auto const for_them = std::ranges::any_of(one.groups, [&](PlannedGroup const &group) {
            return holds(slot, group, person.unit, person.class_name, &person.level);
        });
        if (!for_them || text.substr(0, slot.date.size()) != slot.date) {
            continue;
        }
        auto const early = (now + std::chrono::minutes{profile.queue.early_minutes}).local_text();
        if (early >= begins(slot) && text <= slot.date + " " + slot.to) {
            return base::Words{};
        }
        theirs = slot.from + "-" + slot.to;
    }
    if (theirs.empty()) {
        return base::Words{};
    }
    return profile.queue.walk_in
               ? with_rule(profile, "walk-in",
                           words("本班的时段是 {}，错过的可以现在采集",
                                 "their time is {}; who missed it may come now", theirs))
               : with_rule(profile, "slots", words("本班的时段是 {}", "their time is {}", theirs));
}

/// The rule that says in which order codes are swiped, where one does.
std::string_view order_topic(policy::Profile const &profile) {
    return profile.rule_about("swipe-order") != nullptr ? "swipe-order" : "order";
}

} // namespace

std::string_view word_of(Timing timing) {
    static constexpr std::array<std::string_view, 3> all{"soon", "now", "late"};
    return all.at(static_cast<std::size_t>(timing));
}

base::Result<std::vector<PlannedSlot>> plan(Station &station) {
    auto const annex = store::annex_slots(station.store(), station.campaign().id);
    auto const booked = store::appointments(station.store(), station.campaign().id);
    auto const day = read_day(station);
    if (!annex || !booked || !day) {
        return base::Fault{!annex ? annex.fault() : !booked ? booked.fault() : day.fault()};
    }
    auto slots = annex->empty() ? slots_of(station.profile()) : slots_of(*annex, station.profile());
    for (auto &slot : slots) {
        slot.capacity = slot.capacity > 0 ? slot.capacity : station.profile().queue.capacity;
        slot.booked = std::ranges::count_if(*booked, [&](store::Appointment const &one) {
            return one.date == slot.slot.date && one.from == slot.slot.from;
        });
        if (slot.groups.empty() && !slot.slot.levels.empty()) {
            slot.groups.emplace_back();
        }
    }
    auto const nearest = nearest_slots(slots, *day);
    for (auto &slot : slots) {
        for (auto &group : slot.groups) {
            fill(slot, group, nearest, *day);
        }
    }
    return slots;
}

base::Result<std::vector<DueGroup>> due(Station &station, base::Instant now) {
    auto const slots = plan(station);
    if (!slots) {
        return base::Fault{slots.fault()};
    }
    std::vector<DueGroup> all;
    for (auto const &[slot, capacity, booked, groups] : *slots) {
        for (auto const &group : groups) {
            auto const timing = timing_of(slot, group, station.profile().queue.early_minutes, now);
            if (timing) {
                all.push_back({slot, group, *timing, said_of(station.profile(), slot, group, *timing)});
            }
        }
    }
    return all;
}

base::Result<std::vector<QueueLine>> order_of(Station &station, store::Selection const &who) {
    auto people = store::people(station.store(), station.campaign().id, who);
    if (!people) {
        return std::move(people).fault();
    }
    std::vector<QueueLine> lines;
    for (auto &person : *people) {
        auto const visits = store::visits_of_person(station.store(), person.id);
        if (!visits) {
            return base::Fault{visits.fault()};
        }
        QueueLine line{std::move(person), {}, {}};
        if (!visits->empty()) {
            line.number = visits->front().number;
            line.state = visits->front().state;
        }
        lines.push_back(std::move(line));
    }
    if (station.profile().queue.order != policy::Order::student_number) { // else as people come
        std::ranges::stable_sort(lines, [](QueueLine const &a, QueueLine const &b) {
            return std::pair{!a.number, a.number.value_or(0)} < std::pair{!b.number, b.number.value_or(0)};
        });
    }
    return lines;
}

base::Result<base::Words> told_at_swipe(Station &station, store::Person const &person, base::Instant now) {
    auto said = told_of_time(station, person, now);
    if (!said || station.profile().queue.order != policy::Order::student_number) {
        return said;
    }
    auto const before = store::not_come_before(station.store(), person.id);
    if (!before || before->empty()) {
        return before ? said : base::Fault{before.fault()};
    }
    auto const order =
        with_rule(station.profile(), order_topic(station.profile()),
                  before->size() == 1
                      ? words("前面还有 {} 没有刷码", "{} is before them and has not swiped", before->front())
                      : words("前面还有 {} 等 {} 人没有刷码",
                              "{} and others, {} in all, are before them and have not swiped",
                              before->front(), before->size()));
    auto const gap = std::string{said->zh.empty() ? "" : "；"},
               and_ = std::string{said->en.empty() ? "" : "; "};
    return base::Words{said->zh + gap + order.zh, said->en + and_ + order.en};
}

} // namespace desk
