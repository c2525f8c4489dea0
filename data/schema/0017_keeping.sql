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

-- Files that nothing but the ledger names any more: found without reading all of it.
create index event_file on event (kind) where kind = 'photo.accepted' or kind = 'shot.confirmed';

-- From a file to what it belongs to.
create index photo_master on photo (master);
create index photo_original on photo (original);
create index sheet_photo on sheet (photo);
create index shot_master on shot (master);
create index shot_original on shot (original);

-- Bags (RFC 8493) that left this station or came to it. Follows from the ledger.
create table bag (
    id         text primary key,     -- B-..., of the station that made it
    way        text not null,        -- out in
    station    text not null,        -- that made it
    scope      text not null,        -- class box unit year
    place      text not null,        -- which one
    people     integer not null,
    sheets     integer not null,
    files      integer not null,
    bytes      integer not null,
    id_numbers integer not null,     -- 1: with whole identity numbers
    digest     text not null,        -- SHA-256 of tagmanifest-sha512.txt
    at         integer not null,
    by         text not null
) strict, without rowid;

-- Boxes that came in bags: they belong to whoever made them, and only bags of that station put more into them. Follows
-- from the ledger.
create table foreign_box (
    name    text primary key,
    station text not null
) strict, without rowid;

-- Events of other stations' ledgers that came in bags, as they were there: each holds its own digest, and none is a part of
-- this station's chain. Stands beside the ledger, which has the digest of all that came in a bag.
create table foreign_event (
    station text not null,
    seq     integer not null,
    at      integer not null,
    actor   text not null,
    kind    text not null,
    subject text not null,
    body    text not null,
    prev    text not null,
    digest  text not null,
    bag     text not null,
    primary key (station, seq)
) strict, without rowid;
create index foreign_event_subject on foreign_event (subject, seq);

-- How long something is kept (DA/T 22-2015: Y for ever, D30 and D10 so many years), for a campaign or a volume of it.
-- Follows from the ledger, as do the next two.
create table retention (
    subject text primary key,        -- 'campaign 123' or a volume's id
    code    text not null,           -- Y D30 D10
    ends    integer not null,        -- last year in which it is kept; 0: for ever
    set_at  integer not null,
    set_by  text not null
) strict, without rowid;

create table destruction (
    id       text primary key,
    at       integer not null,
    by       text not null,
    approver text not null,
    first    text not null,          -- who saw it done (监销人),
    second   text not null,          -- and the other one
    reason   text not null,          -- digest of a remark
    sheets   integer not null
) strict, without rowid;

create table purge (
    campaign integer primary key,
    at       integer not null,
    first    text not null,          -- who did it,
    second   text not null,          -- and who saw it done
    reason   text not null,          -- digest of a remark
    people   integer not null,
    files    integer not null,
    list     text not null           -- SHA-256 of what went, a line each
) strict;

-- Files that are gone because their term is over: nobody misses them. Stands beside the ledger.
create table purged_file (
    digest   text primary key,
    campaign integer not null
) strict, without rowid;
