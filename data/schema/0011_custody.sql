-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who has a sheet: what hand-overs, mail, filing and loans share.

-- What somebody wrote: reasons, purposes, names of people from outside. Not in the ledger, which says only the digest;
-- with the salt forgotten, nobody can guess from it what was written.
create table remark (
    digest text primary key,         -- SHA-256 of the salt, a line feed and the text
    salt   text not null,
    text   text not null
) strict, without rowid;

-- A certificate's number. Not in the ledger: it names a person.
create table certificate (
    person  integer not null references person,
    purpose text not null,           -- 毕业证 学位证
    number  text not null,
    primary key (person, purpose)
) strict, without rowid;
create index certificate_number on certificate (number);

-- Projections: everything below follows from the ledger.

-- sheet.holder is from here on one of: none print-room transit missing unit office mail student archive loan destroyed.
-- sheet.place says which: of transit and missing the hand-over, consignment, loan or stocktake; of unit its id; of office
-- its name; of mail the consignment; of archive the box, '' where it is not filed yet; of loan the loan; of destroyed the
-- act; of the others ''.
alter table sheet add column cells     integer not null default 0;       -- prints on it; 0: what its layout says
alter table sheet add column signed_by text not null default '';         -- of the staff, who took it last
alter table sheet add column origin    text not null default 'printed';  -- printed brought imported
create index sheet_holder on sheet (holder, place);

-- A print that is no longer on its sheet.
create table cell (
    serial  text not null,
    number  integer not null,        -- from 1, in the order of the layout
    purpose text not null,           -- a use of the profile, or 'student': given back
    used_at integer not null,
    used_by text not null,
    primary key (serial, number)
) strict, without rowid;

-- What differed from what was expected: opened, explained and closed by somebody, never edited away.
alter table discrepancy rename to discrepancy_before;
create table discrepancy (
    id           text primary key,   -- subject/kind/serial
    subject      text not null,      -- the hand-over, stocktake, loan or consignment where it came out
    serial       text not null,      -- where it is unknown, its last two characters and no more
    kind         text not null,      -- missing extra not-valid repeated unknown damaged wrong-class count misplaced cut
    state        text not null,      -- open explained closed
    opened_at    integer not null,
    opened_by    text not null,
    explained    text not null default '',  -- digest of a remark
    explained_by text not null default '',
    explained_at integer,
    outcome      text not null default '',  -- found lost accepted sent-back mistake destroyed
    closed_by    text not null default '',
    closed_at    integer
) strict, without rowid;
-- What came out at hand-overs before is still open: as a replay of the ledger opens it.
insert into discrepancy (id, subject, serial, kind, state, opened_at, opened_by)
select b.handover || '/' || b.kind || '/' || b.serial, b.handover, b.serial, b.kind, 'open', b.opened_at,
       coalesce((select e.actor from event e where e.subject = b.handover and e.kind = 'handover.received'
                 order by e.seq limit 1), '')
from discrepancy_before b;
drop table discrepancy_before;
create index discrepancy_open on discrepancy (state, opened_at) where state <> 'closed';
create index discrepancy_serial on discrepancy (serial);
create index discrepancy_subject on discrepancy (subject);
