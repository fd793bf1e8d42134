-- name: lines_past(kind, before)$
-- How many lines of a kind may go, of what was written before an instant.
select count(*) from record.lines_past(:kind, :before);

-- name: clear_log(kind, before, schedule, person, role, organisation)$
-- Let them go, and keep what went under its hash; how many they were.
select record.clear_log(:kind, :before, :schedule, :person, :role, :organisation);

-- name: clearances()
-- What went from logs, the last first.
select kind, before, schedule, lines, sha256, person, role, organisation, cleared_at
from record.clearances
order by number desc;
