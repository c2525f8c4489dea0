-- SPDX-License-Identifier: GPL-3.0-or-later
-- How each kind of event changes what is known now. A line "--- kind" opens a kind; the statements below it are run in
-- order with these parameters: :station :seq :at :actor :subject :body. Recording an event and making the projections
-- anew run the same statements, so the two cannot differ.

--- station.born
--- campaign.created
--- roster.imported
--- backup.made

-- Accounts (data/schema/0003_accounts.sql) do not follow from the ledger; these only say what was done. Subjects are
-- 'account 123', 'setup' and 'login'; bodies name accounts by what they log in with, never people.
--- setup.offered
--- account.created
--- account.changed
--- account.disabled
--- account.enabled
--- password.reset
--- password.changed
--- session.begun
--- session.ended
--- login.slowed
-- Somebody looked at the whole identity number of 'person 123', and why.
--- person.unmasked

--- photo.accepted
insert into photo (person, master, original, accepted_at, note, source, card)
values (:body ->> 'person', :body ->> 'master', :body ->> 'original', :at, :body ->> 'note',
        coalesce(:body ->> 'source', 'station'), coalesce(:body ->> 'card', ''))
on conflict (person) do update
    set master = excluded.master, original = excluded.original, accepted_at = excluded.accepted_at, note = excluded.note,
        source = excluded.source, card = excluded.card;

-- Capture. Subjects are 'code' and twelve digits of a token, a visit's id, a shot's id.
--- code.seen
insert into token (digest, campaign, seen_at) values (:body ->> 'token', :body ->> 'campaign', :at)
on conflict do nothing;

--- code.bound
update token set person = :body ->> 'person', how = :body ->> 'how' where digest = :body ->> 'token';
update visit set person = :body ->> 'person' where token = :body ->> 'token' and person is null;

--- visit.begun
insert into visit (id, campaign, number, token, person, proof, state, begun_at)
values (:subject, :body ->> 'campaign', :body ->> 'number', coalesce(:body ->> 'token', ''), :body ->> 'person',
        coalesce(:body ->> 'proof', ''), 'waiting', :at);

--- visit.ended
update visit
set state = :body ->> 'state', reason = coalesce(:body ->> 'reason', ''), note = coalesce(:body ->> 'note', ''),
    ended_at = :at
where id = :subject;

--- visit.found
-- Whose visit it was, of somebody whom no roster had named.
update visit set person = :body ->> 'person' where id = :subject;

--- look.ticked
insert into tick (visit, tick, answer, by, at) values (:subject, :body ->> 'tick', :body ->> 'answer', :actor, :at)
on conflict (visit, tick) do update set answer = excluded.answer, by = excluded.by, at = excluded.at;

--- shot.taken
insert into shot (id, visit, master, original, camera, verdict, checks, state, taken_at)
values (:subject, :body ->> 'visit', :body ->> 'master', :body ->> 'original', :body ->> 'camera',
        :body ->> 'verdict', :body -> 'checks', 'taken', :at);
update visit set state = 'shot' where id = :body ->> 'visit' and state = 'waiting';

--- shot.overridden
insert into override (shot, kind, name, reason, at)
values (:subject, :body ->> 'check', :body ->> 'by', :body ->> 'reason', :at)
on conflict do nothing;

--- shot.confirmed
update shot set state = 'dropped' where visit = :body ->> 'visit' and id <> :subject;
update shot set state = 'confirmed' where id = :subject;
update visit set state = 'confirmed', ended_at = :at where id = :body ->> 'visit';

--- fee.taken
insert into payment (id, campaign, payer, unit, class, person, visit, heads, fen, way, taken_at, taken_by, state)
values (:subject, :body ->> 'campaign', :body ->> 'payer', coalesce(:body ->> 'unit', ''),
        coalesce(:body ->> 'class', ''), :body ->> 'person', coalesce(:body ->> 'visit', ''), :body ->> 'heads',
        :body ->> 'fen', :body ->> 'way', :at, :actor, 'taken');

--- fee.returned
update payment set state = 'given-back', reason = :body ->> 'reason' where id = :subject;

--- ticket.drawn
insert into ticket (id, campaign, number, unit, class, heads, state, drawn_at)
values (:subject, :body ->> 'campaign', :body ->> 'number', :body ->> 'unit', coalesce(:body ->> 'class', ''),
        :body ->> 'heads', 'waiting', :at);

--- ticket.called
update ticket set state = 'called', called_at = :at where id = :subject;

--- ticket.counted
update ticket set state = 'inside', counted = :body ->> 'heads' where id = :subject;

--- ticket.ended
update ticket set state = :body ->> 'state' where id = :subject;

--- absence.noted
insert into absence (person, reason, at) values (:body ->> 'person', :body ->> 'reason', :at)
on conflict (person) do update set reason = excluded.reason, at = excluded.at;

--- absence.withdrawn
delete from absence where person = :body ->> 'person';

--- absence.told
insert into told (person, how, date, by, at)
values (:body ->> 'person', :body ->> 'how', :body ->> 'date', :actor, :at)
on conflict (person) do update
    set how = excluded.how, date = excluded.date, by = excluded.by, at = excluded.at;

--- plan.imported
-- The annex as it is now: it takes the place of what was imported before.
delete from slot where campaign = :body ->> 'campaign';
insert into slot (campaign, ordinal, date, begins, ends, campus, room, unit, class, capacity)
select :body ->> 'campaign', key, value ->> 'date', value ->> 'from', value ->> 'to', value ->> 'campus',
       value ->> 'room', value ->> 'unit', value ->> 'class', value ->> 'capacity'
