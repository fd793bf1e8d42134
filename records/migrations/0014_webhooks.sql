-- What other systems are told: who wants what, what is owed to whom, and how each attempt ended.
--
-- A notice to somebody outside leaves a mark here in the transaction that owes it. The mark becomes
-- deliveries, whole messages, by whoever may read the record; the dispatcher reads nothing else.

do $$
begin
    execute format('grant connect on database %I to resumption_dispatcher', current_database());
end
$$;
grant usage on schema exchange to resumption_dispatcher;

create table exchange.subscriptions (
    id           text        primary key,
    organisation text        not null,
    party        text        not null,
    addressee    text,
    types        text[]      not null,
    url          text        not null,
    scheme       text        not null check (scheme in ('v1', 'v1a')),
    keys         text[]      not null check (cardinality(keys) between 1 and 2),
    created_at   timestamptz not null default clock_timestamp(),
    disabled_at  timestamptz,
    disabled_why text,
    check ((disabled_at is null) = (disabled_why is null))
);
comment on column exchange.subscriptions.party is 'Whose notices these are, as record.notices names the party.';
comment on column exchange.subscriptions.addressee is
    'Of a partner, the address that the carrier consented to; of a carrier, its id.';
comment on column exchange.subscriptions.keys is 'Ids of the keys that sign, the newest first; no key is in this database.';

create table exchange.owed (
    case_id  text   not null,
    key      text   not null,
    position bigint generated always as identity,
    primary key (position)
);
comment on table exchange.owed is 'Notices to somebody outside from which no delivery has been made yet.';

create table exchange.deliveries (
    id             text        primary key,
    subscription   text        not null references exchange.subscriptions (id),
    case_id        text        not null,
    notice         text        not null,
    type           text        not null,
    body           text        not null,
    position       bigint      generated always as identity unique,
    state          text        not null default 'due' check (state in ('due', 'delivered', 'dead')),
    due_at         timestamptz not null,
    first_tried_at timestamptz,
    attempts       integer     not null default 0,
    leased_until   timestamptz,
    lease          text,
    ended_at       timestamptz,
    unique (subscription, case_id, notice)
);
comment on column exchange.deliveries.id is 'The webhook-id: the same for every attempt.';
create index deliveries_due on exchange.deliveries (subscription, case_id, position) where state = 'due';
create index deliveries_dead on exchange.deliveries (position) where state = 'dead';

create table exchange.attempts (
    delivery text        not null references exchange.deliveries (id),
    nth      bigint      generated always as identity,
    at       timestamptz not null,
    status   integer,
    why      text        not null,
    primary key (delivery, nth)
);
create trigger only_grows before update or delete or truncate on exchange.attempts
    for each statement execute function record.refuse_change();
alter table exchange.attempts enable always trigger only_grows;

-- A notice to the carrier, a partner, a partner administration or a port may be wanted by a system.
create function exchange.owe() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into exchange.owed (case_id, key) values (new.case_id, new.key);
    return null;
end
$$;
create trigger owed_outside after insert on record.notices
    for each row when (
        new.party in ('carrier', 'partner') or starts_with(new.party, 'partner:')
        or starts_with(new.party, 'port:')
    )
    execute function exchange.owe();
alter table record.notices enable always trigger owed_outside;

