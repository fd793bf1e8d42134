"""``doctor``: looks at every case on both sides, and mends what can be mended without judgement."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from temporalio.client import Client

from casework.roles import Role
from cli import terminal
from cli.connections import PATIENCE, database_url
from cli.exits import NO_CASE, NOT_FOUND, REFUSED, Stop
from cli.person import DUTY, reader
from desk.errors import NoSuchCase
from desk.examining import AT_ONCE, BothSides
from desk.examining import examined as both_sides_examined
from desk.faults import ABOUT, Fault, Kind
from desk.resending import Resender
from desk.restarting import RecordBehind, Restarter
from desk.run_histories import keep_run_histories
from desk.sending import Sender
from reading.record import Record
from records.carried_cases import PostgresCarriedCases
from records.examined_cases import PostgresExaminedCases
from records.pool import create_pool
from runtime.connection import connect
from runtime.settings import TASK_QUEUE, DatabaseRole, Settings, load_settings

FOUND = 1
"""The exit code where something is wrong."""


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
        cases = len({fault.case_id for fault in found if fault.case_id})
        line = f"faults: {len(found)}, in cases: {cases}; what to do stands beside each"
        raise Stop(FOUND, line)


@asynccontextmanager
async def open_ward(settings: Settings) -> AsyncIterator[Ward]:
    """Connect to both sides; nothing here needs the desk's key."""
    url = database_url(settings, DatabaseRole.DESK)
    pool = await create_pool(url, size=AT_ONCE, application="doctor", patience=PATIENCE)
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
    cases = PostgresExaminedCases(ward.record.cases, ward.record.log)
    sides = BothSides(ward.client, cases, ward.record.log, ward.record.histories)
    try:
        return await both_sides_examined(sides, case_id)
    except NoSuchCase:
        raise Stop(NOT_FOUND, NO_CASE) from None


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


def _tell(found: list[Fault], mended: list[str], *, json: bool) -> None:
    if json:
        terminal.as_json(
            {
                "mended": mended,
                "faults": [_as_object(fault) for fault in found],
            }
        )
        return
    for line in mended:
        terminal.say(f"mended  {line}")
    for fault in found:
        about = ABOUT[fault.kind]
        detail = f" ({fault.detail})" if fault.detail else ""
        terminal.say(f"{fault.case_id or 'all'}  {fault.kind.value}{detail}", strong=True)
        terminal.say(f"    {about.meaning.en}")
        terminal.say(f"    → {about.remedy.en}")
    if not found:
        terminal.say(
            "every case is looked after: owner, clock or hold, workflow, notices, commands"
        )


def _as_object(fault: Fault) -> dict[str, object]:
    about = ABOUT[fault.kind]
    said = {"meaning": about.meaning.en, "remedy": about.remedy.en, "mends": about.mends}
    return {**fault._asdict(), **said, "runbook": about.runbook.value}
