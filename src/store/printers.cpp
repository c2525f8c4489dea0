// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/printers.hpp"
#include "store/db.hpp"

namespace store {

namespace {

std::optional<std::int64_t> maybe_at(SQLite::Statement &row, int column) {
    auto const cell = row.getColumn(column);
    return cell.isNull() ? std::nullopt : std::optional{cell.getInt64()};
}

} // namespace

base::Result<std::vector<RollPrint>> roll_prints(Store const &store, base::Instant from, base::Instant to) {
    return guarded(store, [&](Db &db) {
        auto &rows = bound(
            db,
            "select printer_serial, media_lot, use, at, left_before, left_after from ("
            " select j.printer_serial, j.media_lot, j.intended_at as at, j.life_before, j.left_before, "
            "j.left_after,"
            "  case when j.state = 'printed' and s.state = 'void' then 'spoiled' else j.state end as use, "
            "j.id"
            "  from job j join sheet s on s.serial = j.serial where j.left_before is not null"
            "  and j.intended_at >= ?1 and j.intended_at < ?2"
            " union all"
            " select printer_serial, media_lot, printed_at, life_before, left_before, left_after, 'page', id"
            "  from page where left_before is not null and printed_at >= ?1 and printed_at < ?2)"
            " order by printer_serial, life_before, at, id",
            from.ms, to.ms);
        return all_rows<RollPrint>(rows, [](auto &r) {
            return RollPrint{text_at(r, 0),    text_at(r, 1),  text_at(r, 2),
                             {whole_at(r, 3)}, maybe_at(r, 4), maybe_at(r, 5)};
        });
    });
}

base::Result<std::optional<Calibration>> calibration(Store const &store, std::string const &printer_serial) {
    return guarded(store, [&](Db &db) {
        auto &rows =
            bound(db,
                  "select printer_serial, shift_x, shift_y, scale_x, scale_y, measured_at, measured_by"
                  " from calibration where printer_serial = ?1",
                  printer_serial);
        return first_row<Calibration>(rows, [](auto &r) {
            return Calibration{text_at(r, 0),
                               base::Length::hundredths(whole_at(r, 1)),
                               base::Length::hundredths(whole_at(r, 2)),
                               whole_at(r, 3),
                               whole_at(r, 4),
                               {whole_at(r, 5)},
                               text_at(r, 6)};
        });
    });
}

base::Result<std::vector<Printer>> printers(Store const &store) {
    return guarded(store, [&](Db &db) {
        return all_rows<Printer>(bound(db, "select uri, shown from printer order by shown, uri"),
                                 [](auto &row) {
                                     return Printer{text_at(row, 0), text_at(row, 1)};
                                 });
    });
}

} // namespace store
