"""A record of ten thousand cases, put there the only way there is: by its own append function.

What is to be recorded is copied into a waiting table; the database then appends it, group by group,
one transaction a group. So every event is numbered, hashed and checked as any other, and what is
saved is the way there and back and a commit for each batch.
"""

from collections.abc import Sequence

from bench.ground import Ground
from bench.history import Batch, filled

_GROUP = 2_000
_COLUMNS = ("nth", "case_id", "key", "bodies", "view", "clocks", "before_return")
_APPENDED = """
select count(*) from (select * from bench.waiting order by nth) w,
lateral record.append(w.case_id, w.key, w.bodies, null, w.view, w.clocks, w.before_return)
"""


async def fill(ground: Ground, cases: int, events: int) -> tuple[int, int]:
    """Put so many cases on record with about so many events; return how many there are of each."""
    waiting: list[Batch] = []
    for batches in filled(cases, events):
        waiting += batches
        if len(waiting) >= _GROUP:
            await _append(ground, waiting)
            waiting = []
    if waiting:
        await _append(ground, waiting)
    await ground.owner.execute("vacuum analyze record.cases, record.events, record.clocks")
    row = await ground.reader.fetchrow(
        "select (select count(*) from record.cases) as cases, sum(seq)::bigint as events"
        " from record.heads"
    )
    assert row is not None  # an aggregate always answers
    return row["cases"], row["events"]


async def _append(ground: Ground, batches: Sequence[Batch]) -> None:
    rows = [(nth, *batch) for nth, batch in enumerate(batches)]
    async with ground.owner.acquire() as connection, connection.transaction():
        await connection.execute("truncate bench.waiting")
        await connection.copy_records_to_table(
            "waiting", schema_name="bench", columns=_COLUMNS, records=rows
        )
        await connection.execute(_APPENDED)
