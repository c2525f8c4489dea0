-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who was not captured was told so: when, and how (S1-04).

-- Projections: everything below follows from the ledger.

create table told (
    person integer primary key,
    how    text not null,            -- phone notice message signature
    date   text not null,            -- 2025-10-18
    by     text not null,            -- who recorded it
    at     integer not null
) strict;
