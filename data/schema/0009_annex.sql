-- SPDX-License-Identifier: GPL-3.0-or-later
-- What belongs to a campaign beside its people: the notice's annexes, and applications to be captured online.

-- Why somebody asks to be captured online. Not in the ledger.
create table application_note (
    person integer primary key,
    reason text not null
) strict;

-- Projections: everything below follows from the ledger.

-- A file that came with the notice (S1-45); its bytes are kept as photos are, by their digest.
create table annex (
    campaign integer not null,
    title    text not null,
    digest   text not null,
    name     text not null,          -- of the file
    kept_at  integer not null,
    primary key (campaign, title)
) strict, without rowid;

create table application (
    person     integer primary key,
    campaign   integer not null,
    state      text not null,        -- asked approved declined
    asked_at   integer not null,
    decided_at integer,
    decided_by text not null default ''
) strict;
