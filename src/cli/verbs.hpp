// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Each noun's verbs, a file a family of nouns. Thin: read the options, call the desk, print.
#include "cli/command_line.hpp"
#include "cli/door.hpp"
#include "cli/emulator.hpp"
#include "cli/serve.hpp"

namespace cli {

void add_campaigns(CommandLine &line, Door &door); ///< campaign, layout
void add_profiles(CommandLine &line, Door &door);  ///< profile
void add_intake(CommandLine &line, Door &door);    ///< roster, photo
void add_capture(CommandLine &line, Door &door);   ///< capture
void add_cameras(CommandLine &line, Door &door);   ///< camera
void add_proof(CommandLine &line, Door &door);     ///< proof, deadlines, annexes
void add_sheets(CommandLine &line, Door &door);    ///< sheet
void add_printers(CommandLine &line, Door &door);  ///< printer, job
void add_pdf(CommandLine &line, Door &door);
void add_handovers(CommandLine &line, Door &door); ///< handover
void add_discrepancies(CommandLine &line, Door &door);
void add_archive(CommandLine &line, Door &door); ///< archive
void add_loans(CommandLine &line, Door &door);   ///< loan, and sheet copy
void add_mail(CommandLine &line, Door &door);    ///< mail
void add_college(CommandLine &line, Door &door); ///< unit, certificate, and what a college does with sheets
void add_keeping(CommandLine &line, Door &door); ///< keep
void add_audits(CommandLine &line, Door &door);  ///< keep audit …, of add_keeping's noun
void add_bags(CommandLine &line, Door &door);    ///< keep bag …, of the same
void add_reports(CommandLine &line, Door &door); ///< report
void add_upkeep(CommandLine &line, Door &door);  ///< ledger, doctor
void add_backup(CommandLine &line, Door &door);  ///< backup, restore
/// \p web outlives the command line
void add_serve(CommandLine &line, Door &door, WebDoor const &web);
/// \p emulator may be nothing; outlives the command line
void add_demo(CommandLine &line, Door &door, EmulatorDoor const *emulator);
/// \p emulator outlives the command line
void add_emulator(CommandLine &line, Door &door, EmulatorDoor const &emulator);

} // namespace cli
