// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledger.hpp"
#include "code/serial.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

namespace {

std::string const first_prev(64, '0');

/// Line feeds part the fields of a digest, so none may hold one.
std::string one_line(std::string_view text) {
    std::string line{text};
    for (auto &c : line) {
        c = c == '\n' || c == '\r' ? ' ' : c;
    }
    return line;
}

Event event_at(SQLite::Statement &row) {
    return {text_at(row, 0), whole_at(row, 1), {whole_at(row, 2)}, text_at(row, 3), text_at(row, 4),
            text_at(row, 5), text_at(row, 6),  text_at(row, 7),    text_at(row, 8)};
}

constexpr auto columns = "station, seq, at, actor, kind, subject, body, prev, digest";

/// An event as SQLite holds it, until the next row is asked for: a million times nothing is copied.
struct Row {
    std::string_view station;
    std::int64_t seq = 0, at = 0;
    std::string_view actor, kind, subject, body, prev, digest;
};

std::string_view view_at(SQLite::Statement &row, int column) {
    auto const cell = row.getColumn(column);
    auto const *const text = cell.getText(); // before its length is asked for, as SQLite wants it
    return {text, static_cast<std::size_t>(cell.getBytes())};
}

Row row_at(SQLite::Statement &row) {
    return {view_at(row, 0), whole_at(row, 1), whole_at(row, 2), view_at(row, 3), view_at(row, 4),
            view_at(row, 5), view_at(row, 6),  view_at(row, 7),  view_at(row, 8)};
}

base::Digest digest_of(Row const &event) {
    thread_local std::string text;
    text.assign("platen-event-1\n");
    auto const line = [](std::string_view field) { text.append(field).push_back('\n'); };
    line(event.station);
    line(fmt::format_int{event.seq}.c_str());
    line(fmt::format_int{event.at}.c_str());
    line(event.actor);
    line(event.kind);
    line(event.subject);
    line(event.body);
    text.append(event.prev);
    return base::sha256(base::as_bytes(text));
}

/// The event before the one that is looked at.
struct Before {
    std::int64_t seq = 0;
    std::string digest = first_prev;
};

/// What of the event does not hold, if anything.
std::optional<base::Words> trouble_with(Row const &event, Before const &before) {
    if (event.seq != before.seq + 1) {
        return base::words("第 {} 条之后应是第 {} 条，却是第 {} 条", "after event {} comes {}, not {}",
                           before.seq, before.seq + 1, event.seq);
    }
    if (event.prev != before.digest) {
        return base::words("第 {} 条和它的前一条接不上", "event {} does not follow from the one before it",
                           event.seq);
    }
    if (digest_of(event).hex() != event.digest) {
        return base::words("第 {} 条的内容被改动过", "event {} was changed", event.seq);
    }
    return std::nullopt;
}

} // namespace

base::Digest digest_of(Event const &event) {
    return digest_of(Row{event.station, event.seq, event.at.ms, event.actor, event.kind, event.subject,
                         event.body, event.prev, {}});
}

Change::Change(Store &store, base::Instant at, std::string actor)
    : store_{&store}, at_{at}, actor_{one_line(actor)} {}

Change::Change(Change &&other) noexcept
    : store_{other.store_}, at_{other.at_}, actor_{std::move(other.actor_)}, open_{std::exchange(other.open_,
                                                                                                 false)} {}

Change::~Change() {
    if (open_) {
        // A full disk may already have rolled back; that is not news.
        [[maybe_unused]] auto const undone = guarded(*store_, [](Db &db) { db.prepared("rollback").exec(); });
    }
}

base::Result<> Change::commit() {
    auto done = guarded(*store_, [](Db &db) { db.prepared("commit").exec(); });
    open_ = open_ && !done;
    return done;
}

