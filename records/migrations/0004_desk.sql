-- The desk's log: every command as it was received, before anything was sent, and its outcome.

create table desk.commands (
    command_id   text        primary key,
    case_id      text        not null,
    act          text        not null,
    person       text        not null,
    role         text        not null,
    organisation text        not null,
    received_at  timestamptz not null,
    digest       text        not null,
    envelope     text        not null,
    opens_for    text,
    sent         integer     not null default 0,
    outcome      text,
    outcome_at   timestamptz,
    -- The database's own clock: demonstration cases are received in their own time.
    logged_at    timestamptz not null default clock_timestamp(),
    check ((outcome is null) = (outcome_at is null))
);
create index commands_of_case on desk.commands (case_id, logged_at);
create index commands_unanswered_of_case on desk.commands (case_id, received_at)
    where outcome is null;
create index commands_unanswered on desk.commands (least(received_at, logged_at))
    where outcome is null;

-- The log is evidence: what was received stays as it was, and the first outcome stays.
create function desk.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using
        errcode = 'RS001',
        message = format('%s.%s keeps what it holds: %s refused',
                         tg_table_schema, tg_table_name, tg_op);
end
$$;
create trigger stays before delete or truncate on desk.commands
    for each statement execute function desk.refuse_change();
create trigger received_stays before update on desk.commands
    for each row when (
        old.outcome is not null
        or (old.command_id, old.case_id, old.act, old.person, old.role, old.organisation,
            old.received_at, old.digest, old.envelope, old.opens_for, old.logged_at)
           is distinct from
           (new.command_id, new.case_id, new.act, new.person, new.role, new.organisation,
            new.received_at, new.digest, new.envelope, new.opens_for, new.logged_at)
    )
    execute function desk.refuse_change();
alter table desk.commands enable always trigger stays;
alter table desk.commands enable always trigger received_stays;

-- A carrier has at most one case before its return. The carrier is taken in the transaction in
-- which the opening is received, before any event exists; it is freed when the opening is refused,
-- or by the append that brings the case to its return or its end.
create table desk.openings (
    carrier    text primary key,
    case_id    text not null unique,
    command_id text not null unique references desk.commands (command_id)
);

create table desk.carrier_references (
    carrier   text primary key,
    reference text not null unique
);
comment on table desk.carrier_references is
    'Opaque names of carriers for places where who is suspended must not show.';

create table desk.case_times (
    case_id   text  primary key,
    case_time jsonb not null
);
comment on table desk.case_times is 'How the own time of a demonstration case runs.';

-- A case that bars another one of its carrier, for the check below.
create index cases_before_return on record.cases (carrier) where before_return;

-- Writes a command down and answers what is now written under its id: this command, or the one
-- that was there before. Where it would open a second case for its carrier, nothing is written and
-- the answer is the case that the carrier has.
create function desk.receive(
    p_command_id text, p_case_id text, p_act text, p_person text, p_role text,
    p_organisation text, p_received_at timestamptz, p_digest text, p_envelope text,
    p_opens_for text, out logged desk.commands, out other_case text
)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
begin
    -- The same command at the same moment from two sides is written by one of them.
    perform pg_advisory_xact_lock(hashtextextended(p_command_id, 0));
    select * into logged from desk.commands where command_id = p_command_id;
    if found then
        return;
    end if;

    if p_opens_for is not null then
        -- Two openings for one carrier wait for each other here, then the second sees the first.
        perform pg_advisory_xact_lock(hashtextextended('carrier ' || p_opens_for, 0));
        select case_id into other_case from desk.openings where carrier = p_opens_for;
        if not found then
            select case_id into other_case from record.cases
            where carrier = p_opens_for and before_return limit 1;
        end if;
        if other_case is not null then
            return;
        end if;
    end if;

    insert into desk.commands (
        command_id, case_id, act, person, role, organisation, received_at, digest, envelope,
        opens_for
    ) values (
        p_command_id, p_case_id, p_act, p_person, p_role, p_organisation, p_received_at, p_digest,
        p_envelope, p_opens_for
    )
    returning * into logged;
    if p_opens_for is not null then
        insert into desk.openings (carrier, case_id, command_id)
        values (p_opens_for, p_case_id, p_command_id);
    end if;
end
$$;

-- Counts one more attempt to send. False where the command is unknown.
create function desk.count_attempt(p_command_id text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- After the outcome there is nothing left to count.
    update desk.commands set sent = sent + 1 where command_id = p_command_id and outcome is null;
    return found or exists (select from desk.commands where command_id = p_command_id);
end
$$;

-- Keeps the first outcome. False where the command is unknown.
create function desk.answer(p_command_id text, p_outcome text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update desk.commands set outcome = p_outcome, outcome_at = p_at
    where command_id = p_command_id and outcome is null;
    if not found then
        return exists (select from desk.commands where command_id = p_command_id);
    end if;
    -- An opening that was answered and left nothing in the record was refused.
    delete from desk.openings o
    where o.command_id = p_command_id
      and not exists (select from record.heads h where h.case_id = o.case_id);
    return true;
end
$$;

-- How many commands received before an instant still have no outcome.
create function desk.unanswered_before(p_case_id text, p_due timestamptz) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select count(*) from desk.commands
    where case_id = p_case_id and received_at < p_due and outcome is null;
end;

-- Gives a carrier the offered reference, unless it has one; answers the one it has.
create function desk.carrier_reference(p_carrier text, p_offered text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into desk.carrier_references (carrier, reference) values (p_carrier, p_offered)
    on conflict (carrier) do nothing;
    return (select reference from desk.carrier_references where carrier = p_carrier);
end
$$;

create function desk.set_case_time(p_case_id text, p_case_time jsonb) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into desk.case_times (case_id, case_time) values (p_case_id, p_case_time)
    on conflict (case_id) do update set case_time = excluded.case_time;
end;
