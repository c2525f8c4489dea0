-- SPDX-License-Identifier: GPL-3.0-or-later
-- Loans, copies, and who looked at what. All of it follows from the ledger but what people wrote (remark).

create table loan (
    id          text primary key,
    state       text not null,             -- asked approved declined cancelled out back
    borrower    text not null,             -- digests of remarks: who,
    office      text not null,             -- of which office,
    purpose     text not null,             -- what for,
    proof       text not null,             -- on what paper (介绍信)
    asked_at    integer not null,
    asked_by    text not null,
    decided_at  integer,
    decided_by  text not null default '',
    declined    text not null default '',  -- or cancelled: digest of a remark
    out_at      integer,
    out_by      text not null default '',
    signature   text not null default '',  -- of the borrower: digest of a kept file
    due         text not null default '',  -- local date
    renewed     integer not null default 0,
    reminders   integer not null default 0,
    reminded_at integer,
    back_at     integer                    -- of the last sheet
) strict, without rowid;
create index loan_state on loan (state, due);
create index loan_at on loan (asked_at);

create table loan_sheet (
    loan          text not null,
    serial        text not null,
    state         text not null,           -- asked out back lost
    condition     text not null default '',-- digest of a remark: when it was given
    condition_back text not null default '',
    back_at       integer,
    back_by       text not null default '',
    primary key (loan, serial)
) strict, without rowid;
create index loan_sheet_serial on loan_sheet (serial);

-- How long, in days, where nobody says otherwise.
create table loan_rule (
    only  integer primary key check (only = 1),
    days  integer not null,
    renew integer not null
) strict;

create table copy (
    serial  text not null,
    number  integer not null,              -- of this sheet's copies, from 1
    made_at integer not null,
    made_by text not null,
    purpose text not null,                 -- digest of a remark: for whom
    primary key (serial, number)
) strict, without rowid;

-- Who opened whose record; once in ten minutes.
create table look (
    subject text not null,                 -- a serial, or 'person 123'
    actor   text not null,
    at      integer not null,
    primary key (subject, actor, at)
) strict, without rowid;
create index look_actor on look (actor, at);
create index look_at on look (at);
