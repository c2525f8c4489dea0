// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What the print desk shows, part by part: for pages, for the parts of pages that are fetched again, and for
/// programs.
#include "store/sheets.hpp"
#include "web/visit.hpp"

namespace web {

/// What is asked for by "unit", "class" and "person", however it came.
[[nodiscard]] store::Selection selection_of(Values const &values);

/// How far each class is, and what it still wants.
base::Result<> add_classes(Visit const &visit, desk::Station &station, base::Json &model);
void add_printers(Visit const &visit, base::Json &model);
void add_runs(Visit const &visit, base::Json &model);
/// Of a job: its printer, when, and what the printer counted before and after.
void add_evidence(base::Json &row, store::Job const &job);
/// Sheets that a person has to decide about, each with what its printer counted.
base::Result<> add_doubts(desk::Station &station, base::Json &model);
base::Result<> add_rolls(desk::Station &station, base::Json &model);
/// The people of a class, with what became of each one's sheet.
base::Result<> add_people(Visit const &visit, desk::Station &station, base::Json &model);

} // namespace web
