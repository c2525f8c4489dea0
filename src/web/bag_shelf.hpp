// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/http.hpp"
#include <list>
#include <mutex>

namespace web {

/// Bags that were made in the browser, to be fetched; the oldest go when there are many, and all of them with
/// the service. That they were made is on record.
class BagShelf {
public:
    struct Bag {
        std::string id; ///< B-...
        std::shared_ptr<ScratchFolder> lies_in;
        std::filesystem::path file;
    };
    void put(Bag bag) {
        std::lock_guard const lock{mutex_};
        bags_.push_back(std::move(bag));
        if (bags_.size() > most_kept) {
            bags_.pop_front();
        }
    }
    [[nodiscard]] std::optional<Bag> find(std::string const &id) const {
        std::lock_guard const lock{mutex_};
        for (auto const &bag : bags_) {
            if (bag.id == id) {
                return bag;
            }
        }
        return std::nullopt;
    }

private:
    static constexpr std::size_t most_kept = 4;
    mutable std::mutex mutex_;
    std::list<Bag> bags_;
};

} // namespace web
