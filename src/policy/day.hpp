// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The day of capture: for whom, when and where, in which order, by which code, for how much. Dates are texts
/// such as 2025-04-28, times such as 13:10, in the station's zone: both compare as texts.
#include <cstdint>
#include <string>
#include <vector>

namespace policy {

/// Whom the notice is for. An empty list: everybody, in this regard.
struct Population {
    std::vector<std::string> levels;   ///< 本科生, 硕士研究生 …
    std::vector<std::string> years;    ///< of graduation, such as 2026
    std::vector<std::string> campuses; ///< the notice holds on these only
    std::vector<std::string> outcomes; ///< 毕业, 结业
};

/// Stations that work side by side.
struct Campus {
    std::string name;
    std::int64_t stations = 1;
};

/// The central capture.
struct Session {
    std::vector<std::string> dates; ///< ascending; empty where there is no central capture
    std::string place;
    std::string enter, leave; ///< doors of a one-way flow; empty where unsaid
    std::vector<Campus> campuses;
};

/// Where else somebody can be captured.
struct Site {
    std::string row, name, address, phone;
    std::vector<std::string> hours; ///< such as 09:00-11:30; empty where unsaid
    bool working_days = false;      ///< open on these only
    bool by_appointment = false;
};

enum class Saving { long_press, screenshot, either, unsaid };
enum class SecondProof { none, student_card, id_card };
enum class Roster {
    held,      ///< whoever captures may hold the school's roster
    code_only, ///< knows people by their codes only (教学服〔2022〕10号 as some schools restate it)
};

/// The collection code. The scanner reads screenshots and saved pictures alike, whatever the notice says.
struct Code {
    Saving saving = Saving::unsaid; ///< what the guide tells students
    SecondProof second_proof = SecondProof::none;
    Roster roster = Roster::held;
};

enum class Order { unit_number, student_number, schedule, swipe_number };
enum class Tickets {
    none,
    unit_number, ///< a unit counts heads, draws a number and is called; absent, it draws a new one (S0-24 to
                 ///< 29)
};
enum class Unlisted { allowed, refused };

/// A time that is planned for some people. The actual time is the station's to record.
struct Slot {
    std::string row, date, from, to;
    std::string campus, room;         ///< empty where the notice names none
    std::vector<std::string> levels;  ///< empty: all
    std::vector<std::string> units;   ///< empty: all
    std::vector<std::string> classes; ///< in the order in which they come; empty: all of the units
    bool estimated = false;           ///< "以实际时间为准"
};

struct Queue {
    Order order = Order::student_number;
    Tickets tickets = Tickets::none;
    bool number_after_swipe = false;       ///< a swipe gives the 拍摄序号 (S4-13)
    bool say_number_at_camera = false;     ///< and the person says it to the photographer (S4-16)
    std::int64_t early_minutes = 0;        ///< how long before their time people come; 0 where unsaid
    bool walk_in = false;                  ///< who missed a slot may come at another (S3-20)
    Unlisted unlisted = Unlisted::allowed; ///< somebody who is not on the roster
    bool appointments = false;             ///< people choose their times (S2-08)
    std::int64_t capacity = 0;             ///< people in one appointment's time; 0 where unsaid
    std::vector<Slot> slots;
};

enum class Payer { unit, class_, student, unsaid };
/// By when the fee has to be there.
enum class Gate { unit_before, class_after_count, student_before_shot, class_before_shot, none };
enum class Way { cash, wechat, alipay, transfer, scan };

/// Money is whole fen.
struct Fee {
    std::int64_t fen = 0;           ///< per person at the central capture; 0 where unsaid
    std::int64_t elsewhere_fen = 0; ///< per person at a centre; 0 where unsaid
    Payer payer = Payer::unsaid;
    Gate gate = Gate::none;
    std::vector<Way> ways; ///< empty where unsaid
};

} // namespace policy
