-- A run whose history is kept is over: what one of its activities still wants to write is refused
-- (RS009). Its case may have started again from the record, and what that run does next comes after
-- what it has read there. What was under way when a history was kept is waited for.

drop function record.append(text, text, text[], text, jsonb, jsonb, boolean, bigint);

-- The worker's, as before; ``p_run_id`` is the run whose activity writes. Without the last arguments
-- for workers of the versions before.
create function record.append(
    p_case_id text, p_key text, p_bodies text[], p_envelope text, p_view jsonb, p_clocks jsonb,
    p_before_return boolean, p_follows bigint default null, p_run_id text default null
) returns record.receipt
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
    v_receipt record.receipt := record.append_at(
        p_case_id, p_key, p_bodies, p_envelope, p_view, p_clocks, p_before_return, p_follows, null
    );
begin
    -- Under the lock of the case's head, which an append takes: whoever keeps a history meanwhile
    -- waits for it, and who was earlier is seen here. What was written above is undone then.
    if p_run_id is not null
        and exists (select from record.run_histories where run_id = p_run_id)
    then
        raise exception using errcode = 'RS009', message = 'the run is over';
    end if;
    return v_receipt;
end
$$;
grant execute on function record.append to resumption_worker;

-- As before, once nothing is being written in the case.
create or replace function record.keep_run_history(
    p_run_id text, p_case_id text, p_status text, p_started_at timestamptz,
    p_closed_at timestamptz, p_history text
) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    select from record.heads where case_id = p_case_id for update;
    insert into record.run_histories (
        run_id, case_id, status, started_at, closed_at, history, sha256
    )
    select
        p_run_id, p_case_id, p_status, p_started_at, p_closed_at,
        case
            when exists (select from record.disposals d where d.case_id = p_case_id) then ''
            else p_history
        end,
        sha256(convert_to(p_history, 'UTF8'))
    on conflict (run_id) do nothing;
end;
