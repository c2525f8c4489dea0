// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For the files of the noun capture: its options, and its verbs.
#include "cli/command_line.hpp"
#include "cli/door.hpp"
#include "desk/shots.hpp"
#include "store/capture.hpp"

namespace cli {

/// The options of all verbs of the noun; each reads its own.
struct CaptureAsked {
    std::string picture, proof, again, mask, person, name, unit, class_name, told, token, reason, file,
        camera, by, way, payer, how, state, note, exempt, date, from, back;
    std::vector<std::string> words;
    int number = 0, heads = 1;
    bool missed = false, cancel = false;
};

[[nodiscard]] base::Json visit_json(store::Visit const &visit);

// At the camera.
void add_capture_camera(CommandLine &line, Door &door);
[[nodiscard]] base::Json shot_json(desk::CheckedShot const &taken, base::Language language);
/// Lines for people. \return the exit status: bad_input where somebody has to answer for a check
int tell_shot(Door &door, desk::CheckedShot const &taken);
int take_shot(Door &door, CaptureAsked const &asked);
int answer_for_check(Door &door, CaptureAsked const &asked);
int tick_off(Door &door, CaptureAsked const &asked);
int confirm_shot(Door &door, CaptureAsked const &asked);
// The day.
void add_capture_day(CommandLine &line, Door &door);
int end_visit(Door &door, CaptureAsked const &asked, bool refused);
int take_fee(Door &door, CaptureAsked const &asked);
int show_wall(Door &door);
int write_report(Door &door, CaptureAsked const &asked);
int give_back(Door &door, CaptureAsked const &asked);
/// The verbs of the queue outside.
void add_capture_queue(CommandLine &line, Door &door);
/// The verbs of the plan, and the noun unit.
void add_capture_plan(CommandLine &line, Door &door);

} // namespace cli