-- Turns one mark into deliveries. Where another process did it first, nothing is made.
create function exchange.spread(p_position bigint, p_deliveries jsonb, p_now timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from exchange.owed where position = p_position;
    if not found then
        return;
    end if;
    insert into exchange.deliveries (id, subscription, case_id, notice, type, body, due_at)
    select d.id, d.subscription, d.case_id, d.notice, d.type, d.body, p_now
    from jsonb_to_recordset(p_deliveries) as d(
        id text, subscription text, case_id text, notice text, type text, body text
    )
    on conflict do nothing;
end
$$;

-- Gives out deliveries that are due, each with a lease: until it ends, nobody else gets them. Of one
-- case a subscriber gets one after the other, and no subscriber more at once than p_each.
create function exchange.claim(
    p_now timestamptz, p_limit integer, p_each integer, p_lease text, p_until timestamptz
) returns table (
    id text, subscription text, url text, scheme text, keys text[], body text, attempts integer,
    first_tried_at timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('exchange.claim', 0));
    return query
    with open as (
        select d.id, d.subscription, d.position, d.due_at,
            coalesce(d.leased_until > p_now, false) as leased,
            row_number() over (partition by d.subscription, d.case_id order by d.position) as turn
        from exchange.deliveries d
        join exchange.subscriptions s on s.id = d.subscription
        where d.state = 'due' and s.disabled_at is null
    ), free as (
        select o.id, o.position, row_number() over (
            partition by o.subscription order by o.due_at, o.position
        ) + (
            select count(*) from open l where l.subscription = o.subscription and l.leased
        ) as place
        from open o
        where o.turn = 1 and not o.leased and o.due_at <= p_now
    ), chosen as (
        select f.id from free f where f.place <= p_each order by f.place, f.position limit p_limit
    )
    update exchange.deliveries d
    set lease = p_lease, leased_until = p_until, attempts = d.attempts + 1,
        first_tried_at = coalesce(d.first_tried_at, p_now)
    from chosen c, exchange.subscriptions s
    where d.id = c.id and s.id = d.subscription
    returning d.id, d.subscription, s.url, s.scheme, s.keys, d.body, d.attempts, d.first_tried_at;
end
$$;

-- Keeps how an attempt ended. Only who holds the lease moves the delivery.
create function exchange.attempted(
    p_id text, p_lease text, p_at timestamptz, p_status integer, p_why text, p_state text,
    p_due_at timestamptz
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into exchange.attempts (delivery, at, status, why) values (p_id, p_at, p_status, p_why);
    update exchange.deliveries d
    set state = p_state, due_at = coalesce(p_due_at, d.due_at), leased_until = null, lease = null,
        ended_at = case when p_state = 'due' then null else p_at end
    where d.id = p_id and d.lease = p_lease and d.state = 'due';
end
$$;

create function exchange.subscribe(
    p_id text, p_organisation text, p_party text, p_addressee text, p_types text[], p_url text,
    p_scheme text, p_keys text[]
) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into exchange.subscriptions (id, organisation, party, addressee, types, url, scheme, keys)
    values (p_id, p_organisation, p_party, p_addressee, p_types, p_url, p_scheme, p_keys);
end;

create function exchange.set_keys(p_id text, p_keys text[]) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update exchange.subscriptions set keys = p_keys where id = p_id;
    return found;
end
$$;

-- A reason disables, none enables again; the first reason stays.
create function exchange.disable(p_id text, p_why text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update exchange.subscriptions
    set disabled_at = case when p_why is null then null else coalesce(disabled_at, p_at) end,
        disabled_why = case when p_why is null then null else coalesce(disabled_why, p_why) end
    where id = p_id;
    return found;
end
$$;

-- The receiver answered that it wants nothing more; only a person enables it again.
create function exchange.gone(p_id text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update exchange.subscriptions set disabled_at = p_at, disabled_why = 'gone'
    where id = p_id and disabled_at is null;
end;

-- Owes what was given up once more; null: of every delivery, or of every subscription.
create function exchange.replay(p_id text, p_subscription text, p_now timestamptz) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    with again as (
        update exchange.deliveries
        set state = 'due', due_at = p_now, first_tried_at = null, ended_at = null
        where state = 'dead' and (p_id is null or id = p_id)
          and (p_subscription is null or subscription = p_subscription)
        returning 1
    )
    select count(*) from again;
end;

grant execute on function exchange.claim, exchange.attempted, exchange.gone
    to resumption_dispatcher;
grant execute on function
    exchange.spread, exchange.subscribe, exchange.set_keys, exchange.disable, exchange.replay
    to resumption_desk;
grant select on exchange.subscriptions, exchange.owed, exchange.deliveries, exchange.attempts
    to resumption_desk, resumption_reader;
