"""Looks at every case on both sides: as the record has it, and as Temporal runs it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from temporalio.client import Client

from desk.doctor import STILL_FOR, UNANSWERED_FOR, faults
from desk.engine import latest_run, running
from desk.errors import NoSuchCase
from desk.faults import Fault, Kind
from desk.ports import CommandLog, ExaminedCases, RunHistories
from desk.resending import real_now
from desk.run_histories import not_kept
from desk.timekeeping import TOLERANCE, difference

AT_ONCE = 8
"""So many cases are read side by side: as many connections are of use."""

_MOST_UNANSWERED = 1000
_KEPT_WITHIN = timedelta(hours=1)
"""How long after its end a run's history may still be Temporal's alone."""


@dataclass(frozen=True)
class BothSides:
    """What is looked at: the engine, and the record with the desk's log."""

    client: Client
    cases: ExaminedCases
    log: CommandLog
    histories: RunHistories


async def examined(sides: BothSides, case_id: str | None = None) -> list[Fault]:
    """Look at one case, or at every case of either side; return what is wrong, by case.

    How old something is, is reckoned with the record's clock; that this machine's differs is told.

    Raises ``NoSuchCase`` where neither side knows the one case.
    """
    by = await difference(sides.log.clock, real_now)
    at = await sides.log.clock()
    if case_id is not None:
        names = frozenset({case_id})
    else:
        names = await sides.cases.ids() | await running(sides.client)
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(name: str) -> list[Fault]:
        async with turns:
            on_record = await sides.cases.on_record(name, at - STILL_FOR)
            run = await latest_run(sides.client, name)
            if case_id is not None and on_record is None and run is None:
                raise NoSuchCase(case_id)
            return list(faults(on_record, run, at))

    found = [fault for told in await asyncio.gather(*map(one, names)) for fault in told]
    found += await _unanswered(sides.log, case_id, at)
    if abs(by) > TOLERANCE:
        found.append(Fault(Kind.CLOCK_DIFFERS, "", f"{by.total_seconds():+.0f} s"))
    ended = await not_kept(sides.client, sides.histories, case_id=case_id)
    found += [
        Fault(Kind.HISTORY_NOT_KEPT, run.id, f"run {run.run_id}")
        for run in ended
        if run.close_time is not None and run.close_time < at - _KEPT_WITHIN
    ]
    return sorted(found, key=lambda fault: (fault.case_id, list(Kind).index(fault.kind)))


async def _unanswered(log: CommandLog, case_id: str | None, at: datetime) -> list[Fault]:
    waiting = await log.unanswered(older_than=at - UNANSWERED_FOR, limit=_MOST_UNANSWERED)
    return [
        Fault(Kind.UNANSWERED, one.received.case_id, f"{one.received.command_id}, sent {one.sent}×")
        for one in waiting
        if case_id in (None, one.received.case_id)
    ]
