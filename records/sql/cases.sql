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