from json_each(:body, '$.slots');

--- appointment.booked
insert into appointment (person, campaign, date, begins, booked_at)
values (:body ->> 'person', :body ->> 'campaign', :body ->> 'date', :body ->> 'from', :at);

--- appointment.cancelled
delete from appointment where person = :body ->> 'person';

-- Who a unit's liaisons are stands beside the ledger.
--- liaison.noted
--- liaison.forgotten

-- Proofreading. Subjects are a case's id; what was said of it stands beside the ledger.
--- proof.opened
insert into proof_case (id, campaign, person, category, state, opened_at, opened_by)
values (:subject, :body ->> 'campaign', :body ->> 'person', :body ->> 'category', 'open', :at, :actor);

--- proof.recapture
update proof_case set state = 'recapture' where id = :subject;

--- proof.closed
update proof_case set state = 'closed', outcome = :body ->> 'outcome', closed_at = :at, closed_by = :actor
where id = :subject;

--- proof.checked
insert into proof_check (person, checked_at) values (:body ->> 'person', :at)
on conflict (person) do update set checked_at = excluded.checked_at;

--- proof.reminded
insert into proof_phase (campaign, reminded_at) values (:body ->> 'campaign', :at)
on conflict (campaign) do update set reminded_at = excluded.reminded_at;

--- proof.ended
insert into proof_phase (campaign, ended_at) values (:body ->> 'campaign', :at)
on conflict (campaign) do update set ended_at = excluded.ended_at;

--- annex.kept
insert into annex (campaign, title, digest, name, kept_at)
values (:body ->> 'campaign', :body ->> 'title', :body ->> 'digest', :body ->> 'name', :at)
on conflict (campaign, title) do update
    set digest = excluded.digest, name = excluded.name, kept_at = excluded.kept_at;

-- Somebody asks to be captured online; why stands beside the ledger.
--- online.asked
insert into application (person, campaign, state, asked_at)
values (:body ->> 'person', :body ->> 'campaign', 'asked', :at)
on conflict (person) do update
    set state = 'asked', asked_at = excluded.asked_at, decided_at = null, decided_by = '';

--- online.decided
update application set state = :body ->> 'state', decided_at = :at, decided_by = :actor
where person = :body ->> 'person';

--- sheet.born
insert into sheet (serial, person, layout, photo, label, state, holder, replaces, born_at, moved_at, cells)
values (:subject, :body ->> 'person', :body ->> 'layout', :body ->> 'photo', :body ->> 'label', 'born', 'none',
        coalesce(:body ->> 'replaces', ''), :at, :at, coalesce(:body ->> 'cells', 0));

--- job.intended
insert into job (id, serial, printer, state, intended_at, printer_serial, media_lot, life_before, left_before)
values (:body ->> 'job', :subject, :body ->> 'printer', 'intended', :at, :body ->> 'printer_serial',
        :body ->> 'media_lot', :body ->> 'life', :body ->> 'left');
update sheet set state = 'born', reason = '', printer = :body ->> 'printer' where serial = :subject;

--- job.ended
update job
set state = :body ->> 'outcome', ended_at = :at, life_after = :body ->> 'life', left_after = :body ->> 'left'
where id = :body ->> 'job';
update sheet
set state = :body ->> 'outcome', reason = coalesce(:body ->> 'reason', ''), file = coalesce(:body ->> 'file', ''),
    holder = case :body ->> 'outcome' when 'printed' then 'print-room' else holder end, moved_at = :at
where serial = :subject and state <> 'void';

--- sheet.settled
update job set state = :body ->> 'outcome', ended_at = :at
where serial = :subject and state in ('uncertain', 'intended');
update sheet
set state = :body ->> 'outcome', holder = case :body ->> 'outcome' when 'printed' then 'print-room' else 'none' end,
    moved_at = :at
where serial = :subject;

--- sheet.scanned
-- Somebody held the sheet in their hands and scanned its code; where it is has not changed.

--- page.printed
insert into page (id, title, printer_serial, media_lot, printed_at, life_before, left_before, left_after)
values (:subject, :body ->> 'title', :body ->> 'printer_serial', :body ->> 'media_lot', :at, :body ->> 'life',
        :body ->> 'left', :body ->> 'left_after');

--- printer.calibrated
insert into calibration (printer_serial, shift_x, shift_y, scale_x, scale_y, measured_at, measured_by)
values (:subject, :body ->> 'shift_x', :body ->> 'shift_y', :body ->> 'scale_x', :body ->> 'scale_y', :at,
        :body ->> 'by')
on conflict (printer_serial) do update
    set shift_x = excluded.shift_x, shift_y = excluded.shift_y, scale_x = excluded.scale_x, scale_y = excluded.scale_y,
        measured_at = excluded.measured_at, measured_by = excluded.measured_by;

--- printer.entered
insert into printer (uri, shown) values (:subject, :body ->> 'shown')
on conflict (uri) do update set shown = excluded.shown;

--- printer.removed
delete from printer where uri = :subject;

--- sheet.voided
-- Who holds the paper stays as it is: void paper lies somewhere, too, and its 档号 is never given again.
update sheet set state = 'void', reason = :body ->> 'reason', moved_at = :at where serial = :subject;
update job set state = 'void', ended_at = :at where serial = :subject and state = 'uncertain';

