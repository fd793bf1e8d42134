-- name: receive_event(source, id, type, system, received_at, sha256, text, known, commands, set_aside)$
-- Write an event down, unless one of that source and id is there.
select exchange.receive(
    :source, :id, :type, :system, :received_at, :sha256, :text, :known, :commands, :set_aside
);

-- name: find_event(source, id)^
-- An event as it was received.
select
    number, source, id, type, system, received_at, sha256, text, known, commands, set_aside,
    d.person, d.organisation, d.note, d.at
from exchange.received
left join exchange.dealt_with d using (number)
where source = :source and id = :id;

-- name: events_received(before, max_rows)
-- Events, the one received last first.
select
    number, source, id, type, system, received_at, sha256, text, known, commands, set_aside,
    d.person, d.organisation, d.note, d.at
from exchange.received
left join exchange.dealt_with d using (number)
where cast(:before as bigint) is null or number < :before
order by number desc
limit :max_rows;

-- name: deal_with(number, person, organisation, note)$
-- Note that somebody has dealt with an event; whether this was the first word on it.
select exchange.deal_with(:number, :person, :organisation, :note);

-- name: commands_by_id(command_ids)
-- Commands with what became of them.
select
    command_id, case_id, act, person, role, organisation, received_at, digest, envelope, opens_for,
    sent, outcome, outcome_at
from desk.commands
where command_id = any(:command_ids);
