-- SPDX-License-Identifier: GPL-3.0-or-later
-- Hand-overs with two sides: who gives and who takes, a blind count, scans one by one, two signatures.

-- Secrets of hand-overs that went out as a file: whoever makes a receipt has to hold the file. Not in the ledger.
create table handover_key (
    handover text primary key,
    key      text not null           -- 64 hexadecimal digits
) strict, without rowid;

-- Projections: everything below follows from the ledger.

-- handover.unit is the college on either side, 0 where there is none; handover.state is open, received or withdrawn.
-- A side is a holder and a place, as those of a sheet.
alter table handover add column from_holder text not null default 'print-room';
alter table handover add column from_place  text not null default '';
alter table handover add column to_holder   text not null default 'unit';
alter table handover add column to_place    text not null default '';
alter table handover add column digest      text not null default '';    -- of the list (src/desk/handover_digest.hpp)
alter table handover add column given_signature text not null default '';    -- digest of what was drawn
alter table handover add column given_paper text not null default '';        -- digest of a signed paper, scanned in
alter table handover add column counted     integer;                     -- by the receiver, before the list was seen
alter table handover add column counted_by  text not null default '';
alter table handover add column receipt     text not null default '';    -- digest of what came of it
alter table handover add column received_signature text not null default '';
alter table handover add column received_paper     text not null default '';
alter table handover add column received_how       text not null default '';    -- scanned list file
alter table handover add column received_there     integer;              -- by the clock of the receiver, for a file
update handover set to_place = cast(unit as text);
create index handover_open on handover (given_at) where state = 'open';
create index handover_unit on handover (unit, given_at);

alter table handover_sheet add column damaged integer not null default 0;

-- What the receiver has scanned so far.
create table handover_scan (
    handover   text not null,
    number     integer not null,     -- from 1
    serial     text not null,        -- of an unknown one its last two characters and no more
    kind       text not null,        -- matched extra wrong-class not-valid repeated unknown
    damaged    integer not null default 0,
    remark     text not null default '',    -- digest of a remark
    scanned_at integer not null,
    scanned_by text not null,
    primary key (handover, number)
) strict, without rowid;
create index handover_scan_serial on handover_scan (handover, serial);

-- Offices of the school that take and give paper: 教务处, 学生服务中心.
create table office (
    name       text primary key,
    entered_at integer not null
) strict, without rowid;