--- handover.opened
insert into handover (id, unit, state, given_by, given_at, from_holder, from_place, to_holder, to_place, digest,
                      given_signature, given_paper)
values (:subject, :body ->> 'unit', 'open', coalesce(:body ->> 'by', :actor), :at,
        coalesce(:body ->> '$.from.holder', 'print-room'), coalesce(:body ->> '$.from.place', ''),
        coalesce(:body ->> '$.to.holder', 'unit'), coalesce(:body ->> '$.to.place', cast(:body ->> 'unit' as text)),
        coalesce(:body ->> 'digest', ''), coalesce(:body ->> 'signature', ''), coalesce(:body ->> 'paper', ''));
insert into handover_sheet (handover, serial, outcome)
select :subject, value, 'listed' from json_each(:body, '$.sheets');
update sheet set holder = 'transit', place = :subject, moved_at = :at
where serial in (select value from json_each(:body, '$.sheets'));

-- What the receiver does before signing. Subjects are the hand-over's id and what is done, so that the life of a sheet
-- is not that of every other sheet of its batch; bodies name the hand-over.
--- handover.counted
update handover set counted = :body ->> 'counted', counted_by = :body ->> 'by' where id = :body ->> 'handover';

--- handover.scanned
insert into handover_scan (handover, number, serial, kind, scanned_at, scanned_by)
values (:body ->> 'handover', :body ->> 'number', :body ->> 'serial', :body ->> 'kind', :at, :body ->> 'by');

--- handover.unscanned
delete from handover_scan where handover = :body ->> 'handover' and number = :body ->> 'number';

--- handover.damaged
update handover_scan set damaged = :body ->> 'damaged', remark = coalesce(:body ->> 'remark', '')
where handover = :body ->> 'handover' and serial = :body ->> 'serial' and kind <> 'repeated';

--- handover.received
update handover
set state = 'received', received_by = :body ->> 'by', received_at = :at, receipt = coalesce(:body ->> 'digest', ''),
    received_signature = coalesce(:body ->> 'signature', ''), received_paper = coalesce(:body ->> 'paper', ''),
    received_how = coalesce(:body ->> 'how', ''), received_there = :body ->> 'there'
where id = :subject;
update handover_sheet set outcome = 'matched'
where handover = :subject and serial in (select value from json_each(:body, '$.matched'));
update handover_sheet set outcome = 'missing'
where handover = :subject and serial in (select value from json_each(:body, '$.missing'));
insert into handover_sheet (handover, serial, outcome)
select :subject, value, 'extra' from json_each(:body, '$.extra')
union all
select :subject, value, 'not-valid' from json_each(:body, '$.not_valid') where true
on conflict do update set outcome = 'not-valid';
update handover_sheet set damaged = 1
where handover = :subject and serial in (select value from json_each(:body, '$.damaged'));
-- What is void, unprinted, filed, lent or destroyed does not become the receiver's by being scanned.
update sheet
set holder = coalesce(:body ->> '$.to.holder', 'unit'), place = coalesce(:body ->> '$.to.place', :body ->> 'unit'),
    signed_by = case when :body -> 'to' is null then signed_by else :body ->> 'by' end, moved_at = :at
where state = 'printed' and holder not in ('archive', 'loan', 'destroyed')
  and serial in (select value from json_each(:body, '$.matched') union select value from json_each(:body, '$.extra'));
update sheet set holder = 'missing', moved_at = :at
where holder = 'transit' and place = :subject and serial in (select value from json_each(:body, '$.missing'));
insert or ignore into discrepancy (id, subject, serial, kind, state, opened_at, opened_by)
select :subject || '/' || kind || '/' || value, :subject, value, kind, 'open', :at, :actor
from (select 'missing' as kind, value from json_each(:body, '$.missing')
      union all select case when value in (select value from json_each(:body, '$.wrong_class')) then 'wrong-class'
                            else 'extra' end, value from json_each(:body, '$.extra')
      union all select 'not-valid', value from json_each(:body, '$.not_valid')
      union all select 'repeated', value from json_each(:body, '$.repeated')
      union all select 'unknown', value from json_each(:body, '$.unknown')
      union all select 'damaged', value from json_each(:body, '$.damaged')
      union all select 'count', '' where :body ->> 'counted' <> :body ->> 'scanned');

--- handover.withdrawn
-- Given back before it was received: everything is again where it was.
update handover set state = 'withdrawn' where id = :subject;
update sheet
set holder = (select from_holder from handover where id = :subject),
    place = (select from_place from handover where id = :subject), moved_at = :at
where holder = 'transit' and place = :subject;

--- office.entered
insert into office (name, entered_at) values (:subject, :at) on conflict do nothing;

-- Boxes, volumes, items. Subjects are a box's name, a volume's id, a serial; of what follows, an act's id.
--- box.made
insert into box (name, shelf, state, campaign, unit, made_at)
values (:subject, :body ->> 'shelf', 'open', :body ->> 'campaign', :body ->> 'unit', :at);

--- box.closed
update box set state = 'closed', late = 1 where name = :subject;

--- box.opened
update box set state = 'open' where name = :subject;

--- box.retired
update box set state = 'retired' where name = :subject;

--- volume.opened
insert into volume (id, box, class, number, title, opened_at)
values (:subject, :body ->> 'box', :body ->> 'class', :body ->> 'number', :body ->> 'title', :at);

