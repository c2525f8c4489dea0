// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/backup.hpp"
#include "web/stations.hpp"
#include <thread>

namespace web {

/// Makes backups in the background, one at a time, and remembers what came of the last one until the service
/// ends. What was made before that is in the ledger.
class BackupJob {
public:
    struct View {
        bool running = false;
        desk::BackupOrder order; ///< the file is empty where none was ordered yet
        std::string by;
        base::Instant begun_at, ended_at;
        base::Words doing; ///< while it runs
        std::size_t done = 0, total = 0;
        std::optional<desk::BackupMade> made;
        std::optional<base::Fault> fault;
    };

    /// \p stations outlives it. \p changed is called, from any thread, when the view is another.
    BackupJob(Stations &stations, std::function<void()> changed);
    BackupJob(BackupJob const &) = delete;
    BackupJob &operator=(BackupJob const &) = delete;
    ~BackupJob(); ///< waits for the backup that is being made, which is whole or not there

    /// \return busy while one is being made
    base::Result<> begin(desk::BackupOrder order, std::string const &by);
    [[nodiscard]] View view() const;

private:
    class Meter;
    void run(desk::BackupOrder const &order, std::string const &by);
    void note(base::Words const &doing, std::size_t done, std::size_t total);

    Stations &stations_;
    std::function<void()> changed_;
    mutable std::mutex mutex_;
    View view_;
    std::thread thread_;
};

} // namespace web
