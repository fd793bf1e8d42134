"""Measure 6: the record, beside the same rows without chain and checks; and its verification."""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from itertools import count, cycle

from bench.arithmetic import by_turns
from bench.figures import Figure, at_least, compared
from bench.ground import Ground
from bench.history import Batch, histories
from bench.sizes import Sizes
from records.case_reader import PostgresCaseReader
from records.queries import QUERIES
from records.verification import verify_chain

NUMBER = 6
_AT_A_TIME = 500
"""Rows that a cursor fetches at a time, as verification does."""

_BARE_ROWS = """
with head as (
    insert into bench.heads (case_id, seq, hash) values ($1, $4, $5)
    on conflict (case_id) do update set seq = excluded.seq, hash = excluded.hash
), batch as (
    insert into bench.batches (case_id, key, first, last, head, recorded_at, envelope)
    values ($1, $2, $3, $4, $5, clock_timestamp(), null)
), event as (
    insert into bench.events (
        case_id, seq, key, recorded_at, body, prev_hash, hash,
        at, kind, process_row, act, person, role, organisation
    )
    select $1, $3 + e.nth - 1, $2, clock_timestamp(), e.body, $5, $5,
        (e.said ->> 'at')::timestamptz, e.said ->> 'kind', e.said ->> 'row', e.said ->> 'act',
        e.said #>> '{actor,person}', e.said #>> '{actor,role}', e.said #>> '{actor,organisation}'
    from (select b.body, b.body::jsonb as said, b.nth
          from unnest($6::text[]) with ordinality as b(body, nth)) e
), notice as (
    insert into bench.notices (case_id, key, seq, template, party, address, letter, notice)
    select $1, n ->> 'key', $4, n ->> 'template', n ->> 'party', n ->> 'address', n ->> 'letter', n
    from unnest($6::text[]) as b(body), jsonb_array_elements(b.body::jsonb -> 'notices') n
    on conflict (case_id, key) do nothing
), stands as (
    insert into bench.cases as c
    select $1, v.carrier, v.carrier_reference, v.illustrative, v.state, v.phase, v.standing,
        v.owner, v.awaiting, v.ports, v.opened_at, v.next_due, v.statutory_due, v.overdue, v.held,
        v.settled, $9, $4, clock_timestamp(), $7
    from jsonb_populate_record(null::bench.cases, $7) v
    on conflict (case_id) do update set
        carrier = excluded.carrier, state = excluded.state, phase = excluded.phase,
        standing = excluded.standing, owner = excluded.owner, awaiting = excluded.awaiting,
        next_due = excluded.next_due, statutory_due = excluded.statutory_due,
        overdue = excluded.overdue, held = excluded.held, settled = excluded.settled,
        before_return = excluded.before_return, seq = excluded.seq,
        recorded_at = excluded.recorded_at, view = excluded.view
), track as (
    insert into bench.tracks as t (case_id, track, item, state)
    select $1, of.track, i.item, i.state
    from jsonb_each($7 -> 'tracks') as of(track, items)
    cross join jsonb_each_text(of.items) as i(item, state)
    on conflict (case_id, track, item) do update set state = excluded.state
    where t.state <> excluded.state
)
insert into bench.clocks as k (
    case_id, key, rule, status, started_at, due, owner, party, lapsed, clock
)
select $1, c.clock ->> 'key', c.clock ->> 'rule', c.clock ->> 'status',
    (c.clock ->> 'started_at')::timestamptz, (c.clock ->> 'due')::timestamptz,
    c.clock ->> 'owner', c.clock ->> 'party', (c.clock ->> 'lapsed')::boolean, c.clock
from jsonb_array_elements($8) as c(clock)
on conflict (case_id, key) do update set
    status = excluded.status, due = excluded.due, lapsed = excluded.lapsed, clock = excluded.clock
"""


