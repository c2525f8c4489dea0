// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/service.hpp"

namespace web {

base::Result<std::unique_ptr<Service>> Service::make(std::filesystem::path const &store,
                                                     desk::Setting const &setting) {
    auto files = StaticFiles::read(setting.home);
    if (!files) {
        return std::move(files).fault();
    }
    auto templates = Templates::load(setting.home, files->folder());
    if (!templates) {
        return std::move(templates).fault();
    }
    auto routes = Routes::read(setting.home / "data" / "web" / "routes.toml");
    if (!routes) {
        return std::move(routes).fault();
    }
    if (!routes->findings.empty()) {
        return desk::fault_of(routes->findings);
    }
    return std::unique_ptr<Service>{
        new Service{store, setting, std::move(*files), std::move(*templates), std::move(routes->routes)}};
}

Service::Service(std::filesystem::path const &store, desk::Setting const &setting, StaticFiles read_files,
                 Templates read_templates, Routes read_routes)
    : clock{setting.clock}, stations{store, setting}, files{std::move(read_files)},
      templates{std::move(read_templates)}, routes{std::move(read_routes)}, guard{setting.clock},
      runs{[this](desk::RunOrder const &order, base::Progress &progress) {
               auto const &shared = stations.setting();
               return desk::Station::open(stations.folder(), order.campaign,
                                          {shared.home, shared.clock, progress, order.by, shared.families});
           },
           setting.clock, [this] { runs_changed(); }},
      tasks{setting.clock, [this] { hub.publish("tasks"); }}, printers{stations, runs,
                                                                       [this] { hub.publish("printers"); }},
      backups{stations, [this] { hub.publish("backup"); }}, floor{[this] { hub.publish("floor"); }},
      cameras{stations, faces, [this] { hub.publish("floor"); }}, watch_{
                                                                      [this](std::stop_token const &ending) {
                                                                          watch_store(ending);
                                                                      }} {}

Service::~Service() {
    ending_ = true;
}

void Service::runs_changed() {
    hub.publish("runs");
    if (ending_) {
        return; // the printers are not watched any more
    }
    auto const now = runs.count_under_way();
    if (under_way_.exchange(now) > now) {
        printers.look_again(); // one is free again
    }
}

/// Whatever process wrote to the store, every open page hears of it.
void Service::watch_store(std::stop_token const &ending) {
    using namespace std::chrono_literals;
    static constexpr auto step = 150ms;
    static constexpr int breath = 100; // steps: 15 s
    std::int64_t last = -1;
    for (int i = 0; !ending.stop_requested(); ++i) {
        if (!watched_) {
            auto opened = store::Store::open(stations.folder());
            watched_ = opened ? std::make_unique<store::Store>(std::move(*opened)) : nullptr;
        }
        auto const version = watched_ ? watched_->version() : base::Result<std::int64_t>{last};
        if (!version) {
            watched_.reset(); // gone or moved; it may come back
        } else if (*version != last) {
            last = *version;
            hub.publish("store");
        }
        if (i % breath == 0) {
            hub.breathe();
        }
        std::this_thread::sleep_for(step);
    }
}

} // namespace web
