// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/print_runs.hpp"
#include "web/stations.hpp"
#include <condition_variable>
#include <thread>

namespace web {

/// A printer as it was last seen.
struct PrinterView {
    std::string uri;   ///< its one spelling
    std::string shown; ///< what people call it; empty where nobody has named it
    std::optional<print::Standing> standing;
    std::optional<base::Fault> fault; ///< why it cannot be asked
    bool held = false;                ///< by a run

    [[nodiscard]] bool ready() const { return standing && standing->ready(); }
    /// Can be chosen: is ready, or will be once whoever has it is done.
    [[nodiscard]] bool usable() const {
        return ready() || held || (fault && fault->kind == base::Trouble::busy);
    }
};

/// Looks at the printers while somebody looks at a page that shows them: a printer is not asked for nobody.
class PrinterWatch {
public:
    /// What is handed in outlives it. \p changed is called, by its thread, when a view is another.
    PrinterWatch(Stations &stations, desk::PrintRuns const &runs, std::function<void()> changed);
    PrinterWatch(PrinterWatch const &) = delete;
    PrinterWatch &operator=(PrinterWatch const &) = delete;
    ~PrinterWatch();

    /// As last seen, by a look that has begun by now. Waits for the first look of all, but not for long.
    std::vector<PrinterView> all();
    /// Looks again at once.
    void look_again();

private:
    void run(std::stop_token const &ending);
    void look();
    std::vector<PrinterView> see();
    PrinterView see_one(std::string const &uri, std::string const &shown);

    Stations &stations_;
    desk::PrintRuns const &runs_;
    std::function<void()> changed_;
    std::mutex mutex_;
    std::condition_variable_any wake_, seen_;
    std::vector<PrinterView> views_;
    std::map<std::string, std::string> names_; ///< one spelling by the URI that somebody typed
    base::Instant asked_for_;
    bool again_ = false, first_done_ = false;
    std::jthread thread_;
};

} // namespace web
