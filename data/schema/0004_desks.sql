-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the desks in the browser need beside accounts. Follows from the ledger.

-- Printers that the office has entered: on the desk whether they are attached or not.
create table printer (
    uri   text primary key,          -- as it was typed
    shown text not null              -- what people call it
) strict, without rowid;
