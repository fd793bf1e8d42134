"""The status of each carrier that lets somebody know it, and nothing else of any case."""

from collections.abc import AsyncIterator
from typing import NamedTuple

from casework.roles import Actor
from casework.status_told import StatusTold, lets_know, status_told
from reading.record import Record
from reading.seen import see
from records.work_queue import Place, WorkAsked

_AT_A_TIME = 100
_TOLD = WorkAsked(track="STATUS")


class Consented(NamedTuple):
    """A status with the case that it is of, which is for the log of reads alone."""

    case_id: str
    told: StatusTold


async def consented(record: Record, actor: Actor) -> tuple[Consented, ...]:
    """Return the last status told of each carrier that lets somebody know it, by name.

    The carrier's last case of which a status was told governs, also for whom it lets know: a
    consent of an earlier case ends there, and an older status is never shown as the present one.
    """
    last: dict[str, tuple[Consented, bool]] = {}
    async for case_id in _with_status(record):
        seen = await see(record, case_id, None)
        told = status_told(seen.whole, (row.event for row, _ in seen.events))
        if told is None:
            continue
        before = last.get(told.carrier)
        if before is None or before[0].told.since < told.since:
            last[told.carrier] = Consented(case_id, told), lets_know(seen.whole, actor)
    found = (one for one, may_know in last.values() if may_know)
    return tuple(sorted(found, key=lambda one: one.told.name))


async def _with_status(record: Record) -> AsyncIterator[str]:
    after: Place | None = None
    while True:
        page = await record.work.page(_TOLD, limit=_AT_A_TIME, after=after)
        for view in page.cases:
            yield view.case_id
        after = page.after
        if after is None:
            return
