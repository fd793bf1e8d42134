-- name: retention_facts(case_id)
-- What the rule on disposal must know of each case that is not open and not disposed of, the oldest
-- first: its own facts, and those of the family of matters to which it belongs. Null: of all cases.
with mine as (
    select
        c.case_id, record.root_of(c.case_id) as root, c.carrier, c.state, c.settled, c.view,
        exists (
            select from record.tracks t
            where t.case_id = c.case_id and t.track = 'LEGAL_HOLD' and t.state = 'HELD'
        ) as held,
        (select max(e.at) from record.events e where e.case_id = c.case_id) as last_at,
        exists (
            select from desk.commands d where d.case_id = c.case_id and d.outcome is null
        ) as unanswered,
        exists (select from exchange.owed o where o.case_id = c.case_id) or exists (
            select from exchange.deliveries d where d.case_id = c.case_id and d.state = 'due'
        ) as owing,
        exists (
            select from record.signed_heads s where s.case_id = c.case_id and s.seq = c.seq
        ) as signed,
        c.seq
    from record.cases c
    where cast(:case_id as text) is null
       or record.root_of(c.case_id) = record.root_of(:case_id)
), families as (
    select
        m.case_id, m.root, m.carrier, m.state, m.seq, m.settled as closed,
        max(m.last_at) over family as last_at,
        bool_and(m.settled) over family as settled,
        bool_or(m.held) over family as held,
        bool_or(m.unanswered) over family as unanswered,
        m.view -> 'linked' <> '[]' as linked, m.owing, m.signed
    from mine m
    window family as (partition by m.root)
)
select f.case_id, f.carrier, f.state, f.seq, f.last_at, f.settled, f.held, f.linked, f.unanswered,
    f.owing, f.signed, t.case_time
from families f
left join desk.case_times t on t.case_id = f.case_id
where (f.case_id = :case_id or (cast(:case_id as text) is null and (f.closed or f.held)))
  and not exists (select from record.disposals d where d.case_id = f.case_id)
order by f.last_at, f.case_id;

-- name: disposal_of_case(case_id)^
-- That a case was disposed of, with the certificate, and whose it was.
select d.case_id, c.carrier, d.seq, d.hash, d.schedule, d.due, d.reached, d.disposed_at, d.person,
    d.role, d.organisation, d.certificate
from record.disposals d
join record.cases c using (case_id)
where d.case_id = :case_id;

-- name: disposals()
-- Every case that was disposed of, the last first.
select d.case_id, c.carrier, d.seq, d.hash, d.schedule, d.due, d.reached, d.disposed_at, d.person,
    d.role, d.organisation, d.certificate
from record.disposals d
join record.cases c using (case_id)
order by d.disposed_at desc, d.case_id;

-- name: hashes_of_commands(case_id)
-- The hash of each command that was received for a case.
select command_id, encode(sha256(convert_to(envelope, 'UTF8')), 'hex') as sha256
from desk.commands
where case_id = :case_id
order by command_id;

-- name: named_hashes_of_prints(case_id)
-- The hash of each letter as it was printed, by what it is.
select key || ' ' || language as name, sha256 from record.prints
where case_id = :case_id
order by key, nth;

-- name: hashes_of_evidence(case_id)
-- The hash of each file that was filed.
select reference as name, sha256 from evidence.items
where case_id = :case_id
order by reference;

-- name: hashes_of_histories(case_id)
-- The hash of the history of each run.
select run_id as name, encode(sha256, 'hex') as sha256 from record.run_histories
where case_id = :case_id
order by run_id;

-- name: content_left(case_id)$
-- How many places still hold content of a case that was disposed of; 0 after a whole disposal.
select
    (select count(*) from record.events where case_id = :case_id and (body <> '' or person <> ''))
    + (select count(*) from record.batches where case_id = :case_id and envelope is not null)
    + (select count(*) from record.notices
       where case_id = :case_id and (notice <> '{}' or address <> ''))
    + (select count(*) from record.deliveries where case_id = :case_id and answer <> '')
    + (select count(*) from record.prints where case_id = :case_id and pdf <> '')
    + (select count(*) from record.run_histories where case_id = :case_id and history <> '')
    + (select count(*) from desk.commands where case_id = :case_id and envelope <> '')
    + (select count(*) from evidence.items where case_id = :case_id and name <> '')
    + (select count(*) from exchange.deliveries where case_id = :case_id and body <> '')
    + (select count(*) from record.clocks where case_id = :case_id)
    + (select count(*) from record.tracks where case_id = :case_id);

-- name: dispose(case_id, seq, hash, schedule, last_at, due, reached, person, role, organisation, certificate)$
-- Record the disposal of a case and empty what holds its content.
select record.dispose(
    :case_id, :seq, :hash, :schedule, :last_at, :due, :reached, :person, :role, :organisation,
    :certificate
);
