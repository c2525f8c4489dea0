-- SPDX-License-Identifier: GPL-3.0-or-later
-- Counting by year and unit (src/store/custody_counts.hpp) without reading whole rows of a million sheets.

-- From a person to where each of their sheets is.
drop index sheet_person;
create index sheet_tally on sheet (person, state, holder, cells);
-- Sheets of which nobody counted the prints when they were made: their layout says how many there are.
create index sheet_uncounted on sheet (layout, person) where cells = 0 and state = 'printed';
create index volume_class on volume (class);
create index job_at on job (intended_at) where left_before is not null;
