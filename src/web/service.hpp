// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Everything that lives as long as the web service does. Made once, used by all threads.
#include "desk/login_guard.hpp"
#include "desk/print_runs.hpp"
#include "web/backup_job.hpp"
#include "web/bag_shelf.hpp"
#include "web/capture_floor.hpp"
#include "web/desk_cameras.hpp"
#include "web/hub.hpp"
#include "web/notices.hpp"
#include "web/previews.hpp"
#include "web/printer_watch.hpp"
#include "web/routes.hpp"
#include "web/static_files.hpp"
#include "web/stations.hpp"
#include "web/tasks.hpp"
#include "web/templates.hpp"
#include <atomic>

namespace web {

class Service {
public:
    /// \return bad_input for a mistake in data/web or data/locale, naming it
    static base::Result<std::unique_ptr<Service>> make(std::filesystem::path const &store,
                                                       desk::Setting const &setting);
    Service(Service const &) = delete;
    Service &operator=(Service const &) = delete;
    ~Service();

private:
    std::atomic<std::size_t> under_way_{0}; // before runs, which uses them to its end
    std::atomic<bool> ending_{false};

public:
    base::Clock const &clock;
    Stations stations;
    StaticFiles files;
    Templates templates;
    Routes routes;
    Hub hub;
    desk::LoginGuard guard;
    Notices notices;
    Previews previews;
    desk::PrintRuns runs;
    Tasks tasks;
    PrinterWatch printers;
    BackupJob backups;
    BagShelf bags;
    CaptureFloor floor;
    Faces faces;
    DeskCameras cameras;
    std::atomic<int> passwords{0}; ///< that are being checked; each takes a worker for a while
    bool secure = false;           ///< TLS: cookies may say so

private:
    Service(std::filesystem::path const &store, desk::Setting const &setting, StaticFiles read_files,
            Templates read_templates, Routes read_routes);
    void runs_changed();
    void watch_store(std::stop_token const &ending);

    std::unique_ptr<store::Store> watched_;
    std::jthread watch_;
};

} // namespace web
