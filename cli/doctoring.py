"""``doctor``: looks at every case on both sides, and mends what can be mended without judgement."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from temporalio.client import Client

from casework.case import Case
from casework.casetime import case_now
from casework.evolve import evolve
from casework.roles import Role
from cli import terminal
from cli.connections import PATIENCE, database_url
from cli.exits import NO_CASE, NOT_FOUND, REFUSED, Stop
from cli.person import reader
from desk.doctor import ABOUT, STILL_FOR, UNANSWERED_FOR, Fault, Kind, OnRecord, Owed, faults
from desk.engine import latest_run, running
from desk.resending import Resender
from desk.restarting import RecordBehind, Restarter
from desk.run_histories import keep_run_histories, not_kept
from desk.sending import Sender
from reading.record import Record, recorded_events
from records.carried_cases import PostgresCarriedCases
from records.case_reader import RegisteredNotice
from records.pool import create_pool
from runtime.connection import connect
from runtime.settings import TASK_QUEUE, DatabaseRole, Settings, load_settings

DUTY = frozenset({Role.OPS, Role.SUP, Role.HQ, Role.AUD})
"""Who may look at every case's health; mending is for operations alone."""

FOUND = 1
"""The exit code where something is wrong."""

_AT_ONCE = 8
_AT_A_TIME = 200
_KEPT_WITHIN = timedelta(hours=1)
"""How long after its end a run's history may still be Temporal's alone."""


@dataclass(frozen=True)
class Ward:
    """Both sides, and the means to mend."""

    client: Client
    record: Record
    resender: Resender
    restarter: Restarter


async def doctor(case_id: str | None, *, mend: bool, who: str | None, json: bool) -> None:
    """Tell what is wrong, with one case or any; mend what can be mended if asked to."""
    settings = load_settings()
    actor = await reader(who, settings)
    if actor is not None and actor.role not in DUTY:
        raise Stop(NOT_FOUND, NO_CASE)
    if mend and actor is not None and actor.role is not Role.OPS:
        raise Stop(REFUSED, "refused (role): only operations mend; leave --mend out")
    async with open_ward(settings) as ward:
        found = await examined(ward, case_id)
        mended: list[str] = []
        if mend and any(ABOUT[fault.kind].mends for fault in found):
            mended = await mended_in(ward, found)
            found = await examined(ward, case_id)
    _tell(found, mended, json=json)
    if found:
        cases = len({fault.case_id for fault in found})
        line = f"faults: {len(found)}, in cases: {cases}; what to do stands beside each"
        raise Stop(FOUND, line)


@asynccontextmanager
async def open_ward(settings: Settings) -> AsyncIterator[Ward]:
    """Connect to both sides; nothing here needs the desk's key."""
    url = database_url(settings, DatabaseRole.DESK)
    pool = await create_pool(url, size=_AT_ONCE, application="doctor", patience=PATIENCE)
    try:
        client = await connect(settings, identity="doctor", patience=PATIENCE)
        record = Record.on(pool)
        cases = PostgresCarriedCases(record.cases, record.log)
        yield Ward(
            client,
            record,
            Resender(record.log, Sender(client, cases, task_queue=TASK_QUEUE)),
            Restarter(client, cases, record.histories, task_queue=TASK_QUEUE),
        )
    finally:
        await pool.close()


async def examined(ward: Ward, case_id: str | None = None) -> list[Fault]:
    """Look at one case, or at every case of either side; return what is wrong, by case."""
    at = datetime.now(UTC)
    if case_id is not None:
        names = {case_id}
    else:
        names = {*await _recorded(ward.record), *await running(ward.client)}
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(name: str) -> list[Fault]:
        async with turns:
            on_record = await _on_record(ward.record, name, at)
            run = await latest_run(ward.client, name)
            if case_id is not None and on_record is None and run is None:
                raise Stop(NOT_FOUND, NO_CASE)
            return list(faults(on_record, run, at))

    found = [fault for told in await asyncio.gather(*map(one, names)) for fault in told]
    found += await _unanswered(ward.record, case_id, at)
    ended = await not_kept(ward.client, ward.record.histories, case_id=case_id)
    found += [
        Fault(Kind.HISTORY_NOT_KEPT, run.id, f"run {run.run_id}")
        for run in ended
        if run.close_time is not None and run.close_time < at - _KEPT_WITHIN
    ]
    return sorted(found, key=lambda fault: (fault.case_id, list(Kind).index(fault.kind)))


