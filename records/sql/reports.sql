-- name: events_of_all_cases(before)
-- The events of every case that happened before an instant, case by case, each in order.
select e.case_id, e.body
from record.events e
where e.at < :before
order by e.case_id, e.seq;
