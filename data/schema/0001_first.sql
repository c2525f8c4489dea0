-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first shape of a store. Steps are never edited once shipped: a change is a new numbered file.
-- Every table is STRICT. Times are milliseconds since 1970-01-01T00:00:00Z. Digests are lower-case SHA-256.
-- Integer ids are (station << 32 | counter), so those of two stations never clash.

create table station (
    id         text primary key,     -- six characters; what this store's serials begin with
    born_at    integer not null,
    next       integer not null,     -- next id for people and the like
    next_sheet integer not null,     -- next number in a serial
    events     integer not null,     -- length of the ledger ...
    head       text not null         -- ... and the digest of its last event, so that a lost tail shows
) strict;

-- The ledger: append-only. digest = SHA-256 over all other columns (src/store/ledger.hpp says how).
create table event (
    station text not null,
    seq     integer not null,
    at      integer not null,
    actor   text not null,
    kind    text not null,           -- such as sheet.born; data/schema/projection.sql lists them
    subject text not null,           -- a serial, a hand-over, 'person 123'
    body    text not null,           -- JSON; never a name or an ID number
    prev    text not null,
    digest  text not null,
    primary key (station, seq)
) strict, without rowid;
create index event_subject on event (subject, seq);

-- People and classes: what the roster says. Not in the ledger, because it must be possible to forget a person.
create table campaign (
    id          integer primary key,
    school_code text not null,
    school_name text not null,
    year        integer not null,
    profile     text not null,       -- name in data/profiles
    created_at  integer not null,
    unique (school_code, year, profile)
) strict;

create table unit (
    id       integer primary key,
    campaign integer not null references campaign,
    name     text not null,
    unique (campaign, name)
) strict;

create table class (
    id   integer primary key,
    unit integer not null references unit,
    name text not null,
    unique (unit, name)
) strict;

create table person (
    id         integer primary key,
    campaign   integer not null references campaign,
    student_no text not null,
    name       text not null,
    sex        text not null default '',
    id_type    text not null default '',
    id_no      text not null default '',
    birth      text not null default '',  -- YYYYMMDD
    class      integer not null references class,
    major      text not null default '',
    level      text not null default '',
    exam_no    text not null default '',
    unique (campaign, student_no)
) strict;
create index person_student_no on person (student_no);
create index person_id_no on person (id_no) where id_no <> '';
create index person_class on person (class, student_no);

-- One and two neighbouring characters of each name, as hexadecimal words: Chinese names are searched by any part.
create virtual table person_grams using fts5 (grams, content = '', columnsize = 0, detail = none, tokenize = 'ascii');

-- Layouts that sheets were made with, by digest: a sheet can be drawn again after its layout file has changed.
create table layout (
    digest text primary key,
    name   text not null,
    text   text not null
) strict, without rowid;

-- What a sheet's label says. Its digest is in the ledger, its words are not.
create table sheet_label (
    serial text not null,
    field  text not null,
    text   text not null,
    primary key (serial, field)
) strict, without rowid;

-- Projections: everything below follows from the ledger (data/schema/projection.sql) and can be made anew from it.
create table photo (
    person      integer primary key,
    master      text not null,       -- digest of the JPEG that everything is made from
    original    text not null,       -- digest of the file that was handed in
    accepted_at integer not null,
    note        text not null
) strict;

create table sheet (
    serial   text primary key,
    person   integer not null,
    layout   text not null,          -- digest
    photo    text not null,          -- digest of the master
    label    text not null,          -- digest of its words
    state    text not null,          -- born printed failed uncertain void
    holder   text not null,          -- none print-room transit missing unit archive
    place    text not null default '',   -- which hand-over, unit or box
    reason   text not null default '',   -- why void or failed
    replaces text not null default '',
    printer  text not null default '',
    file     text not null default '',   -- where the print came out, for printers that say it
    born_at  integer not null,
    moved_at integer not null
) strict, without rowid;
create index sheet_person on sheet (person);
create unique index sheet_one_each on sheet (person) where state <> 'void';   -- nobody ever has two that count
create index sheet_state on sheet (state) where state in ('born', 'failed', 'uncertain');

create table job (
    id             text primary key,
    serial         text not null,
    printer        text not null,
    state          text not null,    -- intended printed failed uncertain void
    intended_at    integer not null,
    ended_at       integer,
    printer_serial text not null default '',
    media_lot      text not null default '',
    life_before    integer,
    life_after     integer,
    left_before    integer,
    left_after     integer
) strict, without rowid;
create index job_open on job (printer) where state in ('intended', 'uncertain');
create index job_serial on job (serial);

create table handover (
    id          text primary key,
    unit        integer not null,
    state       text not null,       -- open received
    given_by    text not null,
    given_at    integer not null,
    received_by text not null default '',
    received_at integer
) strict, without rowid;

create table handover_sheet (
    handover text not null,
    serial   text not null,
    outcome  text not null,          -- listed matched missing extra not-valid
    primary key (handover, serial)
) strict, without rowid;
create index handover_sheet_serial on handover_sheet (serial);

create table discrepancy (
    handover  text not null,
    serial    text not null,         -- where it is unknown, its last two characters and no more
    kind      text not null,         -- missing extra not-valid repeated unknown
    opened_at integer not null,
    primary key (handover, serial, kind)
) strict, without rowid;

create table item (
    serial    text primary key,
    box       text not null,
    number    integer not null,
    reference text not null unique,  -- 档号
    filed_at  integer not null,
    unique (box, number)
) strict, without rowid;
