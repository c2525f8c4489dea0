// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/db.hpp"
#include "store/ledger.hpp"
#include "store/schema.hpp"
#include <array>
#include <fmt/format.h>
#include <map>

namespace store {

namespace {

using Statements = std::vector<std::string>;

/// Tables of data/schema that follow from the ledger.
constexpr std::array projections{"photo",
                                 "sheet",
                                 "job",
                                 "handover",
                                 "handover_sheet",
                                 "discrepancy",
                                 "item",
                                 "page",
                                 "calibration",
                                 "printer",
                                 "token",
                                 "visit",
                                 "shot",
                                 "override",
                                 "payment",
                                 "ticket",
                                 "absence",
                                 "tick",
                                 "slot",
                                 "appointment",
                                 "proof_case",
                                 "proof_check",
                                 "proof_phase",
                                 "annex",
                                 "application",
                                 "told",
                                 "cell",
                                 "box",
                                 "volume",
                                 "act",
                                 "sheet_act",
                                 "stocktake",
                                 "stocktake_scan",
                                 "reference_given",
                                 "loan",
                                 "loan_sheet",
                                 "loan_rule",
                                 "copy",
                                 "look",
                                 "office",
                                 "handover_scan",
                                 "consignment",
                                 "consignment_sheet",
                                 "mail_setting",
                                 "fixity",
                                 "fixity_bad",
                                 "damaged",
                                 "bag",
                                 "foreign_box",
                                 "retention",
                                 "destruction",
                                 "purge"};

/// SQL text to single statements; a semicolon at the end of a line ends one (none stands inside our
/// literals).
Statements statements_of(std::string_view text) {
    Statements found;
    std::string statement;
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto const line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.starts_with("--") || (statement.empty() && line.empty())) {
            continue;
        }
        statement.append(line).push_back('\n');
        if (line.ends_with(';')) {
            found.push_back(std::exchange(statement, {}));
        }
    }
    return found;
}

std::map<std::string, Statements, std::less<>> read_projection() {
    constexpr std::string_view opening = "\n--- ";
    std::map<std::string, Statements, std::less<>> kinds;
    auto text = projection_sql();
    for (auto at = text.find(opening); at != std::string_view::npos;) {
        text.remove_prefix(at + opening.size());
        auto const name_end = text.find('\n');
        auto const next = text.find(opening);
        kinds.emplace(text.substr(0, name_end), statements_of(text.substr(name_end, next - name_end)));
        at = next;
    }
    return kinds;
}

auto const &projection() {
    static auto const kinds = read_projection();
    return kinds;
}

Statements const &statements_for(std::string const &kind) {
    static Statements const nothing;
    auto const &kinds = projection();
    auto const found = kinds.find(kind);
    return found == kinds.end() ? nothing : found->second;
}

void bind_if_asked(SQLite::Statement &statement, char const *name, auto const &value) {
    if (statement.getIndex(name) != 0) {
        statement.bind(name, value);
    }
}

template <typename Each>
void each_event(SQLite::Database &db, std::string const &schema, Each const &each, std::int64_t after = 0) {
    SQLite::Statement rows{db, fmt::format("select station, seq, at, actor, kind, subject, body, prev, digest"
                                           " from {0}event where station = (select id from {0}station)"
                                           " and seq > ?1 order by seq",
                                           schema)};
    rows.bind(1, after);
    while (rows.executeStep()) {
        each(Event{text_at(rows, 0),
                   whole_at(rows, 1),
                   {whole_at(rows, 2)},
                   text_at(rows, 3),
                   text_at(rows, 4),
                   text_at(rows, 5),
                   text_at(rows, 6),
                   text_at(rows, 7),
                   text_at(rows, 8)});
    }
}

bool differs(SQLite::Database &db, std::string_view table) {
    for (auto const &[from, to] : {std::pair{"main", "real"}, std::pair{"real", "main"}}) {
        if (db.execAndGet(fmt::format("select exists (select * from {0}.{1} except select * from {2}.{1})",
                                      from, table, to))
                .getInt() != 0) {
            return true;
        }
    }
    return false;
}

void tell(base::Progress &progress, std::int64_t done) {
    if (done % 4096 == 0) {
        progress.at({"重放台账", "replaying the ledger"}, static_cast<std::size_t>(done), 0);
    }
}

} // namespace

std::vector<std::string> event_kinds() {
    std::vector<std::string> names;
    for (auto const &[name, statements] : projection()) {
        names.push_back(name);
    }
    return names;
}

void apply(Db &db, Event const &event) {
    for (auto const &sql : statements_for(event.kind)) {
        auto &statement = db.prepared(sql);
        bind_if_asked(statement, ":station", event.station);
        bind_if_asked(statement, ":seq", event.seq);
        bind_if_asked(statement, ":at", event.at.ms);
        bind_if_asked(statement, ":actor", event.actor);
        bind_if_asked(statement, ":subject", event.subject);
        bind_if_asked(statement, ":body", event.body);
        statement.exec();
    }
}

struct Replay::Inner {
    Db beside{":memory:"};
    std::int64_t seq = 0; ///< of the last event that was replayed
};

Replay::Replay() : inner_{std::make_unique<Inner>()} {}
Replay::Replay(Replay &&) noexcept = default;
Replay &Replay::operator=(Replay &&) noexcept = default;
Replay::~Replay() = default;

base::Result<Replay> Replay::begin(Store const &store) {
    return guarded(store, [&](Db &db) {
        Replay replay;
        auto &beside = replay.inner_->beside.raw();
        for (auto const &step : schema_steps()) {
            beside.exec(std::string{step.sql});
        }
        SQLite::Statement attach{beside, "attach database ?1 as real"};
        attach.bind(1, db.file().string());
        attach.exec();
        return replay;
    });
}

base::Result<std::vector<std::string>> Replay::differing(Store const &store, base::Progress &progress) {
    return guarded(store, [&](Db & /*db*/) {
        auto &beside = inner_->beside;
        SQLite::Transaction moment{beside.raw()}; // ledger and tables as they were at one moment
        auto last = inner_->seq;
        each_event(
            beside.raw(), "real.",
            [&](Event const &event) {
                apply(beside, event);
                tell(progress, event.seq);
                last = event.seq;
            },
            inner_->seq);
        std::vector<std::string> different;
        for (auto const *table : projections) {
            if (differs(beside.raw(), table)) {
                different.emplace_back(table);
            }
        }
        moment.commit();
        inner_->seq = last;
        return different;
    });
}

base::Result<std::vector<std::string>> differing_projections(Store const &store, base::Progress &progress) {
    auto replay = Replay::begin(store);
    return replay ? replay->differing(store, progress) : base::Fault{replay.fault()};
}

base::Result<> rebuild_projections(Change &change, base::Progress &progress) {
    return guarded(change.store(), [&](Db &db) {
        for (auto const *table : projections) {
            db.raw().exec(fmt::format("delete from {}", table));
        }
        each_event(db.raw(), "", [&](Event const &event) {
            apply(db, event);
            tell(progress, event.seq);
        });
    });
}

} // namespace store
