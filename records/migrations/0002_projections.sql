-- Projections: how a case stands after its last batch, for lists, pages and reports.
-- They are rewritten in the transaction of each batch and can be rebuilt from the events.

create table record.cases (
    case_id           text        primary key,
    carrier           text        not null,
    carrier_reference text        not null,
    illustrative      boolean     not null,
    state             text        not null,
    phase             text        not null,
    standing          text        not null,
    owner             text,
    awaiting          text,
    ports             text[]      not null,
    opened_at         timestamptz not null,
    next_due          timestamptz,
    statutory_due     timestamptz,
    overdue           boolean     not null,
    held              boolean     not null,
    settled           boolean     not null,
    -- Whether the case still bars another one of the same carrier. What that means is the
    -- process table's business; whoever appends says it.
    before_return     boolean     not null,
    seq               bigint      not null,
    recorded_at       timestamptz not null,
    view              jsonb       not null
) with (fillfactor = 60);  -- room on the page, so that most rewrites touch no index
comment on column record.cases.view is 'The whole case view but its clocks, which are in record.clocks.';

create index cases_newest_first on record.cases (opened_at desc, case_id desc);
create index cases_by_state on record.cases (state, opened_at desc, case_id desc);
create index cases_by_phase on record.cases (phase, opened_at desc, case_id desc);
create index cases_by_carrier on record.cases (carrier, opened_at desc, case_id desc);
create index cases_overdue on record.cases (opened_at desc, case_id desc) where overdue;

create table record.clocks (
    case_id    text        not null,
    key        text        not null,
    rule       text        not null,
    status     text        not null,
    started_at timestamptz not null,
    due        timestamptz,
    owner      text        not null,
    party      text        not null,
    lapsed     boolean     not null,
    clock      jsonb       not null,
    primary key (case_id, key)
);
comment on column record.clocks.clock is 'The clock as the case view shows it, with its ledger.';

create table record.tracks (
    case_id text not null,
    track   text not null,
    item    text not null,
    state   text not null,
    primary key (case_id, track, item)
);

-- Writes the projections of one case; called by the append function. What a batch did not change is
-- not written again, as far as that can be told cheaply.
create function record.project(
    p_case_id text, p_seq bigint, p_recorded_at timestamptz,
    p_view jsonb, p_clocks jsonb, p_before_return boolean
) returns void
language plpgsql as $$
declare
    v_old record.cases;
begin
    insert into record.cases as c (
        case_id, carrier, carrier_reference, illustrative, state, phase, standing, owner, awaiting,
        ports, opened_at, next_due, statutory_due, overdue, held, settled, before_return,
        seq, recorded_at, view
    )
    select
        p_case_id, v.carrier, v.carrier_reference, v.illustrative, v.state, v.phase, v.standing,
        v.owner, v.awaiting, v.ports, v.opened_at, v.next_due, v.statutory_due, v.overdue, v.held,
        v.settled, p_before_return, p_seq, p_recorded_at, p_view
    from jsonb_to_record(p_view) as v(
        carrier text, carrier_reference text, illustrative boolean, state text, phase text,
        standing text, owner text, awaiting text, ports text[], opened_at timestamptz,
        next_due timestamptz, statutory_due timestamptz, overdue boolean, held boolean,
        settled boolean
    )
    on conflict (case_id) do update set
        carrier = excluded.carrier, carrier_reference = excluded.carrier_reference,
        illustrative = excluded.illustrative, state = excluded.state, phase = excluded.phase,
        standing = excluded.standing, owner = excluded.owner, awaiting = excluded.awaiting,
        ports = excluded.ports, opened_at = excluded.opened_at, next_due = excluded.next_due,
        statutory_due = excluded.statutory_due, overdue = excluded.overdue, held = excluded.held,
        settled = excluded.settled, before_return = excluded.before_return, seq = excluded.seq,
        recorded_at = excluded.recorded_at, view = excluded.view
    returning old.* into v_old;

    if p_view -> 'tracks' is distinct from v_old.view -> 'tracks' then
        insert into record.tracks as t (case_id, track, item, state)
        select p_case_id, of.track, i.item, i.state
        from jsonb_each(p_view -> 'tracks') as of(track, items)
        cross join jsonb_each_text(of.items) as i(item, state)
        on conflict (case_id, track, item) do update set state = excluded.state
        where t.state <> excluded.state;

        -- A view may also stop showing an item: a correction of how events are read.
        delete from record.tracks t
        where t.case_id = p_case_id and p_view #> array['tracks', t.track, t.item] is null;
    end if;

    -- A batch brings the clocks that it changed; the others stand as they are.
    insert into record.clocks as k (
        case_id, key, rule, status, started_at, due, owner, party, lapsed, clock
    )
    select
        p_case_id, c.clock ->> 'key', c.clock ->> 'rule', c.clock ->> 'status',
        (c.clock ->> 'started_at')::timestamptz, (c.clock ->> 'due')::timestamptz,
        c.clock ->> 'owner', c.clock ->> 'party', (c.clock ->> 'lapsed')::boolean, c.clock
    from jsonb_array_elements(p_clocks) as c(clock)
    on conflict (case_id, key) do update set
        rule = excluded.rule, status = excluded.status,
        started_at = excluded.started_at, due = excluded.due, owner = excluded.owner,
        party = excluded.party, lapsed = excluded.lapsed, clock = excluded.clock;
end
$$;
