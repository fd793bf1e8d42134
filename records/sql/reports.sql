-- name: events_of_all_cases(before)
-- The events of every case that was not disposed of which happened before an instant, case by case, each in order.
select e.case_id, e.body
from record.events e
where e.at < :before and e.body <> ''
order by e.case_id, e.seq;
