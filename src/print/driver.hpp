// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.hpp"
#include "base/raster.hpp"
#include "print/port.hpp"
#include "print/standing.hpp"
#include "print/uri.hpp"
#include <memory>
#include <span>
#include <vector>

namespace print {

/// A sheet ready to be sent, in whichever form a driver wants. Made when asked for, the same every time.
class Artwork {
public:
    virtual ~Artwork() = default;
    [[nodiscard]] virtual Page page() const = 0;
    /// The trimmed sheet in the middle of a raster of this many pixels; borrowed until the next call.
    virtual base::Result<base::Raster> raster(int width, int height, double dpi_x, double dpi_y) = 0;
    virtual base::Result<base::Bytes> pdf() = 0; ///< a page of the trimmed size
    virtual base::Result<base::Bytes> png() = 0; ///< the raster of a 300 dpi dye-sub printer
};

struct Job {
    std::string serial; ///< of the sheet
    /// As written down before anything was sent. Life and remaining are those after the sheets that were on
    /// their way at that moment.
    Counters before;
    base::Instant intended_at = {}; ///< when that was; 0 where nobody knows
};

/// What became of a sheet, as far as its printer can tell. Uncertain asks a person.
enum class Outcome { pending, printed, not_printed, uncertain };

struct Receipt {
    Outcome outcome = Outcome::uncertain;
    Counters after;
    std::string place; ///< where the paper (or the file) came out
    /// Why the printer will not print this sheet however often it is sent.
    std::optional<base::Fault> refused{};
};

/// One look at a printer: how it stands, and what became of each sheet that was sent, in the order in which
/// they were.
struct Look {
    Standing standing;
    std::vector<Receipt> receipts;
};

/// One printer, spoken to in its own language.
class Driver {
public:
    virtual ~Driver() = default;
    /// The printer's URI in its one spelling, whatever folder, alias or option it was named with: what locks
    /// and jobs go by.
    [[nodiscard]] virtual std::string name() const = 0;
    virtual base::Result<Standing> ask() = 0;
    /// Whether such a page can be printed on what is loaded now. Sends nothing.
    /// \return device with what to load instead
    virtual base::Result<> check(Page const &page) = 0;
    /// Hands over one sheet, whole. \return a fault where that broke off: what became of the sheet is then
    /// for \c look to say; bad_input where it cannot be drawn, with nothing sent
    virtual base::Result<> send(Job const &job, Artwork &artwork) = 0;
    /// What became of the sheets that are on their way, of this run or of one that was interrupted. Comes
    /// back to a printer that was away. Sends no sheet.
    virtual base::Result<Look> look(std::span<Job const> sent) = 0;
};

/// A printer that is there now.
struct Sighting {
    std::string name;                   ///< its URI; what it is, where it cannot be used
    std::optional<base::Fault> hidden{}; ///< why it cannot be used
};

/// A kind of printers that speak one language; each is a folder below drivers/.
struct Family {
    std::string_view name;
    std::string_view scheme; ///< of the URIs that it answers to
    base::Words (*about)();
    /// \p clock outlives the driver
    base::Result<std::unique_ptr<Driver>> (*open)(Uri const &uri, base::Clock const &clock);
    std::vector<Sighting> (*find)(base::Clock const &clock);
};

/// \return usage where no family answers to the scheme
base::Result<std::unique_ptr<Driver>> open_driver(std::span<Family const> families, Uri const &uri,
                                                  base::Clock const &clock);

[[nodiscard]] std::string_view word_of(Outcome outcome);

} // namespace print