--- sheet.filed
-- Boxes were not made on their own once; what is known of them came with the first sheet.
insert into box (name, state, made_at) values (:body ->> 'box', 'open', :at) on conflict do nothing;
update box set campaign = coalesce(campaign, :body ->> 'campaign'), unit = coalesce(unit, :body ->> 'unit')
where name = :body ->> 'box';
insert into reference_given (reference, serial, box, number)
values (:body ->> 'reference', :subject, :body ->> 'box', :body ->> 'number');
insert into item (serial, box, volume, number, reference, filed_at, late, act)
values (:subject, :body ->> 'box', coalesce(:body ->> 'volume', ''), :body ->> 'number', :body ->> 'reference', :at,
        coalesce(:body ->> 'late', 0), '');
update sheet set holder = 'archive', place = :body ->> 'box', moved_at = :at,
                 signed_by = coalesce(:body ->> 'by', signed_by)
where serial = :subject;

--- archive.moved
insert into act (id, at, by, boxes, volumes, items, target)
values (:subject, :at, :body ->> 'by', json_array_length(:body, '$.boxes'), json_array_length(:body, '$.volumes'),
        json_array_length(:body, '$.items'), :body ->> 'target');
update box set shelf = m.value ->> 'to', act = :subject
from json_each(:body, '$.boxes') m where box.name = m.value ->> 'box';
-- Whose a box is, is said by the first thing laid in it.
update box set campaign = coalesce(campaign, :body ->> 'campaign'), unit = coalesce(unit, :body ->> 'unit')
where name = :body ->> 'target' and :body ->> 'campaign' is not null;
insert into sheet_act (serial, subject, outcome)
select serial, :subject, 'shelf' from item where box in (select value ->> 'box' from json_each(:body, '$.boxes'));
update volume set box = m.value ->> 'to', number = m.value ->> 'number', act = :subject
from json_each(:body, '$.volumes') m where volume.id = m.value ->> 'volume';
update item set box = m.value ->> 'to', act = :subject
from json_each(:body, '$.volumes') m where item.volume = m.value ->> 'volume';
update item set box = m.value ->> 'to', volume = m.value ->> 'to_volume', act = :subject
from json_each(:body, '$.items') m where item.serial = m.value ->> 'serial';
insert into sheet_act (serial, subject, outcome)
select serial, :subject, 'box' from item where volume in (select value ->> 'volume' from json_each(:body, '$.volumes'))
union select value ->> 'serial', :subject, 'box' from json_each(:body, '$.items') where true
on conflict do update set outcome = 'box';
-- +: found by serial, not by holder, for a million lie in the archives.
update sheet set place = (select box from item where item.serial = sheet.serial), moved_at = :at
where +holder = 'archive'
  and serial in (select serial from sheet_act where subject = :subject and outcome = 'box');

--- act.undone
-- Taken back as one: the lists are those of the act, the other way round.
insert into act (id, at, by, boxes, volumes, items, target, undoes)
values (:subject, :at, :body ->> 'by', json_array_length(:body, '$.boxes'), json_array_length(:body, '$.volumes'),
        json_array_length(:body, '$.items'), '', :body ->> 'act');
update act set undone_by = :subject where id = :body ->> 'act';
update box set shelf = m.value ->> 'to', act = :subject
from json_each(:body, '$.boxes') m where box.name = m.value ->> 'box';
insert into sheet_act (serial, subject, outcome)
select serial, :subject, 'shelf' from item where box in (select value ->> 'box' from json_each(:body, '$.boxes'));
update volume set box = m.value ->> 'to', number = m.value ->> 'number', act = :subject
from json_each(:body, '$.volumes') m where volume.id = m.value ->> 'volume';
update item set box = m.value ->> 'to', act = :subject
from json_each(:body, '$.volumes') m where item.volume = m.value ->> 'volume';
update item set box = m.value ->> 'to', volume = m.value ->> 'to_volume', act = :subject
from json_each(:body, '$.items') m where item.serial = m.value ->> 'serial';
insert into sheet_act (serial, subject, outcome)
select serial, :subject, 'box' from item where volume in (select value ->> 'volume' from json_each(:body, '$.volumes'))
union select value ->> 'serial', :subject, 'box' from json_each(:body, '$.items') where true
on conflict do update set outcome = 'box';
-- +: found by serial, not by holder, for a million lie in the archives.
update sheet set place = (select box from item where item.serial = sheet.serial), moved_at = :at
where +holder = 'archive'
  and serial in (select serial from sheet_act where subject = :subject and outcome = 'box');

--- stocktake.begun
insert into stocktake (id, kind, place, state, begun_at, begun_by)
values (:subject, :body ->> 'kind', :body ->> 'place', 'open', :at, :body ->> 'by');

--- stocktake.scanned
-- Subject: the serial, or the stocktake where nobody knows what was scanned.
insert into stocktake_scan (stocktake, serial, known, times, at)
values (:body ->> 'stocktake', :body ->> 'scanned', :body ->> 'known', 1, :at)
on conflict (stocktake, serial) do update set times = times + 1;

