// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The ledger: every change of state or holder, in order, never edited. An event's digest is the SHA-256 of
/// its fields joined by line feeds: platen-event-1, station, seq, at, actor, kind, subject, body, prev (64
/// zeros for the first).
#include "base/progress.hpp"
#include "store/store.hpp"
#include <optional>
#include <vector>

namespace store {

struct Event {
    std::string station;
    std::int64_t seq = 0; ///< from 1, without a gap
    base::Instant at;
    std::string actor;
    std::string kind;
    std::string subject;
    std::string body; ///< JSON
    std::string prev;
    std::string digest;
};

[[nodiscard]] base::Digest digest_of(Event const &event);

struct Verdict {
    std::int64_t events = 0;
    std::string
        head; ///< digest of the last event: write it down elsewhere and nobody can rewrite the ledger unseen
    std::optional<base::Words> trouble;
    std::int64_t broken_at = 0; ///< seq of the first event that does not hold
};

/// Reads the whole ledger and checks every digest, link and number, and that its tail is there.
base::Result<Verdict> verify_ledger(Store const &store, base::Progress &progress);

/// Events about a subject, oldest first.
base::Result<std::vector<Event>> history(Store const &store, std::string_view subject);

/// Which events are meant; what is empty leaves none out.
struct EventFilter {
    std::string actor, kind, subject;
};
/// The newest first, at most \p limit of them, from the \p offset-th on.
base::Result<std::vector<Event>> events_page(Store const &store, EventFilter const &filter,
                                             std::size_t offset, std::size_t limit);
/// Every kind of event that there is (data/schema/projection.sql), sorted.
[[nodiscard]] std::vector<std::string> event_kinds();

/// Replays the ledger beside the store and names every projection table that differs from what the ledger
/// says.
base::Result<std::vector<std::string>> differing_projections(Store const &store, base::Progress &progress);
/// The same again and again, each time from where it left off: what was replayed stays in memory.
class Replay {
public:
    static base::Result<Replay> begin(Store const &store);
    Replay(Replay &&) noexcept;
    Replay &operator=(Replay &&) noexcept;
    ~Replay();
    base::Result<std::vector<std::string>> differing(Store const &store, base::Progress &progress);

private:
    Replay();
    struct Inner;
    std::unique_ptr<Inner> inner_;
};
/// Makes the projections anew from the ledger.
base::Result<> rebuild_projections(Change &change, base::Progress &progress);

/// Runs the statements of projection.sql for the event. For this room only.
void apply(Db &db, Event const &event);

} // namespace store
