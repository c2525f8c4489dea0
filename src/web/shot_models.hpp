// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Shots as the camera desk shows them.
#include "store/capture.hpp"
#include "web/visit.hpp"

namespace web {

/// Of the camera desk with that number at it; of the empty one for 0.
[[nodiscard]] std::string camera_address(std::int64_t number);

/// Somebody is at this operator's camera, or nobody is: the screens and the cameras at the station hear of
/// it.
void seat(Visit const &visit, store::Visit const &came);
void leave_seat(Visit const &visit);
/// The same, where it is \p came who sits there: a desk may have gone on to the next meanwhile.
void leave_seat(Visit const &visit, std::string const &came);
/// Fills in "lens", the camera at the station that this desk uses, where it uses one.
void add_lens(Visit const &visit, base::Json &model);

[[nodiscard]] base::Json shot_json(store::Shot const &shot, base::Language language);
/// The shots of a visit, and one of them large with its checks: the one that the query names, else the best.
base::Result<> add_shots(Visit const &visit, desk::Station &station, store::Visit const &came,
                         base::Json &model);

} // namespace web
