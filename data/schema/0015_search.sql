-- SPDX-License-Identifier: GPL-3.0-or-later
-- Finding people by what somebody remembers of them. None of it is in the ledger, as the roster is not.

-- Each reading of a name in Latin letters, in full and by initials (src/base/pinyin.hpp).
create table pinyin (
    key    text not null,
    person integer not null references person,
    primary key (key, person)
) strict, without rowid;
create index pinyin_person on pinyin (person);
insert or ignore into pinyin (key, person)
select k.value, p.id from person p, json_each(pinyin_keys(p.name)) k;

-- The last six of an identity number, said together with a name.
create index person_id_tail on person (substr(id_no, -6)) where id_no <> '';
