// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/http.hpp"
#include <mutex>
#include <set>

namespace web {

/// Tells every open page that something is another by now. Pages then fetch what they show again, so an event
/// is a topic and no more, and topics that pile up for a slow browser become one.
class Hub {
public:
    Hub() = default;
    Hub(Hub const &) = delete;
    Hub &operator=(Hub const &) = delete;
    ~Hub() { close(); }

    /// From any thread.
    void publish(std::string const &topic);
    /// A line that keeps the connection known to be open, to all.
    void breathe();
    /// \return nullptr where too many are open
    std::shared_ptr<EventFeed> open(std::string const &owner);
    /// Ends every feed of an owner whose session is over.
    void close_all_of(std::string const &owner);
    void close(); ///< ends every feed, those to come too

private:
    class Feed;
    std::vector<std::shared_ptr<Feed>> feeds();

    std::mutex mutex_;
    std::vector<std::weak_ptr<Feed>> feeds_;
    bool closed_ = false;
};

} // namespace web
