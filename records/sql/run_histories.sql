-- name: keep_run_history(run_id, case_id, status, started_at, closed_at, history)$
-- Keep the history of an ended run, once.
select record.keep_run_history(
    :run_id, :case_id, :status, :started_at, :closed_at, :history
);

-- name: kept_runs(run_ids)
-- Which of some runs are kept.
select run_id from record.run_histories where run_id = any(cast(:run_ids as text[]));

-- name: run_histories_of_case(case_id)
-- The kept runs of a case, the first run first.
select case_id, run_id, status, started_at, closed_at, history
from record.run_histories
where case_id = :case_id
order by started_at, closed_at;
