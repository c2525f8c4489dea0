// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/station.hpp"
#include <mutex>

namespace web {

/// Gives what it holds back to where it came from.
template <typename T>
class Lease {
public:
    using GiveBack = std::function<void(std::unique_ptr<T>)>;
    Lease(std::unique_ptr<T> one, GiveBack give_back)
        : one_{std::move(one)}, give_back_{std::move(give_back)} {}
    Lease(Lease &&) noexcept = default;
    Lease &operator=(Lease &&) = delete;
    ~Lease() {
        if (one_) {
            give_back_(std::move(one_));
        }
    }
    T &operator*() const { return *one_; }
    T *operator->() const { return one_.get(); }

private:
    std::unique_ptr<T> one_;
    GiveBack give_back_;
};

/// Open stores and stations, for one request each at a time: a database connection belongs to one thread, and
/// opening one for every page would cost more than the page.
class Stations {
public:
    /// \p setting without an actor; \p store as the door found it
    Stations(std::filesystem::path store, desk::Setting setting)
        : folder_{std::move(store)}, setting_{std::move(setting)} {}

    base::Result<Lease<store::Store>> store();
    /// \p campaign as campaign_key writes it, empty for the newest. \return not_found while there is none
    base::Result<Lease<desk::Station>> station(std::string const &campaign, std::string const &actor);

    [[nodiscard]] std::filesystem::path const &folder() const { return folder_; }
    [[nodiscard]] desk::Setting const &setting() const { return setting_; }

private:
    std::filesystem::path folder_;
    desk::Setting setting_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<store::Store>> idle_stores_;
    std::vector<std::unique_ptr<desk::Station>> idle_stations_;
};

} // namespace web
