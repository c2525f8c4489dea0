// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/handovers.hpp"
#include "base/signing.hpp"
#include "store/db.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

namespace store {

namespace {

constexpr auto signing_key_name = "signatures of hand-over files";

std::string party_name(std::string_view side) {
    return fmt::format("case h.{0}_holder when 'unit' then coalesce((select name from unit where id ="
                       " cast(h.{0}_place as integer)), h.{0}_place) else h.{0}_place end",
                       side);
}

std::string const &handover_columns() {
    static auto const columns = fmt::format(
        "h.id, h.unit, h.from_holder, h.from_place, {}, h.to_holder, h.to_place, {}, h.state, h.given_by,"
        " h.given_at, h.digest, h.given_signature, h.given_paper, h.counted, h.counted_by, h.received_by,"
        " h.received_at, h.receipt, h.received_signature, h.received_paper, h.received_how, h.received_there,"
        " (select count(*) from handover_sheet where handover = h.id and outcome in ('listed', 'matched',"
        " 'missing')), (select count(*) from handover_sheet where handover = h.id and outcome = 'missing')",
        party_name("from"), party_name("to"));
    return columns;
}

std::optional<std::int64_t> maybe_at(SQLite::Statement &row, int column) {
    auto const cell = row.getColumn(column);
    return cell.isNull() ? std::nullopt : std::optional{cell.getInt64()};
}

std::optional<base::Instant> when(SQLite::Statement &row, int column) {
    auto const at = maybe_at(row, column);
    return at ? std::optional{base::Instant{*at}} : std::nullopt;
}

Handover handover_at(SQLite::Statement &row) {
    Handover one;
    one.id = text_at(row, 0);
    one.unit = whole_at(row, 1);
    one.from = {text_at(row, 2), text_at(row, 3), text_at(row, 4)};
    one.to = {text_at(row, 5), text_at(row, 6), text_at(row, 7)};
    one.state = text_at(row, 8);
    one.given_by = text_at(row, 9);
    one.given_at = {whole_at(row, 10)};
    one.digest = text_at(row, 11);
    one.given_signature = text_at(row, 12);
    one.given_paper = text_at(row, 13);
    one.counted = maybe_at(row, 14);
    one.counted_by = text_at(row, 15);
    one.received_by = text_at(row, 16);
    one.received_at = when(row, 17);
    one.receipt = text_at(row, 18);
    one.received_signature = text_at(row, 19);
    one.received_paper = text_at(row, 20);
    one.received_how = text_at(row, 21);
    one.received_there = when(row, 22);
    one.sheets = whole_at(row, 23);
    one.missing = whole_at(row, 24);
    return one;
}

constexpr auto whose = " left join person p on p.id = s.person left join class c on c.id = p.class"
                       " left join unit u on u.id = c.unit";
constexpr auto whose_columns = "s.serial, s.state, coalesce(p.student_no, ''), coalesce(p.name, ''),"
                               " coalesce(u.name, ''), coalesce(c.name, '')";

HandoverLine line_at(SQLite::Statement &row) {
    HandoverLine line{text_at(row, 0),
                      text_at(row, 1),
                      text_at(row, 2),
                      text_at(row, 3),
                      text_at(row, 4),
                      text_at(row, 5),
                      {},
                      false};
    return line;
}

HandoverScan scan_at(SQLite::Statement &row) {
    return {whole_at(row, 0),      text_at(row, 1), text_at(row, 2),
            whole_at(row, 3) != 0, text_at(row, 4), {whole_at(row, 5)}};
}

constexpr auto scan_columns = "number, serial, kind, damaged, remark, scanned_at";

/// Of the campaign, in somebody's hands, of a unit and a class where they are named.
constexpr auto held_where =
    " where s.holder = ?1 and s.place = ?2 and s.state = 'printed' and p.campaign = ?3"
    " and ?4 in ('', u.name) and ?5 in ('', c.name)";

std::string secret_named(Db &db, char const *name) {
    return first_row<std::string>(bound(db, "select value from secret where name = ?1", name),
                                  [](auto &row) { return text_at(row, 0); })
        .value_or("");
}

std::string key_of(Db &db, std::string const &id) {
    return first_row<std::string>(bound(db, "select key from handover_key where handover = ?1", id),
                                  [](auto &row) { return text_at(row, 0); })
        .value_or("");
}

} // namespace

base::Result<std::optional<Handover>> handover(Store const &store, std::string const &id) {
    return guarded(store, [&](Db &db) {
        auto found = first_row<Handover>(
            bound(db, fmt::format("select {} from handover h where h.id = ?1", handover_columns()), id),
            handover_at);
        if (found) {
            found->listed =
                all_rows<std::string>(bound(db,
                                            "select j.value from event e, json_each(e.body, '$.sheets') j "
                                            "where e.subject = ?1 and e.kind = 'handover.opened'"
                                            " order by e.seq, j.key",
                                            id),
                                      [](auto &r) { return text_at(r, 0); });
        }
        return found;
    });
}

base::Result<std::vector<Handover>> handovers(Store const &store, HandoverFilter const &filter,
                                              std::size_t limit) {
    return guarded(store, [&](Db &db) {
        auto const sql = fmt::format("select {} from handover h where {} {} 1 order by h.given_at desc, h.id"
                                     " limit ?2",
                                     handover_columns(), filter.unit != 0 ? "h.unit = ?1 and" : "?1 = 0 and",
                                     filter.only_open ? "h.state = 'open' and" : "");
        return all_rows<Handover>(bound(db, sql, filter.unit, static_cast<std::int64_t>(limit)), handover_at);
    });
}

base::Result<std::vector<HandoverLine>> lines_of(Store const &store, Handover const &handover) {
    return guarded(store, [&](Db &db) {
        auto const sql = fmt::format("select {}, hs.outcome, hs.damaged from handover_sheet hs"
                                     " join sheet s on s.serial = hs.serial {} where hs.handover = ?1"
                                     " order by p.student_no",
                                     whose_columns, whose);
        auto lines = all_rows<HandoverLine>(bound(db, sql, handover.id), [](auto &row) {
            auto line = line_at(row);
            line.outcome = text_at(row, 6);
            line.damaged = whole_at(row, 7) != 0;
            return line;
        });
        // The list's order is in its event; SQLite would look through it anew for every line.
        std::unordered_map<std::string_view, std::size_t> places;
        for (auto const &serial : handover.listed) {
            places.emplace(serial, places.size());
        }
        auto const place = [&](HandoverLine const &line) {
            auto const found = places.find(line.serial);
            return found == places.end() ? places.size() : found->second;
        };
        std::ranges::stable_sort(lines, {}, place);
        return lines;
    });
}

base::Result<std::vector<HandoverLine>> held_sheets(Store const &store, HeldFilter const &filter) {
    return guarded(store, [&](Db &db) {
        auto const sql = fmt::format("select {} from sheet s {} {} order by p.student_no", whose_columns,
                                     whose, held_where);
        return all_rows<HandoverLine>(bound(db, sql, filter.by.holder, filter.by.place, filter.campaign,
                                            filter.unit, filter.class_name),
                                      line_at);
    });
}

base::Result<std::vector<HeldCount>> held_counts(Store const &store, HeldFilter const &filter) {
    return guarded(store, [&](Db &db) {
        auto const sql = fmt::format("select u.name, c.name, count(*) from sheet s {} {}"
                                     " group by u.name, c.name order by u.name, c.name",
                                     whose, held_where);
        return all_rows<HeldCount>(bound(db, sql, filter.by.holder, filter.by.place, filter.campaign,
                                         filter.unit, filter.class_name),
                                   [](auto &row) {
                                       return HeldCount{text_at(row, 0), text_at(row, 1), whole_at(row, 2)};
                                   });
    });
}

base::Result<std::vector<HandoverScan>> scans_of(Store const &store, std::string const &handover) {
    return guarded(store, [&](Db &db) {
        return all_rows<HandoverScan>(
            bound(
                db,
                fmt::format("select {} from handover_scan where handover = ?1 order by number", scan_columns),
                handover),
            scan_at);
    });
}

base::Result<std::optional<HandoverScan>> last_scan(Store const &store, std::string const &handover) {
    return guarded(store, [&](Db &db) {
        return first_row<HandoverScan>(
            bound(db,
                  fmt::format("select {} from handover_scan where handover = ?1 order by number desc limit 1",
                              scan_columns),
                  handover),
            scan_at);
    });
}

base::Result<std::optional<HandoverScan>> scan_of(Store const &store, std::string const &handover,
                                                  std::string const &serial) {
    return guarded(store, [&](Db &db) {
        return first_row<HandoverScan>(
            bound(db,
                  fmt::format("select {} from handover_scan where handover = ?1 and serial = ?2"
                              " order by number limit 1",
                              scan_columns),
                  handover, serial),
            scan_at);
    });
}

base::Result<bool> is_listed(Store const &store, std::string const &handover, std::string const &serial) {
    return guarded(store, [&](Db &db) {
        return first_row<int>(bound(db, "select 1 from handover_sheet where handover = ?1 and serial = ?2",
                                    handover, serial),
                              [](auto &) { return 1; })
            .has_value();
    });
}

base::Result<bool> has_class_of(Store const &store, std::string const &handover, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        return first_row<int>(
                   bound(db,
                         "select 1 from handover_sheet hs join sheet s on s.serial = hs.serial join person p"
                         " on p.id = s.person where hs.handover = ?1"
                         " and p.class = (select class from person where id = ?2) limit 1",
                         handover, person),
                   [](auto &) { return 1; })
            .has_value();
    });
}

