// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/artwork.hpp"
#include "desk/printers.hpp"
#include "desk/printing.hpp"
#include <deque>

namespace desk {

/// What a new sheet is made of.
struct Birth {
    std::int64_t person = 0;
    std::string photo;                    ///< digest
    SolvedLayout const *layout = nullptr; ///< borrowed
    store::LabelWords words;              ///< without the serial
    std::string replaces;                 ///< serial of the sheet that is void for it
    std::string void_reason;              ///< why that one is
};

/// A sheet of which it is known by now what became of it.
struct Ended {
    PrintedSheet sheet;
    std::optional<base::Fault> fault; ///< what broke off its sending, or why its printer will not print it
    bool again = false;               ///< it certainly was not printed and may be sent once more
};

/// One printer, held by this process, with the sheets that are on their way to it and in it.
class PrintLane {
public:
    /// Opens and locks the printer, and takes up the sheets that an interrupted run left on their way to it.
    /// \return busy where another process prints on it
    static base::Result<std::unique_ptr<PrintLane>> open(Station &station, std::string const &printer);

    /// Makes a sheet's record and the intent to print it durable, in one change.
    /// \return busy where the person has another sheet by now
    base::Result<store::Sheet> bear(Birth const &birth);
    /// The intent to send a sheet again that is known not to have been printed. \return busy where somebody
    /// else does
    base::Result<> intend_again(store::Sheet const &sheet);
    /// Hands the sheet that was intended last to the printer. What becomes of it, \c look will say, unless it
    /// could not be drawn or put anywhere: that is known at once. A fault is the station's own.
    base::Result<std::optional<Ended>> send(store::Sheet const &sheet, SheetArtist &artist);
    /// Looks at the printer, writes down what became of sheets on their way and returns those. What the
    /// printer cannot explain for longer than any print takes is uncertain.
    base::Result<std::vector<Ended>> look();

    [[nodiscard]] std::string const &printer() const { return printer_; } ///< its URI in the one spelling
    [[nodiscard]] print::Standing const &standing() const { return standing_; } ///< as of the last look
    [[nodiscard]] std::size_t on_their_way() const { return sent_.size(); }
    [[nodiscard]] std::vector<std::string> serials() const; ///< of the sheets on their way
    /// A sheet handed over now would be taken without delay, and its count could not be mistaken for
    /// another's.
    [[nodiscard]] bool takes_one() const;
    [[nodiscard]] print::Driver &driver() { return *driver_; }
    /// Since when something has stood in the way of printing.
    [[nodiscard]] std::optional<base::Instant> stopped_since() const { return stopped_since_; }

private:
    /// A sheet on its way.
    struct OnItsWay {
        print::Job job;
        std::string id; ///< of the job
        std::optional<base::Fault> broken;
    };

    PrintLane(Station &station, std::string printer, std::unique_ptr<print::Driver> driver, store::Lock lock);
    base::Result<> take_up();
    base::Result<> note_intent(store::Change &change, std::string const &serial);
    base::Result<Ended> note_end(OnItsWay const &sheet, print::Receipt const &receipt);
    void time_passes();

    Station &station_;
    std::string printer_;
    std::unique_ptr<print::Driver> driver_;
    store::Lock lock_;
    print::Standing standing_;
    std::deque<OnItsWay> sent_;
    std::optional<OnItsWay> intended_;
    std::optional<base::Instant> stopped_since_;
    std::optional<base::Instant>
        moved_at_; ///< when something was last sent, ended or waited for with a reason
};

/// \param printer in its one spelling. \return busy where another process prints on it
base::Result<store::Lock> lock_printer(store::Store &store, std::string const &printer);

} // namespace desk