--- stocktake.ended
-- Nothing moves by being counted; what was scanned twice was there, and is no discrepancy.
update stocktake set state = 'ended', ended_at = :at, ended_by = :body ->> 'by', present = :body ->> 'present'
where id = :subject;
insert into sheet_act (serial, subject, outcome)
select value, :subject, 'missing' from json_each(:body, '$.missing')
union all select value, :subject, 'misplaced' from json_each(:body, '$.misplaced')
union all select value, :subject, 'extra' from json_each(:body, '$.extra')
union all select value, :subject, 'not-valid' from json_each(:body, '$.not_valid');
insert or ignore into discrepancy (id, subject, serial, kind, state, opened_at, opened_by)
select :subject || '/' || kind || '/' || value, :subject, value, kind, 'open', :at, :actor
from (select 'missing' as kind, value from json_each(:body, '$.missing')
      union all select 'misplaced', value from json_each(:body, '$.misplaced')
      union all select 'extra', value from json_each(:body, '$.extra')
      union all select 'not-valid', value from json_each(:body, '$.not_valid')
      union all select 'unknown', value from json_each(:body, '$.unknown'));

-- Loans. Subjects are a loan's id; who borrows and what for stands beside the ledger.
--- loan.ruled
insert into loan_rule (only, days, renew) values (1, :body ->> 'days', :body ->> 'renew')
on conflict (only) do update set days = excluded.days, renew = excluded.renew;

--- loan.asked
insert into loan (id, state, borrower, office, purpose, proof, asked_at, asked_by)
values (:subject, 'asked', :body ->> 'borrower', :body ->> 'office', :body ->> 'purpose', :body ->> 'proof', :at,
        :body ->> 'by');
insert into loan_sheet (loan, serial, state) select :subject, value, 'asked' from json_each(:body, '$.sheets');
insert into sheet_act (serial, subject, outcome) select value, :subject, 'loan' from json_each(:body, '$.sheets');

--- loan.approved
update loan set state = 'approved', decided_at = :at, decided_by = :body ->> 'by' where id = :subject;

--- loan.declined
update loan set state = 'declined', decided_at = :at, decided_by = :body ->> 'by', declined = :body ->> 'remark'
where id = :subject;

--- loan.cancelled
-- Nobody came for it; who approved it stays.
update loan set state = 'cancelled', declined = :body ->> 'remark', back_at = :at where id = :subject;

--- loan.out
update loan set state = 'out', out_at = :at, out_by = :body ->> 'by', due = :body ->> 'due',
                signature = :body ->> 'signature'
where id = :subject;
update loan_sheet set state = 'out', condition = :body ->> 'condition' where loan = :subject;
update sheet set holder = 'loan', place = :subject, moved_at = :at, signed_by = :body ->> 'by'
where serial in (select serial from loan_sheet where loan = :subject);

--- loan.renewed
update loan set renewed = renewed + 1, due = :body ->> 'due' where id = :subject;

--- loan.reminded
update loan set reminders = reminders + 1, reminded_at = :at where id = :subject;

--- loan.returned
update loan_sheet set state = 'back', condition_back = :body ->> 'condition', back_at = :at, back_by = :body ->> 'by'
where loan = :subject and serial in (select value from json_each(:body, '$.sheets'));
-- Back to its box.
update sheet set holder = 'archive', place = coalesce((select box from item where item.serial = sheet.serial), ''),
                 moved_at = :at, signed_by = :body ->> 'by'
where serial in (select value from json_each(:body, '$.sheets'));
insert or ignore into discrepancy (id, subject, serial, kind, state, opened_at, opened_by)
select :subject || '/damaged/' || value, :subject, value, 'damaged', 'open', :at, :actor
from json_each(:body, '$.damaged');
update loan set state = 'back', back_at = :at
where id = :subject and not exists (select 1 from loan_sheet where loan = :subject and state = 'out');

--- loan.lost
update loan_sheet set state = 'lost', back_at = :at, back_by = :body ->> 'by'
where loan = :subject and serial = :body ->> 'serial';
update sheet set holder = 'missing', place = :subject, moved_at = :at where serial = :body ->> 'serial';
insert or ignore into discrepancy (id, subject, serial, kind, state, opened_at, opened_by)
values (:subject || '/missing/' || (:body ->> 'serial'), :subject, :body ->> 'serial', 'missing', 'open', :at, :actor);
update loan set state = 'back', back_at = :at
where id = :subject and not exists (select 1 from loan_sheet where loan = :subject and state = 'out');

--- copy.made
insert into copy (serial, number, made_at, made_by, purpose)
values (:subject, :body ->> 'number', :at, :body ->> 'by', :body ->> 'remark');

--- record.viewed
insert into look (subject, actor, at) values (:subject, :actor, :at) on conflict do nothing;

-- What happens to one sheet in somebody's hands. Bodies name a holder and its place as sheet.holder and sheet.place do.
--- sheet.brought
-- A sheet that the person had made elsewhere and brought along (补拍).
insert into sheet (serial, person, layout, photo, label, state, holder, place, born_at, moved_at, cells, signed_by, origin)
values (:subject, :body ->> 'person', '', :body ->> 'photo', '', 'printed', :body ->> 'holder', :body ->> 'place', :at,
        :at, :body ->> 'cells', :body ->> 'by', 'brought');

--- sheet.moved
-- Given to its student, taken back, found again: from one holder to another without a list.
update sheet set holder = :body ->> 'holder', place = coalesce(:body ->> 'place', ''),
                 signed_by = coalesce(:body ->> 'by', ''), moved_at = :at
where serial = :subject;

--- sheet.lost
update sheet set holder = 'missing', place = coalesce(:body ->> 'place', ''), moved_at = :at where serial = :subject;

