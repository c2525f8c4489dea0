// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/artwork.hpp"
#include "desk/printers.hpp"
#include "desk/printing.hpp"

namespace desk {

/// What a new sheet is made of.
struct Birth {
    std::int64_t person = 0;
    std::string photo; ///< digest
    SolvedLayout const &layout;
    store::LabelWords words; ///< without the serial
    std::string replaces;    ///< serial of the sheet that is void for it
    std::string void_reason; ///< why that one is
};

/// One printer, held by this process, with everything needed to send sheets to it one after the other.
class PrintRun {
public:
    /// Opens and locks the printer and looks back on what was interrupted on it.
    static base::Result<std::unique_ptr<PrintRun>> begin(Station &station, std::string const &printer);

    /// Makes a sheet's record and the intent to print it durable, in one change.
    /// \return busy where the person has another sheet by now
    base::Result<store::Sheet> bear(Birth const &birth);
    /// The intent to send a sheet again that is known not to have been printed. \return busy where somebody
    /// else does
    base::Result<> intend_again(store::Sheet const &sheet);
    /// Sends the sheet that was intended last and writes down what became of it. A fault is the station's
    /// own; the printer's is in \p stopped and in the sheet's record.
    base::Result<PrintedSheet> send(store::Sheet const &sheet, std::optional<base::Fault> &stopped);

    SheetArtist &artist() { return artist_; }
    [[nodiscard]] std::string const &printer() const { return printer_; } ///< its URI in the one spelling

private:
    PrintRun(Station &station, std::string printer, std::unique_ptr<print::Driver> driver, store::Lock lock,
             print::Counters counters);
    base::Result<> look_back();
    base::Result<> note_intent(store::Change &change, std::string const &serial);
    base::Result<> note_end(std::string const &serial, std::string const &job, print::Receipt const &receipt,
                            base::Words const &reason);

    Station &station_;
    std::string printer_;
    std::unique_ptr<print::Driver> driver_;
    store::Lock lock_;
    print::Counters counters_;
    SheetArtist artist_;
    std::string job_; ///< id of the job that was intended last
};

/// \param printer in its one spelling. \return busy where another process prints on it
base::Result<store::Lock> lock_printer(store::Store &store, std::string const &printer);

} // namespace desk