async def measured(ground: Ground, sizes: Sizes) -> AsyncIterator[Figure]:
    """Record batches in turn with bare rows, then verify cases in turn with hashing their rows."""
    for number, what, wanted in (
        (1, "append of one event", _single),
        (2, "append of a batch as it comes", _any),
    ):
        chain = _Chained(ground, _endless(f"append-{number}", wanted))
        rows = _Bare(ground, _endless(f"append-{number}", wanted))
        took, took_bare = await by_turns(chain.add, rows.add, rounds=sizes.appends, warm=20)
        yield compared(
            NUMBER,
            what,
            "ms",
            _ms(took),
            _ms(took_bare),
            target=at_least(0.7),
            rate=True,
            note="ratio of rates",
        )
    names = await _whole_cases(ground, sizes.verified_cases)
    ours, bare = cycle(names), cycle(names)
    reader = PostgresCaseReader(ground.reader)

    async def verify() -> None:
        verdict = await verify_chain(reader, next(ours))
        assert verdict.first_wrong is None

    async def hash_alone() -> None:
        await _fetched_and_hashed(ground, next(bare))

    took, took_bare = await by_turns(verify, hash_alone, rounds=sizes.verified_cases)
    yield compared(
        NUMBER,
        "chain of a case verified",
        "ms",
        _ms(took),
        _ms(took_bare),
        target=at_least(0.5),
        rate=True,
        note="ratio of rates; beside fetching and hashing the same rows",
    )


def _single(batch: Batch) -> bool:
    return len(batch.bodies) == 1


def _any(_: Batch) -> bool:
    return True


def _endless(name: str, wanted: Callable[[Batch], bool]) -> Iterator[Batch]:
    """Yield the batches of the history for ever, each time through for cases of other names."""
    sources = histories()
    for number in count():
        for nth, source in enumerate(sources):
            yield from (batch.of(f"{name}-{number}-{nth}") for batch in source if wanted(batch))


class _Chained:
    """Appends to the record."""

    def __init__(self, ground: Ground, batches: Iterator[Batch]) -> None:
        self._pool = ground.worker
        self._batches = batches
        self._last: dict[str, int] = {}

    async def add(self) -> None:
        batch = next(self._batches)
        before = self._last.get(batch.case_id, 0)
        self._last[batch.case_id] = before + len(batch.bodies)
        await QUERIES.append(
            self._pool,
            case_id=batch.case_id,
            key=batch.key,
            bodies=batch.bodies,
            envelope=None,
            view=batch.view,
            clocks=batch.clocks,
            before_return=batch.before_return,
            follows=before,
            run_id=f"run of {batch.case_id}",
        )


class _Bare:
    """Writes the same rows in one statement."""

    def __init__(self, ground: Ground, batches: Iterator[Batch]) -> None:
        self._pool = ground.owner
        self._batches = batches
        self._last: dict[str, int] = {}

    async def add(self) -> None:
        batch = next(self._batches)
        before = self._last.get(batch.case_id, 0)
        last = self._last[batch.case_id] = before + len(batch.bodies)
        await self._pool.execute(
            _BARE_ROWS,
            batch.case_id,
            batch.key,
            before + 1,
            last,
            bytes(32),
            batch.bodies,
            batch.view,
            batch.clocks,
            batch.before_return,
        )


async def _whole_cases(ground: Ground, wanted: int) -> list[str]:
    """Put cases on record whole; return their ids."""
    names: list[str] = []
    while len(names) < wanted:
        for source in histories(seed=47 + len(names)):
            name = f"verified-{len(names)}"
            chain = _Chained(ground, (batch.of(name) for batch in source))
            for _ in source:
                await chain.add()
            names.append(name)
            if len(names) == wanted:
                break
    return names


async def _fetched_and_hashed(ground: Ground, case_id: str) -> bytes:
    """Fetch what a chain is made of, and hash each body: the least that a check could do."""
    last = b""
    async with ground.reader.acquire() as connection, connection.transaction(readonly=True):
        cursor = await connection.cursor(QUERIES.links_of_events.sql, case_id)
        while rows := await cursor.fetch(_AT_A_TIME):
            for row in rows:
                last = hashlib.sha256(row["prev_hash"] + row["body"].encode()).digest()
    return last


def _ms(seconds: Sequence[float]) -> list[float]:
    return [each * 1000 for each in seconds]