--- cells.used
insert into cell (serial, number, purpose, used_at, used_by)
select :subject, value, :body ->> 'purpose', :at, :body ->> 'by' from json_each(:body, '$.cells');

--- cells.freed
-- They were never cut: somebody had marked the wrong ones.
delete from cell where serial = :subject and number in (select value from json_each(:body, '$.cells'));

--- certificate.noted
-- A certificate's number was entered; the number itself stands beside the ledger.

--- discrepancy.opened
-- Subject: subject/kind/serial.
insert or ignore into discrepancy (id, subject, serial, kind, state, opened_at, opened_by)
values (:subject, :body ->> 'subject', :body ->> 'serial', :body ->> 'kind', 'open', :at, :actor);

--- discrepancy.explained
update discrepancy
set state = 'explained', explained = :body ->> 'remark', explained_by = :body ->> 'by', explained_at = :at
where id = :subject;

--- discrepancy.closed
update discrepancy set state = 'closed', outcome = :body ->> 'outcome', closed_by = :body ->> 'by', closed_at = :at
where id = :subject;

-- Mail. Subjects are a consignment's id; its sheets are those of consignment_sheet. A sheet that turned up elsewhere
-- meanwhile stays there, whatever the post says.
--- mail.set
insert into mail_setting (key, value) select key, value from json_each(:body) where true
on conflict (key) do update set value = excluded.value;

-- Addresses stand beside the ledger.
--- addresses.imported
--- address.noted

--- consignment.made
insert into consignment (id, person, state, made_at, made_by, state_at, state_by)
values (:subject, :body ->> 'person', 'made', :at, :actor, :at, :actor);
insert into consignment_sheet (consignment, serial) select :subject, value from json_each(:body, '$.sheets');
update sheet set place = :subject, moved_at = :at where serial in (select value from json_each(:body, '$.sheets'));

--- consignment.cancelled
update consignment set state = 'cancelled', state_at = :at, state_by = :actor where id = :subject;
update sheet set place = '', moved_at = :at where holder = 'print-room' and place = :subject;

--- consignment.sent
update consignment
set state = 'sent', carrier = :body ->> 'carrier', number = :body ->> 'number', sent_at = :at, state_at = :at,
    state_by = :actor
where id = :subject;
update sheet set holder = 'mail', place = :subject, signed_by = :actor, moved_at = :at
where serial in (select serial from consignment_sheet where consignment = :subject);

--- consignment.arrived
update consignment set state = 'arrived', state_at = :at, state_by = :actor, reminders = 0, reminded_at = null
where id = :subject;
update sheet set holder = 'student', place = '', moved_at = :at
where serial in (select serial from consignment_sheet where consignment = :subject) and state <> 'void'
  and holder in ('mail', 'missing') and place = :subject;

--- consignment.confirmed
update consignment
set state = 'confirmed', is_right = :body ->> 'right', state_at = :at, state_by = :actor, reminders = 0,
    reminded_at = null
where id = :subject;
update sheet set holder = 'student', place = '', moved_at = :at
where serial in (select serial from consignment_sheet where consignment = :subject) and state <> 'void'
  and holder in ('mail', 'missing') and place = :subject;

--- consignment.handed-in
update consignment set state = 'handed-in', state_at = :at, state_by = :body ->> 'by', reminded_at = null
where id = :subject;
update sheet set holder = 'unit', place = :body ->> 'unit', signed_by = :body ->> 'by', moved_at = :at
where serial in (select serial from consignment_sheet where consignment = :subject) and state <> 'void'
  and (holder = 'student' or (holder in ('mail', 'missing') and place = :subject));
insert or ignore into discrepancy (id, subject, serial, kind, state, opened_at, opened_by)
select :subject || '/cut/' || value, :subject, value, 'cut', 'open', :at, :actor from json_each(:body, '$.cut');

--- consignment.returned
update consignment set state = 'returned', state_at = :at, state_by = :body ->> 'by', reminded_at = null
where id = :subject;
update sheet set holder = 'print-room', place = '', signed_by = :body ->> 'by', moved_at = :at
where serial in (select serial from consignment_sheet where consignment = :subject) and state <> 'void'
  and (holder = 'student' or (holder in ('mail', 'missing') and place = :subject));

--- consignment.lost
update consignment set state = 'lost', state_at = :at, state_by = :actor, reminded_at = null where id = :subject;
update sheet set holder = 'missing', place = :subject, moved_at = :at
where serial in (select serial from consignment_sheet where consignment = :subject) and state <> 'void'
  and (holder = 'student' or (holder = 'mail' and place = :subject));
insert or ignore into discrepancy (id, subject, serial, kind, state, opened_at, opened_by)
select :subject || '/missing/' || serial, :subject, serial, 'missing', 'open', :at, :actor
from consignment_sheet where consignment = :subject;

--- consignment.reminded
update consignment set reminders = reminders + 1, reminded_at = :at where id = :subject;

-- Keeping. Subject: an audit's id. Of very many bad files the body names the first.
--- fixity.checked
insert into fixity (id, scope, place, seed, begun_at, ended_at, by, program, files, bytes, bad, stopped)
values (:subject, :body ->> 'scope', :body ->> 'place', :body ->> 'seed', :body ->> 'begun', :at, :body ->> 'by',
        :body ->> 'program', :body ->> 'files', :body ->> 'bytes', :body ->> 'bad', :body ->> 'stopped');
