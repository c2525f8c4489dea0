// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/reading.hpp"

namespace policy {

using base::TomlTable;
using base::words;

namespace {

/// Whether two slots want one room at one time.
bool collide(Slot const &a, Slot const &b) {
    return a.date == b.date && a.campus == b.campus && a.room == b.room && !a.room.empty() && a.from < b.to &&
           b.from < a.to;
}

/// Whoever is expected stands in one slot: a class, or a unit that comes without classes.
void note_expected_twice(TomlTable &table, Slot const &slot, std::set<std::string> &expected) {
    for (auto const &one : slot.classes.empty() ? slot.units : slot.classes) {
        if (!expected.insert(one).second) {
            table.note(slot.classes.empty() ? "units" : "classes", "duplicate",
                       words("“{}”已经排在另一个时段", "'{}' stands in another slot already", one));
        }
    }
}

Slot read_slot(TomlTable &table, Profile const &profile) {
    Slot slot;
    slot.row = row(table, profile);
    if (!table.has("date")) {
        table.note("date", "missing", words("缺少“date”", "'date' is missing"));
    }
    slot.date = date_or_none(table, "date");
    slot.from = time(table, "from");
    slot.to = time(table, "to");
    if (slot.from >= slot.to) {
        table.note(
            "to", "order",
            words("结束 {} 不晚于开始 {}", "the end {} is not after the begin {}", slot.to, slot.from));
    }
    slot.campus = table.text_or("campus", {});
    slot.room = table.text_or("room", {});
    slot.levels = texts(table, "levels");
    slot.units = texts(table, "units");
    slot.classes = texts(table, "classes");
    slot.estimated = table.flag_or("estimated", false);
    table.finish();
    return slot;
}

void read_slots(TomlTable &queue, Profile &profile) {
    std::set<std::string> expected;
    for (auto &table : queue.tables("slot")) {
        auto slot = read_slot(table, profile);
        note_expected_twice(table, slot, expected);
        for (auto const &other : profile.queue.slots) {
            if (collide(slot, other)) {
                table.note("from", "overlap",
                           words("{} {} 和另一个时段 {}-{} 重叠", "{} {} overlaps with another slot, {}-{}",
                                 slot.date, slot.room, other.from, other.to));
            }
        }
        profile.queue.slots.push_back(std::move(slot));
    }
}

void hold_to_rules(TomlTable &table, Profile const &profile) {
    auto const &queue = profile.queue;
    for (auto const &[said, key, topic] :
         {std::tuple{true, "order", "order"},
          std::tuple{queue.tickets != Tickets::none, "tickets", "tickets"},
          std::tuple{queue.number_after_swipe, "number_after_swipe", "number-after-swipe"},
          std::tuple{queue.say_number_at_camera, "say_number_at_camera", "say-number"},
          std::tuple{queue.early_minutes > 0, "early_minutes", "early"},
          std::tuple{queue.walk_in, "walk_in", "walk-in"},
          std::tuple{queue.unlisted != Unlisted::allowed, "unlisted", "unlisted"},
          std::tuple{queue.appointments, "appointments", "appointments"}}) {
        if (said) {
            needs_rule(table, key, profile, topic);
        }
    }
    if (queue.order == Order::swipe_number && !queue.number_after_swipe) {
        table.note("order", "number",
                   words("按拍摄序号排队，就要 number_after_swipe = true",
                         "an order by swipe number needs number_after_swipe = true"));
    }
    if (queue.order == Order::unit_number && queue.tickets != Tickets::unit_number) {
        table.note("order", "number",
                   words("按单位领号排队，就要 tickets = \"unit-number\"",
                         "an order by unit number needs tickets = \"unit-number\""));
    }
    if (queue.capacity > 0 && !queue.appointments) {
        table.note("capacity", "appointments",
                   words("没有预约，就没有 capacity", "without appointments there is no capacity"));
    }
}

} // namespace

void read_queue(TomlTable &root, Profile &profile) {
    auto table = root.table("queue");
    if (!table) {
        root.note("queue", "missing", words("缺少 [queue]", "[queue] is missing"));
        return;
    }
    constexpr std::int64_t half_a_day = 720;
    auto &queue = profile.queue;
    queue.order = choice(*table, "order", Order::schedule);
    queue.tickets = choice_or(*table, "tickets", Tickets::none);
    queue.number_after_swipe = table->flag_or("number_after_swipe", false);
    queue.say_number_at_camera = table->flag_or("say_number_at_camera", false);
    queue.early_minutes = table->whole_or("early_minutes", 0, 0, half_a_day);
    queue.walk_in = table->flag_or("walk_in", false);
    queue.unlisted = choice_or(*table, "unlisted", Unlisted::allowed);
    queue.appointments = table->flag_or("appointments", false);
    queue.capacity = table->whole_or("capacity", 0, 0, 10'000);
    hold_to_rules(*table, profile);
    read_slots(*table, profile);
    table->finish();
}

} // namespace policy
