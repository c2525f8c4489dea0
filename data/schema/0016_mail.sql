-- SPDX-License-Identifier: GPL-3.0-or-later
-- Mail (S0-40..43): where to, what went out, and what came of it.

-- Where a person wants their sheet sent. Not in the ledger: it is about people, and forgotten with them.
create table address (
    person    integer primary key references person,
    recipient text not null,
    phone     text not null,
    address   text not null,
    postcode  text not null,
    noted_at  integer not null
) strict, without rowid;

-- Projections: everything below follows from the ledger.

-- One envelope for one person (requirements 3.5). While it is made and not sent yet, its sheets lie in the print room with
-- its id as their place: they are promised, and go no other way.
create table consignment (
    id          text primary key,
    person      integer not null,
    state       text not null,       -- made sent arrived confirmed handed-in returned lost cancelled
    carrier     text not null default '',
    number      text not null default '',    -- the carrier's
    made_at     integer not null,
    made_by     text not null,
    sent_at     integer,
    state_at    integer not null,    -- since when it is so
    state_by    text not null,
    is_right    integer,             -- whether the student found photo and data right; null where nobody was asked
    reminders   integer not null default 0,  -- since it is so
    reminded_at integer
) strict, without rowid;
create unique index consignment_number on consignment (number) where number <> '';
create index consignment_state on consignment (state, state_at);
create index consignment_person on consignment (person);

create table consignment_sheet (
    consignment text not null,
    serial      text not null,
    primary key (consignment, serial)
) strict, without rowid;
create index consignment_sheet_serial on consignment_sheet (serial);

-- What the print room has set: who sends, and after how many days somebody is reminded.
create table mail_setting (
    key   text primary key,          -- sender phone address postcode carrier sent arrived confirmed
    value text not null
) strict, without rowid;
