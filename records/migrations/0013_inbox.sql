-- Events of other systems, as they were received, each with the commands that it became. What became
-- of an event is what became of its commands, so nothing here is ever changed.

create schema exchange;
grant usage on schema exchange
    to resumption_worker, resumption_desk, resumption_reader, resumption_portal;

create table exchange.received (
    source      text        not null,
    id          text        not null,
    type        text        not null,
    system      text        not null,
    received_at timestamptz not null,
    sha256      text        not null,
    text        text        not null,
    known       boolean     not null,
    commands    text[]      not null,
    set_aside   jsonb       not null,
    number      bigint      generated always as identity unique,
    logged_at   timestamptz not null default clock_timestamp(),
    primary key (source, id)
);
comment on column exchange.received.sha256 is 'Of the bytes as they came: the same event again is told from another one.';
comment on column exchange.received.commands is 'Ids in desk.commands, in order.';

create trigger only_grows before update or delete or truncate on exchange.received
    for each statement execute function record.refuse_change();
alter table exchange.received enable always trigger only_grows;

-- Writes an event down, unless one of that source and id is there; answers whether it did. Its
-- commands are received in the same transaction, by desk.receive.
create function exchange.receive(
    p_source text, p_id text, p_type text, p_system text, p_received_at timestamptz,
    p_sha256 text, p_text text, p_known boolean, p_commands text[], p_set_aside jsonb
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into exchange.received (
        source, id, type, system, received_at, sha256, text, known, commands, set_aside
    ) values (
        p_source, p_id, p_type, p_system, p_received_at, p_sha256, p_text, p_known, p_commands,
        p_set_aside
    )
    on conflict (source, id) do nothing;
    return found;
end
$$;

grant execute on function exchange.receive to resumption_desk;
grant select on exchange.received to resumption_desk, resumption_reader;
