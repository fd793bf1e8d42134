-- What logs and other systems' events hold goes when its period of the retention schedule has run out:
-- lines of who read what and who signed in, and the text of events that were received. It goes in one
-- transaction with a line that says what went, by whom, and under which hash. What concerns a case
-- stays at least as long as the content of that case. For everybody else, and otherwise, these tables
-- only grow, as before.

create table record.clearances (
    number       bigint      generated always as identity primary key,
    kind         text        not null check (kind in ('reads', 'sign_ins', 'received_events')),
    before       timestamptz not null,
    schedule     text        not null check (schedule <> ''),
    lines        bigint      not null check (lines > 0),
    sha256       bytea       not null check (length(sha256) = 32),
    person       text        not null check (person <> ''),
    role         text        not null check (role = 'OPS'),
    organisation text        not null,
    cleared_at   timestamptz not null default clock_timestamp(),
    check (before < cleared_at)
);
comment on table record.clearances is 'What went from logs because its period had run out.';
comment on column record.clearances.before is 'What was written before this instant.';
comment on column record.clearances.sha256 is 'Of the lines that went, as JSON, each with a line feed, in order.';

create trigger only_grows before update or delete or truncate on record.clearances
    for each statement execute function record.refuse_change();
alter table record.clearances enable always trigger only_grows;
grant select on record.clearances to resumption_desk, resumption_reader;

-- Whether the content of a case is still kept.
create function record.still_kept(p_case_id text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select exists (select from record.heads h where h.case_id = p_case_id)
        and not exists (select from record.disposals d where d.case_id = p_case_id);
end;

-- The lines of a kind that may go, of what was written before an instant: where, and what they say.
create function record.lines_past(p_kind text, p_before timestamptz)
returns table (place text, id bigint, line text)
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select 'portal.reads', r.id, to_jsonb(r) #>> '{}' from portal.reads r
    where p_kind = 'reads' and r.at < p_before and not record.still_kept(r.case_id)
    union all
    select 'evidence.reads', r.read_id, to_jsonb(r) #>> '{}'
    from evidence.reads r join evidence.items i using (reference)
    where p_kind = 'reads' and r.at < p_before and not record.still_kept(i.case_id)
    union all
    select 'portal.sign_ins', s.id, to_jsonb(s) #>> '{}' from portal.sign_ins s
    where p_kind = 'sign_ins' and s.at < p_before
    union all
    select 'exchange.received', e.number, to_jsonb(e) #>> '{}' from exchange.received e
    where p_kind = 'received_events' and e.received_at < p_before and e.text <> ''
      and not exists (
        select from desk.commands c
        where c.command_id = any(e.commands) and record.still_kept(c.case_id)
    );
end;

create function record.refuse_but_clearance() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = tg_argv[0] and exists (
        select from record.clearances c where c.xmin = pg_current_xact_id()::xid
    ) then
        return null;  -- which rows is asked of each row, below
    end if;
    raise exception using
        errcode = 'RS001',
        message = format('%s.%s only grows: %s refused', tg_table_schema, tg_table_name, tg_op);
end
$$;

-- Its arguments: the kind, and the column that says when a line was written.
create function record.only_past() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_old jsonb := to_jsonb(old);
begin
    if exists (
        select from record.clearances c
        where c.xmin = pg_current_xact_id()::xid and c.kind = tg_argv[0]
          and (v_old ->> tg_argv[1])::timestamptz < c.before
    ) and (tg_op = 'DELETE' or to_jsonb(new) = v_old || '{"text": ""}') then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    raise exception using
        errcode = 'RS001',
        message = format('%s.%s keeps what it holds: %s refused',
                         tg_table_schema, tg_table_name, tg_op);
end
$$;

do $$
declare
    v_table text;
    v_op    text;
    v_kind  text;
    v_at    text;
begin
    for v_table, v_op, v_kind, v_at in values
        ('portal.reads', 'DELETE', 'reads', 'at'),
        ('evidence.reads', 'DELETE', 'reads', 'at'),
        ('portal.sign_ins', 'DELETE', 'sign_ins', 'at'),
        ('exchange.received', 'UPDATE', 'received_events', 'received_at')
    loop
        execute format('drop trigger only_grows on %s', v_table);
        execute format(
            'create trigger only_grows before update or delete or truncate on %s
             for each statement execute function record.refuse_but_clearance(%L)', v_table, v_op);
        execute format(
            'create trigger only_past before update or delete on %s
             for each row execute function record.only_past(%L, %L)', v_table, v_kind, v_at);
        execute format('alter table %s enable always trigger only_grows', v_table);
        execute format('alter table %s enable always trigger only_past', v_table);
    end loop;
end
$$;

-- Clears what is past, and says how many lines went. The owner's alone.
create function record.clear_log(
    p_kind text, p_before timestamptz, p_schedule text,
    p_person text, p_role text, p_organisation text
) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_lines  bigint;
    v_sha256 bytea;
    v_reads  bigint[];
    v_files  bigint[];
    v_others bigint[];
begin
    select
        count(*),
        sha256(coalesce(string_agg(convert_to(line || E'\n', 'UTF8'), '' order by place, id), '')),
        array_agg(id) filter (where place = 'portal.reads'),
        array_agg(id) filter (where place = 'evidence.reads'),
        array_agg(id) filter (where place not like '%.reads')
    into v_lines, v_sha256, v_reads, v_files, v_others
    from record.lines_past(p_kind, p_before);
    if v_lines = 0 then
        return 0;
    end if;
    insert into record.clearances (
        kind, before, schedule, lines, sha256, person, role, organisation
    ) values (
        p_kind, p_before, p_schedule, v_lines, v_sha256, p_person, p_role, p_organisation
    );
    delete from portal.reads where id = any(v_reads);
    delete from evidence.reads where read_id = any(v_files);
    delete from portal.sign_ins where p_kind = 'sign_ins' and id = any(v_others);
    update exchange.received set text = ''
    where p_kind = 'received_events' and number = any(v_others);
    return v_lines;
end
$$;
revoke execute on function
    record.still_kept, record.lines_past, record.refuse_but_clearance, record.only_past,
    record.clear_log
    from public;
grant execute on function record.still_kept, record.lines_past to resumption_reader;
