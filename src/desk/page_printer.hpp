// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/print_lane.hpp"
#include "store/printers.hpp"

namespace desk {

/// A page that went to a printer.
struct PrintedPage {
    std::string place;             ///< where it came out, as far as the printer says it
    bool certain = true;           ///< the printer says that it came out
    print::Counters before, after; ///< what it counted
};

/// One printer held for pages that are no sheets: test pages, rulers, other people's PDFs. With a station the
/// sheets of an interrupted run are brought to an end first, since a page would be mistaken for one of them
/// by its count, and each page is written down, so that the roll adds up.
class PagePrinter {
public:
    /// \param station nothing where there is no store. \return busy where another process prints on it or
    /// sheets are
    ///        still on their way to it; device where the printer is not ready
    static base::Result<std::unique_ptr<PagePrinter>> open(Setting const &setting, Station *station,
                                                           std::string const &uri);

    /// Sends one page and waits until it is out, or done with by a printer that does not tell.
    /// \return device where it is not printed, or not by the time any page takes
    base::Result<PrintedPage> print(std::string const &title, print::Artwork &artwork);

    print::Driver &driver() { return lane_ ? lane_->driver() : *alone_; }
    [[nodiscard]] print::Standing const &standing() const { return standing_; } ///< as it was opened
    [[nodiscard]] std::optional<store::Calibration> const &calibration() const { return calibration_; }

private:
    PagePrinter(Setting const &setting, Station *station) : setting_{setting}, station_{station} {}
    base::Result<> take(std::string const &uri);
    base::Result<> catch_up();
    base::Result<PrintedPage> await(print::Job const &job);
    base::Result<> note(std::string const &title, PrintedPage const &page);

    Setting const &setting_;
    Station *station_;
    std::unique_ptr<PrintLane> lane_;      ///< with a station
    std::unique_ptr<print::Driver> alone_; ///< without
    print::Standing standing_;
    std::optional<store::Calibration> calibration_;
};

/// Prints a page to hold a ruler to: a scale along two edges, a cell of 33 x 48 mm and one of 35 x 45 mm,
/// small print in Chinese and Latin, and a code. It leaves no sheet behind. \return where it came out
base::Result<std::string> print_test_page(Setting const &setting, Station *station, std::string const &uri);

} // namespace desk
