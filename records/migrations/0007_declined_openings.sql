-- An opening that is refused because its carrier has a case already is evidence like any other: that
-- it came, when, from whom, and what was answered. It bars nobody and nothing is ever sent for it.

-- Writes a command down together with its outcome, and answers what is now written under its id:
-- this command, or the one that was there before.
create function desk.decline(
    p_command_id text, p_case_id text, p_act text, p_person text, p_role text,
    p_organisation text, p_received_at timestamptz, p_digest text, p_envelope text,
    p_opens_for text, p_outcome text, p_at timestamptz
) returns desk.commands
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    logged desk.commands;
begin
    -- The same command at the same moment from two sides is written by one of them.
    perform pg_advisory_xact_lock(hashtextextended(p_command_id, 0));
    select * into logged from desk.commands where command_id = p_command_id;
    if found then
        return logged;
    end if;
    insert into desk.commands (
        command_id, case_id, act, person, role, organisation, received_at, digest, envelope,
        opens_for, outcome, outcome_at
    ) values (
        p_command_id, p_case_id, p_act, p_person, p_role, p_organisation, p_received_at, p_digest,
        p_envelope, p_opens_for, p_outcome, p_at
    )
    returning * into logged;
    return logged;
end
$$;

grant execute on function desk.decline to resumption_desk;
