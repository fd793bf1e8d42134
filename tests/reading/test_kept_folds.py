"""Who sees a case that is kept in memory sees what he would see of it read from the start."""

from casework.roles import Actor
from reading.record import Record
from reading.seen import see
from records.case_record import PostgresCaseRecord
from records.pool import Pool
from tests.casework import paths
from tests.casework.walk import HQ, OFF, POC, SUP
from tests.recorded import put_on_record
from tests.records.samples import case_id

READERS: tuple[Actor | None, ...] = (POC, OFF, HQ, SUP, POC, None, POC)
"""Who sees little comes before and after who sees all."""


async def test_each_reader_sees_his_own_of_a_kept_case(
    desk_pool: Pool, writing: PostgresCaseRecord
) -> None:
    case, walk = case_id(), paths.reinstated()
    kept = Record.on(desk_pool, kept_events=10_000)
    whole = list(walk.batches)
    reached = 0
    for part in (len(whole) // 3, len(whole) * 2 // 3, len(whole)):
        walk.batches[:] = whole[:part]
        await put_on_record(writing, walk, case, after=reached)
        reached = part
        for reader in READERS:
            fresh = await see(Record.on(desk_pool), case, reader)
            found = await see(kept, case, reader)
            assert (found.case, found.whole, found.events, found.phase) == (
                fresh.case,
                fresh.whole,
                fresh.events,
                fresh.phase,
            )
    of_the_carrier = await see(kept, case, POC)
    assert any(event is None for _, event in of_the_carrier.events)
