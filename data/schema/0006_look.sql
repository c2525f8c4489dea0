-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person looked at before the shot, in what words somebody was refused, and where a photo comes from.

-- Why somebody may be captured although a tick was missed: faith, health. Not in the ledger, which is never forgotten.
create table exemption (
    visit  text not null,
    tick   text not null,
    reason text not null,
    at     integer not null,
    primary key (visit, tick)
) strict, without rowid;

-- Projections: everything below follows from the ledger.

-- What somebody ticked off for a visit; the later of two answers holds.
create table tick (
    visit  text not null,
    tick   text not null,            -- a key of the profile
    answer text not null,            -- ok missed exempt
    by     text not null,
    at     integer not null,
    primary key (visit, tick)
) strict, without rowid;

-- A refusal's reason is a code of the profile; this is what was said beside it.
alter table visit add column note text not null default '';

-- Who took the photo (S1-34), and the number of the hand-filled card that came with it (S0-37).
alter table photo add column source text not null default 'station';  -- station centre online elsewhere
alter table photo add column card   text not null default '';
