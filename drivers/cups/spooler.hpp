// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What is asked of a print server, in the words of IPP (RFC 8011) and through libcups.
#include "base/bytes.hpp"
#include "cups/address.hpp"
#include <cstdint>
#include <optional>
#include <vector>

namespace print::cups {

/// A queue as its server describes it.
struct Queue {
    enum class State { idle = 3, processing = 4, stopped = 5 };
    State state = State::idle;
    std::vector<std::string> reasons; ///< printer-state-reasons
    bool accepting = true;
    std::string model;
    std::string uuid;
    std::vector<std::string> media; ///< names that it supports; none where it does not say
    std::string loaded;             ///< name of what lies in it, else of what it takes by default
    int jobs = 0;                   ///< that are not done, everybody's
};

/// A job as the server remembers it. Times are by the server's own clock, as seconds ago.
struct SpoolJob {
    enum class State {
        pending = 3,
        held = 4,
        processing = 5,
        stopped = 6,
        canceled = 7,
        aborted = 8,
        completed = 9
    };
    int id = 0;
    State state = State::pending;
    std::optional<std::string> name; ///< none where the server hides it: somebody else's job
    std::string resource;            ///< of its queue
    int sheets = 0;                  ///< impressions or sheets that were counted
    bool begun = false;              ///< was processed, or still is
    std::int64_t created_ago = 0;
    std::optional<std::int64_t> done_ago;

    [[nodiscard]] bool active() const { return state < State::canceled; }
};

struct Document {
    std::string name; ///< of the job
    std::string media;
    base::Bytes pdf;
};

/// Each call connects anew and waits some seconds at most. Faults: device where the server cannot be reached
/// or falls silent; not_found where it lacks the queue or job; any other kind is the server's own no.
class Spooler {
public:
    explicit Spooler(Address address) : address_{std::move(address)} {}

    [[nodiscard]] Address const &address() const { return address_; }
    [[nodiscard]] bool reachable() const;
    base::Result<Queue> queue() const;
    /// All jobs of all queues that the server remembers.
    base::Result<std::vector<SpoolJob>> history() const;
    base::Result<SpoolJob> job(int id) const;
    /// \return the job's id. After a device fault it may be there or not.
    base::Result<int> print(Document const &document) const;

private:
    base::Result<std::vector<SpoolJob>> history_from(int first) const;

    Address address_;
};

/// Resources of the server's queues: /printers/office. Quick where there is no server.
base::Result<std::vector<std::string>> queues_of(Server const &server);

} // namespace print::cups