base::Result<> Change::record(std::string_view kind, std::string_view subject, base::Json const &body) {
    return guarded(*store_, [&](Db &db) {
        auto &last = db.prepared("select events, head from station");
        last.executeStep();
        auto const count = whole_at(last, 0);
        auto const head = text_at(last, 1);
        last.reset();
        Event event{store_->station(),
                    count + 1,
                    at_,
                    actor_,
                    std::string{kind},
                    one_line(subject),
                    body.text(),
                    count == 0 ? first_prev : head,
                    {}};
        event.digest = digest_of(event).hex();
        bound(db,
              "insert into event (station, seq, at, actor, kind, subject, body, prev, digest)"
              " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
              event.station, event.seq, event.at.ms, event.actor, event.kind, event.subject, event.body,
              event.prev, event.digest)
            .exec();
        bound(db, "update station set events = ?1, head = ?2", event.seq, event.digest).exec();
        apply(db, event);
    });
}

base::Result<std::string> Change::next_id(std::string_view kind) {
    return guarded(*store_, [&](Db &db) {
        auto &row = db.prepared("update station set next = next + 1 returning next - 1");
        row.executeStep();
        auto const number = whole_at(row, 0);
        row.reset();
        return fmt::format("{}-{}-{}", kind, store_->station(),
                           code::base32(static_cast<std::uint64_t>(number), 5));
    });
}

base::Result<std::string> Change::next_serial() {
    return guarded(*store_, [&](Db &db) {
        std::string serial;
        do {
            auto &row =
                db.prepared("update station set next_sheet = next_sheet + 1 returning next_sheet - 1");
            row.executeStep();
            auto const number = static_cast<std::uint64_t>(whole_at(row, 0));
            row.reset();
            serial = code::make_serial(store_->station(), number);
        } while (!code::is_plain(serial));
        return serial;
    });
}

base::Result<Verdict> verify_ledger(Store const &store, base::Progress &progress) {
    return guarded(store, [&](Db &db) {
        Snapshot const moment{db.raw()};
        auto &station = db.prepared("select events, head from station");
        station.executeStep();
        auto const expected = whole_at(station, 0);
        auto const head = text_at(station, 1);
        station.reset();
        Verdict verdict;
        Before before;
        auto &rows = db.prepared(fmt::format("select {} from event order by station, seq", columns));
        while (rows.executeStep() && !verdict.trouble) {
            auto const event = row_at(rows);
            verdict.trouble = trouble_with(event, before);
            verdict.broken_at = verdict.trouble ? event.seq : 0;
            verdict.events += 1;
            if (verdict.events % 4096 == 0) {
                progress.at({"核对台账", "checking the ledger"}, static_cast<std::size_t>(verdict.events),
                            static_cast<std::size_t>(expected));
            }
            before.seq = event.seq;
            before.digest.assign(event.digest);
        }
        rows.reset();
        verdict.head = verdict.events > 0 ? before.digest : "";
        if (!verdict.trouble && (verdict.events != expected || verdict.head != head)) {
            verdict.trouble = base::words("台账应有 {} 条，实有 {} 条：结尾缺失",
                                          "there should be {} events, there are {}: the end is missing",
                                          expected, verdict.events);
            verdict.broken_at = verdict.events + 1;
        }
        return verdict;
    });
}

base::Result<std::vector<Event>> events_page(Store const &store, EventFilter const &filter,
                                             std::size_t offset, std::size_t limit) {
    return guarded(store, [&](Db &db) {
        // A subject has an index and few events; the rest is read from the end of the ledger, whose order the
        // primary key has.
        auto const *const by_subject = filter.subject.empty() ? "" : "subject = ?3 and";
        auto const sql = fmt::format("select {} from event where {} (?1 = '' or actor = ?1)"
                                     " and (?2 = '' or kind = ?2) and (?3 = '' or subject = ?3)"
                                     " order by station desc, seq desc limit ?4 offset ?5",
                                     columns, by_subject);
        auto &rows = bound(db, sql, filter.actor, filter.kind, filter.subject,
                           static_cast<std::int64_t>(limit), static_cast<std::int64_t>(offset));
        return all_rows<Event>(rows, event_at);
    });
}

base::Result<std::vector<Event>> history(Store const &store, std::string_view subject) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(db, fmt::format("select {} from event where subject = ?1 order by seq", columns),
                           std::string{subject});
        return all_rows<Event>(rows, event_at);
    });
}

} // namespace store
