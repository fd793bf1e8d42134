-- One layer less for each append: what 0020 asked beside the append is asked where the append looks
-- whether it knows the batch, and the settings are those of the functions that call it.

drop function record.append(text, text, text[], text, jsonb, jsonb, boolean, bigint, text);
drop function record.append_at(
    text, text, text[], text, jsonb, jsonb, boolean, bigint, timestamptz
);

-- Called by the two below only, which set the path and keep sequential scans off.
create function record.append_at(
    p_case_id       text,     -- the case
    p_key           text,     -- what caused the events: a command's id, or the step of a clock
    p_bodies        text[],   -- canonical JSON of each event, in order
    p_envelope      text,     -- the signed command as it travelled, or null
    p_view          jsonb,    -- how the case stands after these events, without its clocks
    p_clocks        jsonb,    -- the clocks that they changed, as an array
    p_before_return boolean,  -- whether it still bars another case of the same carrier
    p_follows       bigint,   -- the last number that whoever appends knows to be recorded, or null
    p_recorded_at   timestamptz, -- when it was recorded; null: now
    p_run_id        text      -- the run whose activity writes; null where none does
) returns record.receipt
language plpgsql as $$
declare
    v_receipt  record.receipt;
    v_over     boolean;
    v_seq      bigint;
    v_head     bytea;
    v_body     text;
    v_said     jsonb[] := '{}';
    v_previous bytea[] := '{}';
    v_hashes   bytea[] := '{}';
begin
    if coalesce(cardinality(p_bodies), 0) = 0 then
        raise exception using errcode = 'RS003', message = 'a batch without events was refused';
    end if;

    select seq, hash into v_seq, v_head from record.heads where case_id = p_case_id for update;
    if not found then
        -- Two first batches at once: the second waits for the first at this insert.
        insert into record.heads (case_id, seq, hash) values (p_case_id, 0, record.genesis())
        on conflict (case_id) do nothing;
        select seq, hash into v_seq, v_head from record.heads where case_id = p_case_id for update;
    end if;

    -- Under the lock of the case's head: whoever keeps a history meanwhile waits for this append, and
    -- who was earlier is seen here.
    select
        exists (select from record.run_histories h where h.run_id = p_run_id),
        b.first, b.last, b.head, b.recorded_at
    into v_over, v_receipt.first, v_receipt.last, v_receipt.head, v_receipt.recorded_at
    from (values (p_case_id, p_key)) as asked(case_id, key)
    left join record.batches b using (case_id, key);
    if v_over then
        raise exception using errcode = 'RS009', message = 'the run is over';
    end if;
    if v_receipt.first is not null then
        return v_receipt;
    end if;

    if p_follows <> v_seq then
        raise exception using
            errcode = 'RS005', message = 'the record does not end where the case saw it end';
    end if;

    v_receipt.first := v_seq + 1;
    v_receipt.recorded_at := coalesce(p_recorded_at, clock_timestamp());
    foreach v_body in array p_bodies loop
        v_seq := v_seq + 1;
        v_said := array_append(v_said, v_body::jsonb);
        v_previous := array_append(v_previous, v_head);
        v_head := record.event_hash(
            v_head, p_case_id, v_seq, p_key, v_receipt.recorded_at, v_body
        );
        v_hashes := array_append(v_hashes, v_head);
    end loop;
    v_receipt.last := v_seq;
    v_receipt.head := v_head;

    -- One statement, because batch and events are each checked against the other when it ends.
    with head as (
        update record.heads set seq = v_seq, hash = v_head where case_id = p_case_id
    ), batch as (
        insert into record.batches (case_id, key, first, last, head, recorded_at, envelope)
        values (
            p_case_id, p_key, v_receipt.first, v_receipt.last, v_receipt.head,
            v_receipt.recorded_at, p_envelope
        )
    )
    insert into record.events (
        case_id, seq, key, recorded_at, body, prev_hash, hash,
        at, kind, process_row, act, person, role, organisation
    )
    select
        p_case_id, v_receipt.first + e.nth - 1, p_key, v_receipt.recorded_at, e.body, e.previous,
        e.hash, (e.said ->> 'at')::timestamptz, e.said ->> 'kind', e.said ->> 'row',
        e.said ->> 'act', e.said #>> '{actor,person}', e.said #>> '{actor,role}',
        e.said #>> '{actor,organisation}'
    from unnest(p_bodies, v_said, v_previous, v_hashes) with ordinality
        as e(body, said, previous, hash, nth);

    for i in 1 .. cardinality(v_said) loop
        if v_said[i] ? 'notices' then
            perform record.register_notices(
                p_case_id, v_receipt.first + i - 1, v_said[i] -> 'notices'
            );
        end if;
    end loop;

    perform record.project(
        p_case_id, v_receipt.last, v_receipt.recorded_at, p_view, p_clocks, p_before_return
    );
    if not p_before_return then
        delete from desk.openings where case_id = p_case_id;
    end if;
    return v_receipt;
end
$$;

-- The worker's, as before: recorded now. Without the last arguments for workers of earlier versions.
create function record.append(
    p_case_id text, p_key text, p_bodies text[], p_envelope text, p_view jsonb, p_clocks jsonb,
    p_before_return boolean, p_follows bigint default null, p_run_id text default null
) returns record.receipt
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
    return record.append_at(
        p_case_id, p_key, p_bodies, p_envelope, p_view, p_clocks, p_before_return, p_follows, null,
        p_run_id
    );
end
$$;
grant execute on function record.append to resumption_worker;

-- The owner's, as before.
create or replace function record.append_again(
    p_case_id text, p_key text, p_bodies text[], p_envelope text, p_view jsonb, p_clocks jsonb,
    p_before_return boolean, p_first bigint, p_recorded_at timestamptz, p_head bytea
) returns record.receipt
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
    v_receipt record.receipt;
begin
    v_receipt := record.append_at(
        p_case_id, p_key, p_bodies, p_envelope, p_view, p_clocks, p_before_return, p_first - 1,
        p_recorded_at, null
    );
    if v_receipt.first <> p_first or v_receipt.head <> p_head then
        raise exception using errcode = 'RS006', message = 'another event was recorded there';
    end if;
    return v_receipt;
end
$$;
