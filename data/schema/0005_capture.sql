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

-- A fee that was taken: by a unit, a class or one person. Whole fen. The id is the receipt's number.
create table payment (
    id       text primary key,
    campaign integer not null,
    payer    text not null,          -- unit class student
    unit     text not null default '',
    class    text not null default '',
    person   integer,
    visit    text not null default '',
    heads    integer not null,
    fen      integer not null,       -- of all heads
    way      text not null,          -- cash wechat alipay transfer scan
    taken_at integer not null,
    taken_by text not null,
    state    text not null,          -- taken given-back
    reason   text not null default ''   -- why it was given back
) strict, without rowid;
create index payment_class on payment (campaign, unit, class);
create index payment_visit on payment (visit) where visit <> '';

-- A unit or class that came together, with the number that it drew (领号, 叫号).
create table ticket (
    id        text primary key,
    campaign  integer not null,
    number    integer not null,
    unit      text not null,
    class     text not null default '',
    heads     integer not null,      -- as they were reported
    counted   integer,               -- as somebody counted them at the door
    state     text not null,         -- waiting called inside void done
    drawn_at  integer not null,
    called_at integer,
    unique (campaign, number)
) strict, without rowid;
create index ticket_state on ticket (campaign, state, number);

-- Why somebody of the roster was not captured.
create table absence (
    person integer primary key,
    reason text not null,            -- a code of the profile
    at     integer not null
) strict;

-- Of which unit and class a visit is, as far as anybody said.
create view visit_place as
select v.id, v.campaign, v.number, v.person, v.state, coalesce(u.name, m.unit, s.unit, '') as unit,
       coalesce(c.name, m.class, s.class, '') as class
from visit v
left join person p on p.id = v.person
left join class c on c.id = p.class
left join unit u on u.id = c.unit
left join code_mask m on m.digest = v.token
left join stranger s on s.visit = v.id;
