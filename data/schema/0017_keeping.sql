-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keeping for decades: whether the files are still what they were (domain facts 4.2, PREMIS fixity check).

-- An audit of kept files. Follows from the ledger, as do the next two.
create table fixity (
    id       text primary key,
    scope    text not null,          -- all sample box class unit
    place    text not null,          -- which box, class or unit; of a sample how many
    seed     text not null,          -- of a sample: its choice can be made again from it
    begun_at integer not null,
    ended_at integer not null,
    by       text not null,
    program  text not null,
    files    integer not null,       -- that were read
    bytes    integer not null,
    bad      integer not null,
    stopped  integer not null        -- 1: somebody ended it before it was through
) strict, without rowid;
create index fixity_scope on fixity (scope, begun_at);

create table fixity_bad (
    fixity  text not null,
    digest  text not null,
    outcome text not null,           -- missing changed unreadable
    primary key (fixity, digest)
) strict, without rowid;
create index fixity_bad_digest on fixity_bad (digest);

-- What is bad now: until an audit finds it good again.
create table damaged (
    digest   text primary key,
    outcome  text not null,
    fixity   text not null,
    found_at integer not null
) strict, without rowid;

-- What an audit of a part read; one of everything read whatever was kept before it began. Stands beside the ledger, which
-- has the digest of the list.
create table fixity_file (
    digest text not null,
    fixity text not null,
    primary key (digest, fixity)
) strict, without rowid;

-- From a file to what it belongs to.
create index photo_master on photo (master);
create index photo_original on photo (original);
create index sheet_photo on sheet (photo);
create index shot_master on shot (master);
create index shot_original on shot (original);
