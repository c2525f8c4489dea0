// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/print_lane.hpp"

namespace desk {

/// One sheet that a run is to make.
struct Work {
    std::string student_no, name;
    Birth birth;
    std::optional<store::Sheet> again; ///< known not to have been printed: sent again under its own serial
    int tries = 0;
};

/// The printers of one run and what is left to print. Each sheet goes to a printer that is free; where one
/// fails, the sheets that it certainly did not print go to another, and those in doubt stay with it.
class PrintFloor {
public:
    /// Opens every printer and brings to an end what was interrupted on it.
    /// \return device where no printer can print, with every reason
    static base::Result<std::unique_ptr<PrintFloor>> open(Station &station, PrintOrder const &order);

    /// Whether the roll, the firmware and the media left suit so many pages; asks where the media are too
    /// few. \return device where nothing suits; not_allowed where the question was answered no
    base::Result<> preflight(print::Page const &page, std::size_t sheets);
    /// Prints all of it or says in the report why not. A fault is the station's own.
    base::Result<> print(std::deque<Work> work, PrintReport &report);

    SheetArtist &artist() { return artist_; }
    [[nodiscard]] std::vector<std::string> printers() const;

private:
    PrintFloor(Station &station, PrintOrder const &order)
        : station_{station}, order_{order}, artist_{station.store()} {}
    base::Result<> catch_up();
    base::Result<> enough(std::size_t sheets);
    void tell(base::Words const &words) const;
    base::Result<> fits(PrintLane &lane, print::Page const &page);
    base::Result<> look(PrintReport &report);
    base::Result<bool> feed(PrintReport &report);
    base::Result<> hand_over(PrintLane &lane, Work work, PrintReport &report);
    void conclude(Ended ended, PrintReport &report);
    void drop_unwanted(Pace pace, PrintReport &report);
    void drop_lost_lanes(PrintReport &report);
    void tell_changes();
    [[nodiscard]] std::size_t on_their_way() const;

    Station &station_;
    PrintOrder const &order_;
    SheetArtist artist_;
    std::vector<std::unique_ptr<PrintLane>> lanes_;
    std::deque<Work> left_;
    std::map<std::string, Work> sent_; ///< by serial
    std::size_t done_ = 0, total_ = 0;
    std::map<std::string, std::set<print::Reason>> told_; ///< by printer
};

} // namespace desk