insert into fixity_bad (fixity, digest, outcome)
select :subject, value ->> 'digest', value ->> 'outcome' from json_each(:body, '$.list');
delete from damaged where digest in (select value from json_each(:body, '$.mended'));
insert into damaged (digest, outcome, fixity, found_at)
select value ->> 'digest', value ->> 'outcome', :subject, :at from json_each(:body, '$.list') where true
on conflict (digest) do update set outcome = excluded.outcome, fixity = excluded.fixity, found_at = excluded.found_at;

--- bag.exported
insert into bag (id, way, station, scope, place, people, sheets, files, bytes, id_numbers, digest, at, by)
values (:subject, 'out', :station, :body ->> 'scope', :body ->> 'place', :body ->> 'people', :body ->> 'sheets',
        :body ->> 'files', :body ->> 'bytes', :body ->> 'id_numbers', :body ->> 'digest', :at, :body ->> 'by')
on conflict do nothing;

--- bag.imported
insert into bag (id, way, station, scope, place, people, sheets, files, bytes, id_numbers, digest, at, by)
values (:subject, 'in', :body ->> 'station', :body ->> 'scope', :body ->> 'place', :body ->> 'people', :body ->> 'sheets',
        :body ->> 'files', :body ->> 'bytes', :body ->> 'id_numbers', :body ->> 'digest', :at, :body ->> 'by');
insert into office (name, entered_at)
select value ->> 'name', value ->> 'entered_at' from json_each(:body, '$.office') where true on conflict do nothing;

--- photo.imported
insert into photo (person, master, original, accepted_at, note, source, card)
values (:body ->> 'person', :body ->> 'master', :body ->> 'original', :body ->> 'accepted_at', :body ->> 'note',
        :body ->> 'source', :body ->> 'card');

-- A sheet as another station knew it, with the rows of every act that it was in there: one act may come with many sheets.
--- sheet.imported
insert into sheet (serial, person, layout, photo, label, state, holder, place, reason, replaces, printer, file,
                   born_at, moved_at, cells, signed_by, origin)
select value ->> 'serial', value ->> 'person', value ->> 'layout', value ->> 'photo', value ->> 'label',
       value ->> 'state', value ->> 'holder', value ->> 'place', value ->> 'reason', value ->> 'replaces',
       value ->> 'printer', value ->> 'file', value ->> 'born_at', value ->> 'moved_at', value ->> 'cells',
       value ->> 'signed_by', 'imported'
from json_each(:body, '$.sheet');
insert into cell (serial, number, purpose, used_at, used_by)
select value ->> 'serial', value ->> 'number', value ->> 'purpose', value ->> 'used_at', value ->> 'used_by'
from json_each(:body, '$.cell');
insert into reference_given (reference, serial, box, number)
select value ->> 'reference', value ->> 'serial', value ->> 'box', value ->> 'number'
from json_each(:body, '$.reference_given');
insert into item (serial, box, volume, number, reference, filed_at, late, act)
select value ->> 'serial', value ->> 'box', value ->> 'volume', value ->> 'number', value ->> 'reference',
       value ->> 'filed_at', value ->> 'late', value ->> 'act'
from json_each(:body, '$.item');
insert into job (id, serial, printer, state, intended_at, ended_at, printer_serial, media_lot, life_before, life_after,
                 left_before, left_after)
select value ->> 'id', value ->> 'serial', value ->> 'printer', value ->> 'state', value ->> 'intended_at',
       value ->> 'ended_at', value ->> 'printer_serial', value ->> 'media_lot', value ->> 'life_before',
       value ->> 'life_after', value ->> 'left_before', value ->> 'left_after'
from json_each(:body, '$.job');
insert into copy (serial, number, made_at, made_by, purpose)
select value ->> 'serial', value ->> 'number', value ->> 'made_at', value ->> 'made_by', value ->> 'purpose'
from json_each(:body, '$.copy');
insert into look (subject, actor, at)
select value ->> 'subject', value ->> 'actor', value ->> 'at'
from json_each(:body, '$.look') where true on conflict do nothing;
insert into sheet_act (serial, subject, outcome)
select value ->> 'serial', value ->> 'subject', value ->> 'outcome'
from json_each(:body, '$.sheet_act');
insert into handover_sheet (handover, serial, outcome, damaged)
select value ->> 'handover', value ->> 'serial', value ->> 'outcome', value ->> 'damaged'
from json_each(:body, '$.handover_sheet');
insert into handover_scan (handover, number, serial, kind, damaged, remark, scanned_at, scanned_by)
select value ->> 'handover', value ->> 'number', value ->> 'serial', value ->> 'kind', value ->> 'damaged',
       value ->> 'remark', value ->> 'scanned_at', value ->> 'scanned_by'
from json_each(:body, '$.handover_scan');
insert into loan_sheet (loan, serial, state, condition, condition_back, back_at, back_by)
select value ->> 'loan', value ->> 'serial', value ->> 'state', value ->> 'condition', value ->> 'condition_back',
       value ->> 'back_at', value ->> 'back_by'
from json_each(:body, '$.loan_sheet');
insert into consignment_sheet (consignment, serial)
select value ->> 'consignment', value ->> 'serial'
from json_each(:body, '$.consignment_sheet');
insert into stocktake_scan (stocktake, serial, known, times, at)
select value ->> 'stocktake', value ->> 'serial', value ->> 'known', value ->> 'times', value ->> 'at'
from json_each(:body, '$.stocktake_scan');
insert into discrepancy (id, subject, serial, kind, state, opened_at, opened_by, explained, explained_by, explained_at,
                         outcome, closed_by, closed_at)
