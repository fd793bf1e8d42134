-- Disposal that leaves the proof: the content of a case goes, its numbers, instants, kinds and hashes
-- stay, with a certificate signed by the record's key. What only grew still only grows, for everybody,
-- but for one thing: in the very transaction that records the disposal of a case, columns that hold
-- its content may be emptied, and nothing else.
--
-- RS007: disposed of, so nothing more is taken. RS008: may not be disposed of.

create table record.disposals (
    case_id      text        primary key references record.heads (case_id),
    seq          bigint      not null,
    hash         bytea       not null,
    schedule     text        not null check (schedule <> ''),
    last_at      timestamptz not null,
    due          date        not null,
    reached      timestamptz not null,
    person       text        not null check (person <> ''),
    role         text        not null check (role = 'OPS'),
    organisation text        not null,
    certificate  text        not null check (certificate <> ''),
    disposed_at  timestamptz not null default clock_timestamp(),
    check (due > (last_at at time zone 'UTC')::date),
    check ((reached at time zone 'UTC')::date >= due)
);
comment on table record.disposals is 'Cases whose content was disposed of; what is left of them proves what was.';
comment on column record.disposals.last_at is 'The last event of the case and the matters beside it: the years run from there.';
comment on column record.disposals.reached is 'The case''s own instant at which it was disposed of.';
comment on column record.disposals.certificate is 'The signed envelope (seals/statements.py).';

create trigger only_grows before update or delete or truncate on record.disposals
    for each statement execute function record.refuse_change();
alter table record.disposals enable always trigger only_grows;
grant select on record.disposals to resumption_desk, resumption_reader;

-- The case beside which a matter runs, and for a case the case itself (casework/folds).
create function record.root_of(p_case_id text) returns text
language sql immutable parallel safe
return split_part(split_part(p_case_id, '-appeal-', 1), '-partner-', 1);

-- ------------------------------------------------------------------------------ what may not go

