-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may log in at the web desks. None of it follows from the ledger: a password's hash never goes there. What is
-- done with an account does (data/schema/projection.sql).

create table account (
    id         integer primary key,
    name       text not null unique,     -- to log in with; folded (src/desk/roles.hpp), so that Wang is wang
    shown      text not null,            -- how the person is called
    role       text not null,            -- operator college archivist administrator
    unit       integer references unit,  -- the college's; null for the others
    password   text not null default '', -- Argon2id; '' until the invitation is used
    disabled   integer not null default 0,
    created_at integer not null,
    changed_at integer not null,
    check ((role = 'college') = (unit is not null))
) strict;

-- One browser of somebody who logged in. The token is in its cookie and nowhere else.
create table session (
    digest     text primary key,         -- of the token
    account    integer not null references account,
    created_at integer not null,
    seen_at    integer not null,         -- to the minute
    csrf       text not null             -- what its forms carry; opens nothing without the token
) strict, without rowid;
create index session_account on session (account);

-- One-time tokens with which somebody sets a first password.
create table invitation (
    digest     text primary key,         -- of the token
    account    integer references account,  -- null: sets up the first administrator
    expires_at integer not null
) strict, without rowid;
