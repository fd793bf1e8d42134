-- name: list_cases(state, phase, carrier, port, awaiting, overdue, illustrative, after_opened_at, after_case_id, max_rows)
-- Case views without their clocks, newest first, of cases that were not disposed of. A filter that is
-- null lets everything through.
select case_id, opened_at, view
from record.cases
where (cast(:state as text) is null or state = :state)
  and (cast(:phase as text) is null or phase = :phase)
  and (cast(:carrier as text) is null or carrier = :carrier)
  and (cast(:port as text) is null or :port = any (ports))
  and (cast(:awaiting as text) is null or awaiting = :awaiting)
  and (cast(:overdue as boolean) is null or overdue = :overdue)
  and (cast(:illustrative as boolean) is null or illustrative = :illustrative)
  and (
      cast(:after_case_id as text) is null
      or (opened_at, case_id) < (cast(:after_opened_at as timestamptz), :after_case_id)
  )
  and not exists (select from record.disposals d where d.case_id = cases.case_id)
order by opened_at desc, case_id desc
limit :max_rows;

-- name: find_case(case_id)^
-- A case view with its clocks, and where its record stood when it was made.
select
    c.seq, c.recorded_at, e.hash as head, c.view,
    (
        select array_agg(cast(k.clock as text) order by k.started_at, k.key)
        from record.clocks k
        where k.case_id = c.case_id
    ) as clocks
from record.cases c
join record.events e on e.case_id = c.case_id and e.seq = c.seq
where c.case_id = :case_id;

-- name: events_of_case(case_id, after, max_rows)
-- Events of a case in order, after a number.
select seq, key, recorded_at, hash, body
from record.events
where case_id = :case_id and seq > :after
order by seq
limit :max_rows;

-- name: batches_of_case(case_id)
-- Batches of a case in order, each with the signed command that caused it.
select key, first, last, head, recorded_at, envelope
from record.batches
where case_id = :case_id
order by first;

-- name: clocks_of_case(case_id)
-- The clocks of a case as its view shows them.
select clock
from record.clocks
where case_id = :case_id
order by started_at, key;
