-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is known of single printers. Both tables follow from the ledger.

-- Pages that are no sheets: test pages, ruler pages, other people's PDFs. They use up the roll, too.
create table page (
    id             text primary key,
    title          text not null,
    printer_serial text not null,
    media_lot      text not null,
    printed_at     integer not null,
    life_before    integer,
    left_before    integer,
    left_after     integer
) strict, without rowid;

-- How a printer's prints are moved and stretched to be true (src/desk/calibration.hpp).
create table calibration (
    printer_serial text primary key,
    shift_x        integer not null,     -- hundredths of a millimetre
    shift_y        integer not null,
    scale_x        integer not null,     -- millionths
    scale_y        integer not null,
    measured_at    integer not null,
    measured_by    text not null
) strict, without rowid;
