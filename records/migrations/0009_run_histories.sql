-- Temporal's histories of ended runs, kept before retention removes them there: the second witness
-- of `verify` for as long as the record itself. They only grow.

create table record.run_histories (
    run_id     text        primary key,
    case_id    text        not null,
    status     text        not null,
    started_at timestamptz not null,
    closed_at  timestamptz not null,
    history    text        not null,
    sha256     bytea       not null,
    kept_at    timestamptz not null default clock_timestamp(),
    check (sha256 = pg_catalog.sha256(convert_to(history, 'UTF8')))
);
create index run_histories_of_case on record.run_histories (case_id, started_at, closed_at);
comment on column record.run_histories.history is 'Temporal''s JSON of the history, as it was read.';

create trigger only_grows before update or delete or truncate on record.run_histories
    for each statement execute function record.refuse_change();
alter table record.run_histories enable always trigger only_grows;

-- Keeps a run's history; what is kept already stays as it was first read.
create function record.keep_run_history(
    p_run_id text, p_case_id text, p_status text, p_started_at timestamptz,
    p_closed_at timestamptz, p_history text
) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into record.run_histories (
        run_id, case_id, status, started_at, closed_at, history, sha256
    )
    values (
        p_run_id, p_case_id, p_status, p_started_at, p_closed_at, p_history,
        sha256(convert_to(p_history, 'UTF8'))
    )
    on conflict (run_id) do nothing;
end;

grant execute on function record.keep_run_history to resumption_desk;
grant select on record.run_histories to resumption_desk, resumption_reader;