-- A legal hold that was placed and not released, by the events and not by what lists show.
create function record.under_legal_hold(p_case_id text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select exists (
        select from record.events p
        where p.case_id = p_case_id and p.kind = 'legal_hold_placed' and not exists (
            select from record.events r
            where r.case_id = p_case_id and r.kind = 'legal_hold_released' and r.seq > p.seq
              and nullif(r.body, '')::jsonb ->> 'item' = nullif(p.body, '')::jsonb ->> 'item'
        )
        and not exists (select from record.disposals d where d.case_id = p_case_id)
    ) or exists (
        select from record.tracks t
        where t.case_id = p_case_id and t.track = 'LEGAL_HOLD' and t.state = 'HELD'
    );
end;

-- Asked for everybody who records a disposal, the owner included.
create function record.check_disposal() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_root text := record.root_of(new.case_id);
    v_why  text;
begin
    -- Nothing of the family moves, and nothing is received for it, until this has ended.
    perform from record.heads h
    where record.root_of(h.case_id) = v_root order by h.case_id for update;
    perform pg_advisory_xact_lock(hashtextextended('disposal ' || v_root, 0));

    v_why := case
        when not exists (
            select from record.heads h
            where h.case_id = new.case_id and h.seq = new.seq and h.hash = new.hash
        ) then 'its chain ends elsewhere'
        when not exists (
            select from record.signed_heads s where s.case_id = new.case_id and s.seq = new.seq
        ) then 'its head is not signed'
        when exists (
            select from record.heads h
            where record.root_of(h.case_id) = v_root and record.under_legal_hold(h.case_id)
        ) then 'a legal hold is in force'
        when exists (
            select from record.heads h left join record.cases c using (case_id)
            where record.root_of(h.case_id) = v_root and c.settled is not true
        ) then 'it is open, or a matter beside it is'
        when exists (
            select from record.cases c
            where c.case_id = new.case_id and c.view -> 'linked' <> '[]'
        ) then 'an open case rests on it'
        when exists (
            select from desk.commands c
            where record.root_of(c.case_id) = v_root and c.outcome is null
        ) then 'a command has no outcome'
        when exists (select from exchange.owed o where o.case_id = new.case_id) or exists (
            select from exchange.deliveries d where d.case_id = new.case_id and d.state = 'due'
        ) then 'a message is not delivered'
        when new.last_at < (
            select max(e.at) from record.events e where record.root_of(e.case_id) = v_root
        ) then 'something happened later'
        -- Only a demonstration case has a time of its own, which may lie ahead.
        when new.reached > clock_timestamp() + interval '1 minute' and not exists (
            select from desk.case_times t join record.cases c using (case_id)
            where t.case_id in (new.case_id, v_root) and c.illustrative
        ) then 'its time has not come'
    end;
    if v_why is not null then
        raise exception using errcode = 'RS008', message = 'not disposed of: ' || v_why;
    end if;
    return new;
end
$$;
create trigger may_go before insert on record.disposals
    for each row execute function record.check_disposal();
alter table record.disposals enable always trigger may_go;

-- ----------------------------------------------------------------------- what may be emptied then

create function record.refuse_but_disposal() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'UPDATE' and exists (
        select from record.disposals d where d.xmin = pg_current_xact_id()::xid
    ) then
        return null;  -- which rows and columns is asked of each row, below
    end if;
    raise exception using
        errcode = 'RS001',
        message = format('%s.%s only grows: %s refused', tg_table_schema, tg_table_name, tg_op);
end
$$;

-- Its arguments are the columns that may be emptied; all others stay as they are.
create function record.only_emptied() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_old jsonb := to_jsonb(old);
    v_new jsonb := to_jsonb(new);
begin
    if v_old - tg_argv::text[] = v_new - tg_argv::text[]
        and not exists (
            select from unnest(tg_argv::text[]) c(name)
            where v_new -> c.name <> v_old -> c.name
              and v_new -> c.name not in ('null', '""', '{}', '"\\x"')
        )
        and exists (
            select from record.disposals d
            where d.case_id = v_old ->> 'case_id' and d.xmin = pg_current_xact_id()::xid
        )
    then
        return new;
    end if;
    raise exception using
        errcode = 'RS001',
        message = format('%s.%s keeps what it holds: %s refused',
                         tg_table_schema, tg_table_name, tg_op);
end
$$;

do $$
declare
    v_table   text;
    v_columns text;
begin
    for v_table, v_columns in values
        ('record.events', '''body'', ''person'''),
        ('record.batches', '''envelope'''),
        ('record.notices', '''notice'', ''address'''),
        ('record.deliveries', '''answer'''),
        ('record.prints', '''pdf'''),
        ('record.run_histories', '''history'''),
        ('evidence.items', '''name'', ''person'', ''own_reference''')
    loop
        execute format('drop trigger only_grows on %s', v_table);
        execute format(
            'create trigger only_grows before update or delete or truncate on %s
             for each statement execute function record.refuse_but_disposal()', v_table);
        execute format(
            'create trigger only_emptied before update on %s
             for each row execute function record.only_emptied(%s)', v_table, v_columns);
        execute format('alter table %s enable always trigger only_grows', v_table);
        execute format('alter table %s enable always trigger only_emptied', v_table);
    end loop;
end
$$;

drop trigger received_stays on desk.commands;
create trigger received_stays before update on desk.commands
    for each row when (
        old.outcome is not null
        or (old.command_id, old.case_id, old.act, old.person, old.role, old.organisation,
            old.received_at, old.digest, old.envelope, old.opens_for, old.logged_at)
           is distinct from
           (new.command_id, new.case_id, new.act, new.person, new.role, new.organisation,
            new.received_at, new.digest, new.envelope, new.opens_for, new.logged_at)
    )
    execute function record.only_emptied('envelope', 'digest', 'person');
alter table desk.commands enable always trigger received_stays;

-- The hash of what was there stays beside the place where it was.
alter table record.prints drop constraint prints_check;
alter table record.prints add constraint prints_check
    check (pdf = '' or sha256 = encode(pg_catalog.sha256(pdf), 'hex'));
alter table record.run_histories drop constraint run_histories_check;
alter table record.run_histories add constraint run_histories_check
    check (history = '' or sha256 = pg_catalog.sha256(convert_to(history, 'UTF8')));

-- --------------------------------------------------------------- what is disposed of takes no more

create function record.refuse_disposed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_table_name = 'commands' then
        -- A command and a disposal at the same moment: one waits for the other, then sees it.
        perform pg_advisory_xact_lock_shared(
            hashtextextended('disposal ' || record.root_of(new.case_id), 0)
        );
    end if;
    if exists (select from record.disposals d where d.case_id = new.case_id) then
        raise exception using errcode = 'RS007', message = 'the case was disposed of';
    end if;
    return new;
end
$$;
create trigger not_disposed before update on record.heads
    for each row execute function record.refuse_disposed();
create trigger not_disposed before insert on desk.commands
    for each row execute function record.refuse_disposed();
create trigger not_disposed before insert on portal.saved_forms
    for each row execute function record.refuse_disposed();
create trigger not_disposed before insert on evidence.uploads
    for each row execute function record.refuse_disposed();
alter table record.heads enable always trigger not_disposed;
alter table desk.commands enable always trigger not_disposed;
alter table portal.saved_forms enable always trigger not_disposed;
alter table evidence.uploads enable always trigger not_disposed;

-- What Temporal may still have of it is not kept again.
create or replace function record.keep_run_history(
    p_run_id text, p_case_id text, p_status text, p_started_at timestamptz,
    p_closed_at timestamptz, p_history text
) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
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

-- A message without its content is never sent again.
create or replace function exchange.replay(p_id text, p_subscription text, p_now timestamptz) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    with again as (
        update exchange.deliveries
        set state = 'due', due_at = p_now, first_tried_at = null, ended_at = null
        where state = 'dead' and body <> '' and (p_id is null or id = p_id)
          and (p_subscription is null or subscription = p_subscription)
        returning 1
    )
    select count(*) from again;
end;

-- ------------------------------------------------------------------------------------ the act

-- Records a disposal and empties what holds the content of the case, in one transaction. The owner's
-- alone: no role of a running process may call it.
create function record.dispose(
    p_case_id text, p_seq bigint, p_hash bytea, p_schedule text, p_last_at timestamptz, p_due date,
    p_reached timestamptz, p_person text, p_role text, p_organisation text, p_certificate text
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into record.disposals (
        case_id, seq, hash, schedule, last_at, due, reached, person, role, organisation, certificate
    ) values (
        p_case_id, p_seq, p_hash, p_schedule, p_last_at, p_due, p_reached, p_person, p_role,
        p_organisation, p_certificate
    );
    update record.events set body = '', person = '' where case_id = p_case_id;
    update record.batches set envelope = null where case_id = p_case_id;
    update record.notices set notice = '{}', address = '' where case_id = p_case_id;
    update record.deliveries set answer = '' where case_id = p_case_id;
    update record.prints set pdf = '' where case_id = p_case_id;
    update record.run_histories set history = '' where case_id = p_case_id;
    update desk.commands set envelope = '', digest = '', person = '' where case_id = p_case_id;
    update evidence.items set name = '', person = '', own_reference = null
    where case_id = p_case_id;
    update evidence.uploads set name = '', person = '', own_reference = null
    where case_id = p_case_id;
    update exchange.deliveries set body = '' where case_id = p_case_id;
    delete from portal.saved_forms where case_id = p_case_id;
    delete from record.clocks where case_id = p_case_id;
    delete from record.tracks where case_id = p_case_id;
    -- One line stays: that there was a case, of whom, from when on, and how it ended.
    update record.cases set view = view || '{"tracks": {}, "assigned": null}' where case_id = p_case_id;
end
$$;
revoke execute on function
    record.dispose, record.root_of, record.under_legal_hold, record.check_disposal,
    record.refuse_but_disposal, record.only_emptied, record.refuse_disposed
    from public;
grant execute on function record.root_of to resumption_desk, resumption_reader;
