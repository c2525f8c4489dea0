-- SPDX-License-Identifier: GPL-3.0-or-later
-- Boxes, volumes, items (盒 卷 件), what was moved among them, and stocktakes. All of it follows from the ledger.

create table box (
    name     text primary key,           -- in its one spelling
    shelf    text not null default '',   -- where it stands
    state    text not null,              -- open closed retired; a name is never given again
    campaign integer,                    -- whose sheets lie in it; null while none did
    unit     integer,                    -- of which unit; 0: of several, null: while none lay in it
    made_at  integer not null,
    late     integer not null default 0, -- 1 once it was closed: what comes later stands at the end of its volume
    act      text not null default ''    -- that moved it last
) strict, without rowid;
create index box_shelf on box (shelf);

-- What was filed of one class in one box.
create table volume (
    id        text primary key,
    box       text not null,
    class     integer not null,
    number    integer not null,          -- in its box, from 1
    title     text not null,
    opened_at integer not null,
    act       text not null default ''   -- that moved it last
) strict, without rowid;
create index volume_box on volume (box, class);

-- Every 档号 ever given: none is given twice, whatever becomes of what it was given to.
create table reference_given (
    reference text primary key,
    serial    text not null,
    box       text not null,             -- in which it was given
    number    integer not null           -- 件号: counted in that box, from 1
) strict, without rowid;
create index reference_given_box on reference_given (box, number);

-- What is moved keeps its 档号 and its 件号; the order within a volume is that of student numbers, late ones last.
alter table item rename to item_before;
create table item (
    serial    text primary key,
    box       text not null,
    volume    text not null,             -- '' of those filed before there were volumes
    number    integer not null,
    reference text not null unique,
    filed_at  integer not null,
    late      integer not null,
    act       text not null              -- that moved it last
) strict, without rowid;
insert into item (serial, box, volume, number, reference, filed_at, late, act)
select serial, box, '', number, reference, filed_at, 0, '' from item_before;
insert into box (name, state, made_at) select box, 'open', min(filed_at) from item_before group by box;
insert into reference_given (reference, serial, box, number) select reference, serial, box, number from item_before;
drop table item_before;
create index item_box on item (box, number);
create index item_volume on item (volume);

-- Moves: each is one act, and can be taken back as one.
create table act (
    id        text primary key,
    at        integer not null,
    by        text not null,
    boxes     integer not null,          -- so many were moved
    volumes   integer not null,
    items     integer not null,
    target    text not null,             -- shelf or box; '' of one that takes back another
    undoes    text not null default '',
    undone_by text not null default ''   -- the act that took it back
) strict, without rowid;
create index act_at on act (at);

-- Acts that a sheet had a part in without being their subject: its history finds them here.
create table sheet_act (
    serial  text not null,
    subject text not null,               -- of the event: a move, a stocktake, a loan
    outcome text not null,               -- shelf box; missing misplaced extra not-valid; loan
    primary key (serial, subject)
) strict, without rowid;
create index sheet_act_subject on sheet_act (subject);

create table stocktake (
    id       text primary key,
    kind     text not null,              -- box shelf
    place    text not null,
    state    text not null,              -- open ended
    begun_at integer not null,
    begun_by text not null,
    ended_at integer,
    ended_by text not null default '',
    present  integer not null default 0
) strict, without rowid;
create index stocktake_at on stocktake (begun_at);
create index stocktake_open on stocktake (place) where state = 'open';

create table stocktake_scan (
    stocktake text not null,
    serial    text not null,             -- of what is unknown, its last two characters and no more
    known     integer not null,
    times     integer not null,
    at        integer not null,          -- first
    primary key (stocktake, serial)
) strict, without rowid;
