// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/mail.hpp"
#include "store/db.hpp"
#include <fmt/format.h>

namespace store {

namespace {

constexpr auto columns =
    "k.id, k.person, p.student_no, p.name, u.name, c.name, u.id, k.state, k.carrier, k.number, k.made_at,"
    " k.made_by, k.sent_at, k.state_at, k.state_by, k.is_right, k.reminders, k.reminded_at,"
    " coalesce(a.recipient, ''), coalesce(a.phone, ''), coalesce(a.address, ''), coalesce(a.postcode, ''),"
    " (select json_group_array(serial) from consignment_sheet where consignment = k.id)";
constexpr auto tables = "consignment k join person p on p.id = k.person join class c on c.id = p.class join "
                        "unit u on u.id = c.unit"
                        " left join address a on a.person = k.person";

std::optional<base::Instant> moment_at(SQLite::Statement &row, int column) {
    auto const cell = row.getColumn(column);
    return cell.isNull() ? std::nullopt : std::optional{base::Instant{cell.getInt64()}};
}

/// Serials have no character that JSON writes in another way.
std::vector<std::string> serials_in(std::string const &list) {
    std::vector<std::string> serials;
    for (auto from = list.find('"'); from != std::string::npos; from = list.find('"', from)) {
        auto const to = list.find('"', from + 1);
        serials.push_back(list.substr(from + 1, to - from - 1));
        from = to + 1;
    }
    return serials;
}

Consignment consignment_at(SQLite::Statement &row) {
    Consignment one;
    one.id = text_at(row, 0);
    one.person = whole_at(row, 1);
    one.student_no = text_at(row, 2);
    one.name = text_at(row, 3);
    one.unit = text_at(row, 4);
    one.class_name = text_at(row, 5);
    one.unit_id = whole_at(row, 6);
    one.state = text_at(row, 7);
    one.carrier = text_at(row, 8);
    one.number = text_at(row, 9);
    one.made_at = {whole_at(row, 10)};
    one.made_by = text_at(row, 11);
    one.sent_at = moment_at(row, 12);
    one.state_at = {whole_at(row, 13)};
    one.state_by = text_at(row, 14);
    if (!row.getColumn(15).isNull()) {
        one.is_right = whole_at(row, 15) != 0;
    }
    one.reminders = whole_at(row, 16);
    one.reminded_at = moment_at(row, 17);
    one.address = {one.person, text_at(row, 18), text_at(row, 19), text_at(row, 20), text_at(row, 21)};
    one.serials = serials_in(text_at(row, 22));
    return one;
}

base::Result<std::optional<Consignment>> one_where(Store const &store, std::string_view where,
                                                   std::string const &value) {
    return guarded(store, [&](Db &db) {
        return first_row<Consignment>(
            bound(db, fmt::format("select {} from {} where {}", columns, tables, where), value),
            consignment_at);
    });
}

/// Only what is asked stands in the statement, so that an index serves it.
std::string conditions(ConsignmentFilter const &filter) {
    std::string sql = "p.campaign = ?1";
    auto const add = [&](bool asked, std::string_view condition) {
        sql += asked ? fmt::format(" and {}", condition) : std::string{};
    };
    add(!filter.unit.empty(), "u.name = ?2");
    add(!filter.class_name.empty(), "c.name = ?3");
    add(!filter.student_no.empty(), "p.student_no = ?4");
    add(!filter.states.empty(), "k.state in (select value from json_each(?5))");
    add(!filter.ids.empty(), "k.id in (select value from json_each(?6))");
    add(filter.until.has_value(), "k.state_at <= ?7");
    return sql;
}

/// The statement may not name a parameter that it was not asked for.
void bind_if(SQLite::Statement &statement, bool asked, int place, auto const &value) {
    if (asked) {
        statement.bind(place, value);
    }
}

} // namespace

base::Result<std::optional<Address>> address_of(Store const &store, std::int64_t person) {
    return guarded(store, [&](Db &db) {
        return first_row<Address>(
            bound(db, "select person, recipient, phone, address, postcode from address where person = ?1",
                  person),
            [](auto &r) {
                return Address{whole_at(r, 0), text_at(r, 1), text_at(r, 2), text_at(r, 3), text_at(r, 4)};
            });
    });
}

base::Result<> put_address(Change &change, Address const &address) {
    return guarded(change.store(), [&](Db &db) {
        bound(db,
              "insert into address (person, recipient, phone, address, postcode, noted_at)"
              " values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (person) do update set"
              " recipient = excluded.recipient, phone = excluded.phone, address = excluded.address,"
              " postcode = excluded.postcode, noted_at = excluded.noted_at",
              address.person, address.recipient, address.phone, address.address, address.postcode,
              change.at().ms)
            .exec();
    });
}

base::Result<std::optional<Consignment>> consignment(Store const &store, std::string const &id) {
    return one_where(store, "k.id = ?1", id);
}

base::Result<std::optional<Consignment>> consignment_of_sheet(Store const &store, std::string const &serial) {
    return one_where(store,
                     "k.id in (select consignment from consignment_sheet where serial = ?1)"
                     " and k.state <> 'cancelled' order by k.made_at desc, k.id desc limit 1",
                     serial);
}

base::Result<std::optional<Consignment>> consignment_numbered(Store const &store, std::string const &number) {
    return one_where(store, "k.number = ?1 and k.number <> ''", number);
}

base::Result<std::vector<Consignment>> consignments(Store const &store, ConsignmentFilter const &filter) {
    return guarded(store, [&](Db &db) {
        auto &rows =
            db.prepared(fmt::format("select {} from {} where {} order by u.id, c.id, p.student_no, k.id",
                                    columns, tables, conditions(filter)));
        rows.bind(1, filter.campaign);
        bind_if(rows, !filter.unit.empty(), 2, filter.unit);
        bind_if(rows, !filter.class_name.empty(), 3, filter.class_name);
        bind_if(rows, !filter.student_no.empty(), 4, filter.student_no);
        bind_if(rows, !filter.states.empty(), 5, json_list(filter.states));
        bind_if(rows, !filter.ids.empty(), 6, json_list(filter.ids));
        bind_if(rows, filter.until.has_value(), 7, filter.until.value_or(base::Instant{}).ms);
        return all_rows<Consignment>(rows, consignment_at);
    });
}

base::Result<std::map<std::string, std::int64_t>> consignment_counts(Store const &store,
                                                                     std::int64_t campaign) {
    return guarded(store, [&](Db &db) {
        std::map<std::string, std::int64_t> counts;
        auto &rows = bound(db,
                           "select k.state, count(*) from consignment k join person p on p.id = k.person"
                           " where p.campaign = ?1 group by k.state",
                           campaign);
        while (rows.executeStep()) {
            counts.emplace(text_at(rows, 0), whole_at(rows, 1));
        }
        rows.reset();
        return counts;
    });
}

base::Result<std::vector<Mailable>> mailable(Store const &store, std::int64_t campaign,
                                             Selection const &selection, bool dispersed) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(
            db,
            "select p.id, p.student_no, p.name, u.name, c.name, s.serial, a.person is not null"
            " from person p join class c on c.id = p.class join unit u on u.id = c.unit"
            " join sheet s on s.person = p.id and s.state = 'printed' and s.holder = 'print-room' and "
            "s.place = ''"
            " left join photo h on h.person = p.id left join address a on a.person = p.id"
            " where p.campaign = ?1 and (?2 = '' or u.name = ?2) and (?3 = '' or c.name = ?3)"
            " and (?4 = '' or p.student_no = ?4)"
            " and (?5 = '[]' or p.student_no in (select value from json_each(?5)))"
            " and (?6 = 0 or coalesce(h.source, 'station') <> 'station') order by u.id, c.id, p.student_no",
            campaign, selection.unit.value_or(""), selection.class_name.value_or(""),
            selection.student_no.value_or(""), json_list(selection.student_nos),
            static_cast<std::int64_t>(dispersed ? 1 : 0));
        return all_rows<Mailable>(rows, [](auto &r) {
            return Mailable{whole_at(r, 0), text_at(r, 1), text_at(r, 2),      text_at(r, 3),
                            text_at(r, 4),  text_at(r, 5), whole_at(r, 6) != 0};
        });
    });
}

base::Result<std::map<std::string, std::string>> mail_settings(Store const &store) {
    return guarded(store, [](Db &db) {
        std::map<std::string, std::string> all;
        auto &rows = db.prepared("select key, value from mail_setting");
        while (rows.executeStep()) {
            all.emplace(text_at(rows, 0), text_at(rows, 1));
        }
        rows.reset();
        return all;
    });
}

} // namespace store
