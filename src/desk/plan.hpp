// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The plan of the day against what really happened (S0-17): who is due when and where, who came, who is
/// late, and in which order a class is called. Dates are texts such as 2025-10-18, times such as 08:00.
#include "base/finding.hpp"
#include "desk/station.hpp"
#include "store/plan.hpp"

namespace desk {

/// A class, a unit (no class) or, where the notice names neither, everybody of the slot's levels (no unit).
struct PlannedGroup {
    std::string unit, class_name;
    std::int64_t expected = 0;                ///< people of the roster
    std::int64_t came = 0;                    ///< of them, each once; strangers and codes of nobody too
    std::int64_t settled = 0;                 ///< of those who did not come: have a photo, or a reason
    std::optional<base::Instant> first, last; ///< when the first and the last came
    [[nodiscard]] bool complete() const { return came + settled >= expected; }
};
struct PlannedSlot {
    policy::Slot slot;
    std::int64_t capacity = 0; ///< appointments that it takes; 0: any number
    std::int64_t booked = 0;
    std::vector<PlannedGroup> groups;
};
/// The annex's times where it was imported, else those of the notice.
base::Result<std::vector<PlannedSlot>> plan(Station &station);

enum class Timing {
    soon, ///< comes within the minutes that the notice has people come early
    now,  ///< it is their time
    late, ///< their time has begun and nobody is there, or is over and some are missing
};
[[nodiscard]] std::string_view word_of(Timing timing);
struct DueGroup {
    policy::Slot slot;
    PlannedGroup group;
    Timing timing = Timing::now;
    base::Words said; ///< what to tell them, with the rule
};
/// Who is due at this moment of the slot's day, in the order of the plan; whoever is complete is left out.
base::Result<std::vector<DueGroup>> due(Station &station, base::Instant now);

/// Somebody of a class in the order of its queue.
struct QueueLine {
    store::Person person;
    std::optional<std::int64_t> number; ///< of the latest visit
    std::string state;                  ///< of it
};
/// By student number, or by the number that the swipe gave, as the notice wants it; who has none comes last.
base::Result<std::vector<QueueLine>> order_of(Station &station, store::Selection const &who);
/// What whoever swipes at this moment is told about their turn and their time; empty where all is as it
/// should. Nobody is kept out by it.
base::Result<base::Words> told_at_swipe(Station &station, store::Person const &person, base::Instant now);

struct PlanImport {
    std::size_t rows = 0;
    base::Findings findings; ///< kinds: header missing date time
    bool imported = false;   ///< only without findings
};
/// The annex as a table (CSV or XLSX): 日期 开始 结束 校区 地点 学院 班级 人数. It takes the place of what
/// was imported before. \return as read_table
base::Result<PlanImport> import_plan(Station &station, std::filesystem::path const &file);

} // namespace desk
