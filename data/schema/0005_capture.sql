-- SPDX-License-Identifier: GPL-3.0-or-later
-- The day of capture: collection codes, who stands in the queue with which number, and the shots. Names and numbers of
-- people are in no event of the ledger; what follows from it says so.

-- Keys of this store's own, made on first use. Not in the ledger.
create table secret (
    name  text primary key,
    value text not null
) strict, without rowid;

-- What the roster says somebody's code is: its keyed digest. Not in the ledger, as the roster is not.
create table roster_code (
    digest text primary key,
    person integer not null references person
) strict, without rowid;

-- What a collection code shows to the eye (domain facts 2.4), typed by whoever looked. Not in the ledger.
create table code_mask (
    digest text primary key,
    first  text not null,            -- first character of the name
    last   text not null,            -- last character; '' where only the first is shown
    length integer not null,         -- characters of the name; 0 where nobody counted
    tail   text not null,            -- last four characters of the ID number
    unit   text not null default '',
    class  text not null default ''
) strict, without rowid;

-- Somebody whom no roster names, as they said it. Not in the ledger.
create table stranger (
    visit text primary key,
    name  text not null,
    unit  text not null default '',
    class text not null default '',
    told  text not null default ''   -- a student number, a telephone number, whatever helps to find them later
) strict, without rowid;

-- Projections: everything below follows from the ledger.

-- A collection code by its keyed digest; what it holds is kept nowhere.
create table token (
    digest   text primary key,
    campaign integer not null,
    person   integer,                -- null: nobody yet
    how      text not null default '',  -- roster mask later
    seen_at  integer not null
) strict, without rowid;
create index token_person on token (person) where person is not null;

-- One time that somebody came to be captured.
create table visit (
    id       text primary key,
    campaign integer not null,
    number   integer not null,       -- 拍摄序号
    token    text not null default '',
    person   integer,                -- null: by code only, or not on the roster
    proof    text not null default '',  -- of the second proof of identity that was seen
    state    text not null,          -- waiting shot confirmed refused left
    reason   text not null default '',
    begun_at integer not null,
    ended_at integer,
    unique (campaign, number)
) strict, without rowid;
create unique index visit_one_each on visit (person) where person is not null and state in ('waiting', 'shot');
create unique index visit_one_a_code on visit (token) where token <> '' and state in ('waiting', 'shot');
create index visit_person on visit (person) where person is not null;
create index visit_token on visit (token) where token <> '';

create table shot (
    id       text primary key,
    visit    text not null,
    master   text not null,          -- digest
    original text not null,          -- digest of what the camera gave
    camera   text not null,
    verdict  text not null,          -- pass warn fail could-not-check
    checks   text not null,          -- JSON: kind, verdict, value of each
    state    text not null,          -- taken confirmed dropped
    taken_at integer not null
) strict, without rowid;
create index shot_visit on shot (visit);

-- A check that failed, and somebody who answers for taking the photo all the same.
create table override (
    shot   text not null,
    kind   text not null,
    name   text not null,
    reason text not null,
    at     integer not null,
    primary key (shot, kind)
) strict, without rowid;
