-- name: head_of_case(case_id)^
-- The number and hash that the next event of a case will follow.
select seq, hash from record.heads where case_id = :case_id;

-- name: rows_of_events(case_id)
-- Everything that is stored about each event of a case, in order.
select
    seq, key, recorded_at, body, prev_hash, hash, at, kind, process_row, act, person, role,
    organisation
from record.events
where case_id = :case_id
order by seq;

-- name: links_of_events(case_id)
-- What the chain of a case is made of, in order.
select seq, key, recorded_at, body, prev_hash, hash
from record.events
where case_id = :case_id
order by seq;

-- name: hashes_of_prints(case_id)
-- What the letters of a case really are in print, whatever is said beside them.
select encode(sha256(pdf), 'hex') as sha256 from record.prints where case_id = :case_id;

-- name: unanswered_of_case(case_id)
-- Commands of a case that have no outcome.
select command_id
from desk.commands
where case_id = :case_id and outcome is null
order by received_at, command_id;
