-- SPDX-License-Identifier: GPL-3.0-or-later
-- Proofreading (校对, 勘误): what was found wrong after the capture, and what came of it.

-- What was said of a case, and which papers came with it. Not in the ledger: it speaks of people.
create table proof_note (
    id    text primary key,          -- of the case
    note  text not null,
    close text not null default ''   -- what was said when it was closed
) strict, without rowid;

-- Projections: everything below follows from the ledger.

create table proof_case (
    id        text primary key,
    campaign  integer not null,
    person    integer not null,
    category  text not null,         -- a code of the profile, or of the station's own where it names none
    state     text not null,         -- open recapture closed
    outcome   text not null default '',  -- corrected recaptured unfounded
    opened_at integer not null,
    opened_by text not null,
    closed_at integer,
    closed_by text not null default ''
) strict, without rowid;
create index proof_case_person on proof_case (person);

-- The person looked at their image and found it right (S1-41, S2-14).
create table proof_check (
    person     integer primary key,
    checked_at integer not null
) strict;

-- Of a campaign: when its people were reminded, and when somebody said that proofreading is over.
create table proof_phase (
    campaign    integer primary key,
    reminded_at integer,
    ended_at    integer
) strict;
