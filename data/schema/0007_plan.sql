-- SPDX-License-Identifier: GPL-3.0-or-later
-- The plan of the day: times from the annex of the notice, appointments, and who answers for a unit.

-- Whom a unit named to bring its people (S0-21, S1-07). Not in the ledger: names and telephone numbers.
create table liaison (
    campaign integer not null,
    unit     text not null,
    name     text not null,
    phone    text not null default '',
    noted_at integer not null,
    primary key (campaign, unit, name)
) strict, without rowid;

-- Projections: everything below follows from the ledger.

-- A time of the annex, one row a class. Dates and times are texts, as in profiles.
create table slot (
    campaign integer not null,
    ordinal  integer not null,       -- in the order of the file
    date     text not null,
    begins   text not null,
    ends     text not null,
    campus   text not null default '',
    room     text not null default '',
    unit     text not null default '',
    class    text not null default '',
    capacity integer not null default 0,  -- appointments that it takes; 0: as the notice says
    primary key (campaign, ordinal)
) strict, without rowid;

create table appointment (
    person    integer primary key,
    campaign  integer not null,
    date      text not null,
    begins    text not null,
    booked_at integer not null
) strict;
create index appointment_time on appointment (campaign, date, begins);
