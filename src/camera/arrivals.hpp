// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: what came and nobody has asked for yet.
#include "camera/camera.hpp"
#include <condition_variable>
#include <deque>
#include <mutex>

namespace camera {

/// Between the thread that listens and those who wait.
class Arrivals {
public:
    using News = base::Result<std::optional<Picture>>;

    void add(Picture picture);
    void complain(base::Fault fault); ///< told once, in its place among the pictures
    /// From here on whoever waits in vain is told that it is gone; nothing: it is back.
    void gone(std::optional<base::Fault> fault);
    [[nodiscard]] bool is_gone() const;

    /// The next of all that came; then, once the patience is over, why no more comes.
    [[nodiscard]] News wait(std::chrono::milliseconds patience, bool for_good);

private:
    mutable std::mutex lock_;
    std::condition_variable news_;
    std::deque<News> waiting_;
    std::optional<base::Fault> gone_;
};

} // namespace camera