select value ->> 'id', value ->> 'subject', value ->> 'serial', value ->> 'kind', value ->> 'state',
       value ->> 'opened_at', value ->> 'opened_by', value ->> 'explained', value ->> 'explained_by',
       value ->> 'explained_at', value ->> 'outcome', value ->> 'closed_by', value ->> 'closed_at'
from json_each(:body, '$.discrepancy');
insert into handover (id, unit, state, given_by, given_at, received_by, received_at, from_holder, from_place,
                      to_holder, to_place, digest, given_signature, given_paper, counted, counted_by, receipt,
                      received_signature, received_paper, received_how, received_there)
select value ->> 'id', value ->> 'unit', value ->> 'state', value ->> 'given_by', value ->> 'given_at',
       value ->> 'received_by', value ->> 'received_at', value ->> 'from_holder', value ->> 'from_place',
       value ->> 'to_holder', value ->> 'to_place', value ->> 'digest', value ->> 'given_signature',
       value ->> 'given_paper', value ->> 'counted', value ->> 'counted_by', value ->> 'receipt',
       value ->> 'received_signature', value ->> 'received_paper', value ->> 'received_how', value ->> 'received_there'
from json_each(:body, '$.handover') where true on conflict do nothing;
insert into loan (id, state, borrower, office, purpose, proof, asked_at, asked_by, decided_at, decided_by, declined,
                  out_at, out_by, signature, due, renewed, reminders, reminded_at, back_at)
select value ->> 'id', value ->> 'state', value ->> 'borrower', value ->> 'office', value ->> 'purpose',
       value ->> 'proof', value ->> 'asked_at', value ->> 'asked_by', value ->> 'decided_at', value ->> 'decided_by',
       value ->> 'declined', value ->> 'out_at', value ->> 'out_by', value ->> 'signature', value ->> 'due',
       value ->> 'renewed', value ->> 'reminders', value ->> 'reminded_at', value ->> 'back_at'
from json_each(:body, '$.loan') where true on conflict do nothing;
insert into consignment (id, person, state, carrier, number, made_at, made_by, sent_at, state_at, state_by, is_right,
                         reminders, reminded_at)
select value ->> 'id', value ->> 'person', value ->> 'state', value ->> 'carrier', value ->> 'number',
       value ->> 'made_at', value ->> 'made_by', value ->> 'sent_at', value ->> 'state_at', value ->> 'state_by',
       value ->> 'is_right', value ->> 'reminders', value ->> 'reminded_at'
from json_each(:body, '$.consignment') where true on conflict do nothing;
insert into act (id, at, by, boxes, volumes, items, target, undoes, undone_by)
select value ->> 'id', value ->> 'at', value ->> 'by', value ->> 'boxes', value ->> 'volumes', value ->> 'items',
       value ->> 'target', value ->> 'undoes', value ->> 'undone_by'
from json_each(:body, '$.act') where true on conflict do nothing;
insert into stocktake (id, kind, place, state, begun_at, begun_by, ended_at, ended_by, present)
select value ->> 'id', value ->> 'kind', value ->> 'place', value ->> 'state', value ->> 'begun_at',
       value ->> 'begun_by', value ->> 'ended_at', value ->> 'ended_by', value ->> 'present'
from json_each(:body, '$.stocktake') where true on conflict do nothing;
insert into box (name, shelf, state, campaign, unit, made_at, late, act)
select value ->> 'name', value ->> 'shelf', value ->> 'state', value ->> 'campaign', value ->> 'unit',
       value ->> 'made_at', value ->> 'late', value ->> 'act'
from json_each(:body, '$.box') where true on conflict do nothing;
insert into volume (id, box, class, number, title, opened_at, act)
select value ->> 'id', value ->> 'box', value ->> 'class', value ->> 'number', value ->> 'title',
       value ->> 'opened_at', value ->> 'act'
from json_each(:body, '$.volume') where true on conflict do nothing;
insert into foreign_box (name, station)
select value ->> 'name', :body ->> 'station' from json_each(:body, '$.box') where true on conflict do nothing;

--- retention.set
insert into retention (subject, code, ends, set_at, set_by)
values (:subject, :body ->> 'code', :body ->> 'ends', :at, :body ->> 'by')
on conflict (subject) do update
    set code = excluded.code, ends = excluded.ends, set_at = excluded.set_at, set_by = excluded.set_by;

--- sheets.destroyed
insert into destruction (id, at, by, approver, first, second, reason, sheets)
values (:subject, :at, :body ->> 'by', :body ->> 'approver', :body ->> 'first', :body ->> 'second', :body ->> 'remark',
        json_array_length(:body, '$.sheets'));
insert into sheet_act (serial, subject, outcome) select value, :subject, 'destroyed' from json_each(:body, '$.sheets');
update sheet set holder = 'destroyed', place = :subject, moved_at = :at, signed_by = :body ->> 'by'
where serial in (select value from json_each(:body, '$.sheets'));

-- Personal data beside the ledger went; what the ledger says of sheets stays.
--- campaign.purged
insert into purge (campaign, at, first, second, reason, people, files, list)
values (:body ->> 'campaign', :at, :body ->> 'first', :body ->> 'second', :body ->> 'remark', :body ->> '$.counts.person',
        :body ->> '$.counts.file', :body ->> 'list');
