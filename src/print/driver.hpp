// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/raster.hpp"
#include "print/port.hpp"
#include "print/standing.hpp"
#include "print/uri.hpp"
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace print {

/// A sheet ready to be sent, in whichever form a driver wants. Made when asked for, the same every time.
class Artwork {
public:
    virtual ~Artwork() = default;
    /// The trimmed sheet in the middle of a raster of this many pixels; borrowed until the next call.
    virtual base::Result<base::Raster> raster(int width, int height, double dpi_x, double dpi_y) = 0;
    virtual base::Result<base::Bytes> pdf() = 0; ///< a page of the trimmed size
    virtual base::Result<base::Bytes> png() = 0; ///< the raster of a 300 dpi dye-sub printer
};

struct Job {
    std::string serial; ///< of the sheet
    Counters before;    ///< as written down before anything was sent
};

/// What became of a sheet, as far as its printer can tell. Uncertain asks a person.
enum class Outcome { printed, not_printed, uncertain };

struct Receipt {
    Outcome outcome = Outcome::uncertain;
    Counters after;
    std::string place; ///< where the paper (or the file) came out
};

/// One printer, spoken to in its own language. Keeps no state from one job to the next.
class Driver {
public:
    virtual ~Driver() = default;
    /// The printer's URI in its one spelling, whatever folder or alias it was named from: what locks and jobs
    /// go by.
    [[nodiscard]] virtual std::string name() const = 0;
    virtual base::Result<Standing> ask() = 0;
    /// Sends one sheet and waits until it is out. A fault means that nothing was printed; whoever cannot be
    /// sure returns uncertain.
    virtual base::Result<Receipt> print(Job const &job, Artwork &artwork) = 0;
    /// What became of a job that was begun before the station stopped. Sends nothing.
    virtual base::Result<Receipt> look_back(Job const &job) = 0;
};

/// A kind of printers that speak one language; each is a folder below drivers/.
struct Family {
    std::string_view name;
    std::string_view scheme; ///< of the URIs that it answers to
    base::Words (*about)();
    base::Result<std::unique_ptr<Driver>> (*open)(Uri const &uri);
    std::vector<std::string> (*find)(); ///< URIs of the printers that are there now
};

/// \return usage where no family answers to the scheme
base::Result<std::unique_ptr<Driver>> open_driver(std::span<Family const> families, Uri const &uri);

[[nodiscard]] std::string_view word_of(Outcome outcome);

} // namespace print
