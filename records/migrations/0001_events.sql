-- The record: what happened in each case, numbered without gaps and chained by hash.
--
-- Three tables that only ever grow, and one row per case that is its lock and its head.
-- The rules are kept by the database for everyone, its owner included:
--   * nothing here is updated, deleted or truncated;
--   * an event is only taken if it is the next one of its case: number, previous hash, own hash;
--   * a batch is only taken together with exactly the events that it names, and with the head of
--     the case moved to the last of them.
-- SQLSTATE class RS is ours: RS001 append-only, RS002 not next in the chain, RS003 malformed
-- batch, RS004 a notice's key used twice for different messages. Messages hold no case content.

create type record.receipt as (
    first       bigint,
    last        bigint,
    head        bytea,
    recorded_at timestamptz
);
comment on type record.receipt is 'What an append answers: numbers given, head of the chain, when.';

-- One row per case: locked by every append, so that a case has one writer at a time.
create table record.heads (
    case_id text   primary key check (case_id <> '' and strpos(case_id, E'\n') = 0),
    seq     bigint not null check (seq >= 0),
    hash    bytea  not null check (octet_length(hash) = 32)
) with (fillfactor = 50);  -- room on the page, so that moving a head touches no index

create table record.batches (
    case_id     text        not null,
    key         text        not null check (key <> '' and strpos(key, E'\n') = 0),
    first       bigint      not null check (first >= 1),
    last        bigint      not null check (last >= first),
    head        bytea       not null check (octet_length(head) = 32),
    recorded_at timestamptz not null,
    envelope    text,
    primary key (case_id, key)
);
comment on column record.batches.envelope is
    'The signed command exactly as it travelled; null where a clock or a delivery acted.';

create table record.events (
    case_id      text        not null,
    seq          bigint      not null check (seq >= 1),
    key          text        not null,
    recorded_at  timestamptz not null,
    body         text        not null,
    prev_hash    bytea       not null,
    hash         bytea       not null,
    -- Read out of the body when it is appended, for those who search; the body is what counts.
    at           timestamptz not null,
    kind         text        not null,
    process_row  text        not null,
    act          text        not null,
    person       text        not null,
    role         text        not null,
    organisation text        not null,
    primary key (case_id, seq)
);
comment on column record.events.body is
    'Canonical JSON of the event: exactly the bytes that are hashed (records/canonical.py).';

-- ---------------------------------------------------------------------------------- append-only

create function record.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using
        errcode = 'RS001',
        message = format('%s.%s only grows: %s refused', tg_table_schema, tg_table_name, tg_op);
end
$$;

create trigger only_grows before update or delete or truncate on record.events
    for each statement execute function record.refuse_change();
create trigger only_grows before update or delete or truncate on record.batches
    for each statement execute function record.refuse_change();

-- A head moves forward or not at all.
create trigger stays before delete or truncate on record.heads
    for each statement execute function record.refuse_change();
create trigger moves_forward before update on record.heads
    for each row when (new.seq <= old.seq or new.case_id <> old.case_id)
    execute function record.refuse_change();

-- Also where a session calls itself a replica.
alter table record.events  enable always trigger only_grows;
alter table record.batches enable always trigger only_grows;
alter table record.heads   enable always trigger stays;
alter table record.heads   enable always trigger moves_forward;

-- --------------------------------------------------------------------------------------- chain

-- The same as seals/chain.py: previous hash, then the entry. The first event follows 32 zero bytes.
create function record.genesis() returns bytea
language sql immutable parallel safe
return '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea;

create function record.event_hash(
    previous bytea, case_id text, seq bigint, key text, recorded_at timestamptz, body text
) returns bytea
language sql stable parallel safe
return sha256(
    previous || convert_to(
        case_id || E'\n' || seq || E'\n' || key || E'\n'
            || to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\n'
            || body,
        'UTF8'
    )
);

-- Runs once per statement, over all rows that it added, with the rights of whoever may insert: the
-- owner, or the append function, which is the owner's.
create function record.check_chain() returns trigger
language plpgsql as $$
begin
    if exists (
        select from added a
        where a.prev_hash is distinct from (
                case a.seq
                    when 1 then record.genesis()
                    else (
                        select p.hash from record.events p
                        where p.case_id = a.case_id and p.seq = a.seq - 1
                    )
                end
            )
           or a.hash is distinct from record.event_hash(
                a.prev_hash, a.case_id, a.seq, a.key, a.recorded_at, a.body
            )
           or not exists (
                select from record.batches b
                where b.case_id = a.case_id and b.key = a.key
                  and a.seq between b.first and b.last and b.recorded_at = a.recorded_at
            )
    ) then
        raise exception using
            errcode = 'RS002', message = 'an event that is not the next one of its case was refused';
    end if;
    return null;
end
$$;

create trigger next_in_chain after insert on record.events
    referencing new table as added
    for each statement execute function record.check_chain();
alter table record.events enable always trigger next_in_chain;

-- A batch is written in one statement with its events and the move of the head to the last of them,
-- so that each finds the other.
create function record.check_batch() returns trigger
language plpgsql as $$
begin
    if not exists (
        select from record.heads h
        where h.case_id = new.case_id and h.seq = new.last and h.hash = new.head
    ) or (
        select count(*) filter (where e.key = new.key) <> new.last - new.first + 1
            or bool_or(e.seq = new.last and e.hash = new.head) is not true
        from record.events e
        where e.case_id = new.case_id and e.seq between new.first and new.last
    ) then
        raise exception using
            errcode = 'RS002', message = 'a batch without exactly its events was refused';
    end if;
    return null;
end
$$;

create trigger whole_batch after insert on record.batches
    for each row execute function record.check_batch();
alter table record.batches enable always trigger whole_batch;
