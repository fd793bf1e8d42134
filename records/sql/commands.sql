-- name: receive(command_id, case_id, act, person, role, organisation, received_at, digest, envelope, opens_for)^
-- Write a command down, unless its id is written already; or answer the case that bars an opening.
select r.other_case, (r.logged).*
from desk.receive(
    :command_id, :case_id, :act, :person, :role, :organisation, :received_at, :digest, :envelope,
    :opens_for
) r;

-- name: receive_to_send(command_id, case_id, act, person, role, organisation, received_at, digest, envelope, opens_for)^
-- As ``receive``, and count the attempt to send that follows: not where there is an outcome already,
-- nor of a command that is another than the one written down.
select
    r.other_case, (r.logged).*,
    case
        when (r.logged).outcome is null and (r.logged).digest = :digest
        then desk.count_attempt((r.logged).command_id)
    end as counted
from desk.receive(
    :command_id, :case_id, :act, :person, :role, :organisation, :received_at, :digest, :envelope,
    :opens_for
) r;

-- name: decline(command_id, case_id, act, person, role, organisation, received_at, digest, envelope, opens_for, outcome, at)^
-- Write a command down together with its outcome, unless its id is written already.
select (d).*
from desk.decline(
    :command_id, :case_id, :act, :person, :role, :organisation, :received_at, :digest, :envelope,
    :opens_for, :outcome, :at
) d;

-- name: find_command(command_id)^
-- A command with what became of it.
select
    command_id, case_id, act, person, role, organisation, received_at, digest, envelope, opens_for,
    sent, outcome, outcome_at
from desk.commands
where command_id = :command_id;

-- name: count_attempt(command_id)$
-- Count one more attempt to send.
select desk.count_attempt(:command_id);

-- name: answer(command_id, outcome, at)$
-- Keep the first outcome.
select desk.answer(:command_id, :outcome, :at);

-- name: unanswered(older_than, max_rows)
-- Commands without an outcome, oldest first. A demonstration case's own time may lie ahead of the
-- caller's, so a command also counts as old by the database's clock.
select
    command_id, case_id, act, person, role, organisation, received_at, digest, envelope, opens_for,
    sent, outcome, outcome_at
from desk.commands
where outcome is null and least(received_at, logged_at) < :older_than
order by least(received_at, logged_at), command_id
limit :max_rows;

-- name: unanswered_before(case_id, due)$
-- How many commands of a case received before an instant have no outcome.
select desk.unanswered_before(:case_id, :due);

-- name: commands_of_case(case_id)
-- All commands of a case as they were received, those without an outcome too.
select
    command_id, case_id, act, person, role, organisation, received_at, digest, envelope, opens_for,
    sent, outcome, outcome_at
from desk.commands
where case_id = :case_id
order by logged_at, command_id;

-- name: carrier_reference(carrier, offered)$
-- The carrier's reference: the offered one if it has none yet.
select desk.carrier_reference(:carrier, :offered);

-- name: database_clock()$
-- The instant by the database's clock, also in the middle of a transaction.
select clock_timestamp();

-- name: case_time(case_id)$
-- How a demonstration case's own time runs.
select case_time from desk.case_times where case_id = :case_id;

-- name: set_case_time(case_id, case_time)$
-- Keep how a demonstration case's own time runs from now on.
select desk.set_case_time(:case_id, :case_time);

-- name: cases_after_return(carrier)
-- The cases of a carrier that are monitored after its return, oldest first.
select case_id
from record.cases
where carrier = :carrier and state = 'MONITORING' and not before_return
order by opened_at, case_id;
