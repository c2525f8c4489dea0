// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Printing sheets so that none is ever lost or doubled. Before a sheet is sent, the sheet and the intent to
/// print it, with the printer's counters, are durable; after it, what became of it. Whatever a crash
/// interrupts is looked back on at the next run: printed, or not printed and sent again under the same
/// serial, or uncertain and left to a person.
/// A PrintLane is one printer with what is on its way to it; a PrintFloor feeds the printers of a run.
#include "desk/station.hpp"
#include "store/sheets.hpp"
#include <chrono>
#include <functional>

namespace desk {

/// What whoever ordered a run wants of it now.
enum class Pace {
    go_on,
    pause, ///< nothing more is sent; what is on its way comes out
    stop,  ///< the same, and the rest is not printed
    leave, ///< at once; what is on its way stays on record as begun, and the next run looks back on it
};

struct PrintOrder {
    store::Selection who;
    std::string layout;                ///< empty: the profile's
    std::vector<std::string> printers; ///< URIs; sheets go to whichever is free
    /// How long a run waits for somebody to mend a printer before it leaves it.
    std::chrono::milliseconds patience = std::chrono::minutes{10};
    bool anyway = false; ///< start even where the roll will not last
    /// A question to somebody who sits there and can answer or mend; nothing: nobody does.
    std::function<bool(base::Words const &)> ask;
    std::function<void(base::Words const &)> tell; ///< what a person should know while the run goes on
    std::function<Pace()> pace;                    ///< asked before each sheet; nothing: go on
    /// How each printer stands, whenever it was looked at.
    std::function<void(std::string const &printer, print::Standing const &standing)> saw;
};

struct PrintedSheet {
    std::string serial, student_no, name;
    std::string state; ///< printed uncertain failed
    std::string file;  ///< where the printer put it, if it says so
    base::Words note;  ///< why, where it is not printed
};

struct PrintReport {
    std::vector<PrintedSheet> sheets;       ///< of this run
    std::size_t already = 0;                ///< had a printed sheet before
    std::vector<std::string> without_photo; ///< student numbers
    std::optional<base::Fault> stopped;     ///< why the run ended early
    std::size_t called_off = 0;             ///< not sent any more, because whoever ordered it said so

    [[nodiscard]] std::size_t count(std::string_view state) const;
};

/// \return busy where another process prints on this printer; device where no printer is ready or the media
/// do not suit; not_allowed where the profile makes no paper; not_found where nobody is meant. What happens
/// to single sheets is in the report.
base::Result<PrintReport> print_sheets(Station &station, PrintOrder const &order);

/// The old sheet is void, a new one of the same photo and layout is printed; \p order names the printers.
/// \return not_allowed for a sheet that is void already or was never printed
base::Result<PrintReport> reprint_sheet(Station &station, std::string const &serial,
                                        std::string const &reason, PrintOrder const &order);

/// A person's word on an uncertain sheet. \return not_allowed where the sheet is not uncertain
base::Result<store::Sheet> settle_sheet(Station &station, std::string const &serial, bool printed,
                                        std::string const &by);

/// What a scan of a sheet's own code says: the paper exists. Ends a doubt, and a belief that it was not
/// printed.
struct Scanned {
    store::Sheet sheet;
    bool settled = false; ///< by this scan
};
/// \return not_allowed for a sheet that is void: the paper must not be used; busy while it is being printed
base::Result<Scanned> scan_sheet(Station &station, std::string const &typed);

/// Takes a sheet out of use. \return not_allowed for one that is void already
base::Result<store::Sheet> void_sheet(Station &station, std::string const &serial, std::string const &reason);

/// The sheet with this serial, however it was typed. \return not_found
base::Result<store::Sheet> find_sheet(Station &station, std::string const &typed);

} // namespace desk