base::Result<std::vector<std::string>> offices(Store const &store) {
    return guarded(store, [](Db &db) {
        return all_rows<std::string>(db.prepared("select name from office order by name"),
                                     [](auto &row) { return text_at(row, 0); });
    });
}

base::Result<std::string> handover_key(Change &change, std::string const &id) {
    return guarded(change.store(), [&](Db &db) {
        auto key = key_of(db, id);
        if (key.empty()) {
            key = base::new_signing_key().secret; // thirty-two random bytes
            bound(db, "insert into handover_key (handover, key) values (?1, ?2)", id, key).exec();
        }
        return key;
    });
}

base::Result<std::string> handover_key(Store const &store, std::string const &id) {
    return guarded(store, [&](Db &db) { return key_of(db, id); });
}

base::Result<std::string> station_key(Change &change) {
    return guarded(change.store(), [&](Db &db) {
        auto key = secret_named(db, signing_key_name);
        if (key.empty()) {
            key = base::new_signing_key().secret;
            bound(db, "insert into secret (name, value) values (?1, ?2)", signing_key_name, key).exec();
        }
        return key;
    });
}

base::Result<std::string> station_key(Store const &store) {
    return guarded(store, [](Db &db) { return secret_named(db, signing_key_name); });
}

} // namespace store
