// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.hpp"
#include "photo/faces.hpp"
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <optional>

namespace web {

/// Who is at which desk's camera, and which shot is turned to them. A desk is named by its operator's
/// account. Held in memory: after a restart the number is told again.
class CaptureFloor {
public:
    struct Seat {
        std::string visit;
        std::int64_t number = 0;
        std::string shot;           ///< that the person is looking at; empty: none
        bool wants_another = false; ///< they would rather have another one
    };

    /// \p changed is called, from any thread, after each change
    explicit CaptureFloor(std::function<void()> changed) : changed_{std::move(changed)} {}

    void seat(std::string const &desk, std::string const &visit, std::int64_t number);
    void leave(std::string const &desk);
    void show(std::string const &desk, std::string const &shot); ///< nothing where nobody is seated
    void ask_for_another(std::string const &desk);
    [[nodiscard]] std::optional<Seat> at(std::string const &desk) const;
    [[nodiscard]] std::vector<Seat> all() const;

private:
    template <typename Do>
    void change(Do const &work);

    std::function<void()> changed_;
    mutable std::mutex mutex_;
    std::map<std::string, Seat> seats_;
};

/// The one finder of faces of the service: its model takes a second to read and 100 MB, so that it is there
/// once, and only where somebody takes photos.
class Faces {
public:
    void begin(); ///< reads it beforehand, in a thread of its own
    /// Waits until it is read. nullptr where no model is installed; the checks then say so.
    photo::FaceFinder const *finder();

private:
    std::mutex mutex_;
    std::shared_future<base::Result<photo::FaceFinder>> loaded_;
};

} // namespace web