async def mended_in(ward: Ward, found: Iterable[Fault]) -> list[str]:
    """Mend what can be mended: first runs, so that commands have somewhere to go."""
    told: list[str] = []
    faulty = list(found)
    unreadable = {fault.case_id for fault in faulty if fault.kind is Kind.UNREADABLE}
    for fault in faulty:
        if fault.kind is not Kind.NO_RUN or fault.case_id in unreadable:
            continue
        try:
            if await ward.restarter.start_again(fault.case_id):
                told.append(f"{fault.case_id}: started again from the record")
        except RecordBehind:
            told.append(f"{fault.case_id}: not started; the record is behind, see `refill`")
    if any(fault.kind is Kind.UNANSWERED for fault in faulty):
        swept = await ward.resender.send_again(older_than=timedelta(0))
        told += [f"command {command_id}: sent again, answered" for command_id in swept.answered]
    if any(fault.kind is Kind.HISTORY_NOT_KEPT for fault in faulty):
        kept = await keep_run_histories(ward.client, ward.record.histories)
        told.append(f"histories of ended runs kept: {kept}")
    return told


async def _recorded(record: Record) -> list[str]:
    names: list[str] = []
    after: str | None = None
    while True:
        page = await record.cases.list_cases(limit=_AT_A_TIME, after=after)
        names += [view.case_id for view in page.cases]
        after = page.after
        if after is None:
            return names


async def _on_record(record: Record, name: str, at: datetime) -> OnRecord | None:
    recorded = await record.cases.case(name)
    if recorded is None:
        return None
    case: Case | None = None
    instants: dict[int, datetime] = {}
    try:
        async for row in recorded_events(record.cases, name):
            case = evolve(case, row.event, case_id=name)
            instants[row.seq] = row.recorded_at
    except (LookupError, ValueError, AssertionError):
        case = None
    time = await record.log.case_time(name)
    return OnRecord(
        view=recorded.view,
        case=case,
        reached=case_now(time, at - STILL_FOR),
        last=recorded.recorded_at,
        owed=_owed(await record.cases.notices(name), instants, recorded.recorded_at),
    )


def _owed(
    notices: Iterable[RegisteredNotice], instants: dict[int, datetime], last: datetime
) -> tuple[Owed, ...]:
    """Return what no mail server has accepted.

    A refusal is over once something else was accepted for the same party.
    """
    owed: dict[str, Owed] = {}
    refused: dict[str, str] = {}
    for found in notices:
        notice = found.notice
        if any(delivery.accepted for delivery in found.deliveries):
            owed.pop(refused.pop(notice.party, ""), None)
            continue
        since = instants.get(found.seq, last)
        owed[notice.key] = Owed(notice.key, notice.letter, since, bool(found.deliveries))
        if found.deliveries and notice.letter is None:
            refused[notice.party] = notice.key
    return tuple(owed.values())


async def _unanswered(record: Record, case_id: str | None, at: datetime) -> list[Fault]:
    waiting = await record.log.unanswered(older_than=at - UNANSWERED_FOR, limit=1000)
    return [
        Fault(Kind.UNANSWERED, one.received.case_id, f"{one.received.command_id}, sent {one.sent}×")
        for one in waiting
        if case_id in (None, one.received.case_id)
    ]


def _tell(found: list[Fault], mended: list[str], *, json: bool) -> None:
    if json:
        terminal.as_json(
            {
                "mended": mended,
                "faults": [{**fault._asdict(), **ABOUT[fault.kind]._asdict()} for fault in found],
            }
        )
        return
    for line in mended:
        terminal.say(f"mended  {line}")
    for fault in found:
        about = ABOUT[fault.kind]
        detail = f" ({fault.detail})" if fault.detail else ""
        terminal.say(f"{fault.case_id}  {fault.kind.value}{detail}", strong=True)
        terminal.say(f"    {about.meaning}")
        terminal.say(f"    → {about.remedy}")
    if not found:
        terminal.say(
            "every case is looked after: owner, clock or hold, workflow, notices, commands"
        )
