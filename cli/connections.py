"""What the command line connects to: the record to read, and the desk to act."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from casework.case import Case
from casework.evolve import evolve
from casework.roles import CARRIER_ROLES, Actor
from desk.case_desk import CaseDesk
from desk.errors import NoSuchCase
from desk.sending import Sender
from records.case_reader import PostgresCaseReader
from records.command_log import PostgresCommandLog
from records.pool import create_pool
from runtime.connection import connect
from runtime.settings import TASK_QUEUE, DatabaseRole, Settings
from seals.trust import signing_key

_PATIENCE = timedelta(seconds=5)
_PAGE = 500


@asynccontextmanager
async def open_reader(settings: Settings) -> AsyncIterator[PostgresCaseReader]:
    """Connect to the record, to read."""
    pool = await create_pool(
        settings.database_url(DatabaseRole.READER),
        size=2,
        application="starter",
        patience=_PATIENCE,
    )
    try:
        yield PostgresCaseReader(pool)
    finally:
        await pool.close()


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[CaseDesk]:
    """Connect to the desk: its log, its key, and the engine."""
    key = signing_key(settings.required_signing_key_path())
    pool = await create_pool(
        settings.database_url(DatabaseRole.DESK),
        size=4,
        application="desk",
        patience=_PATIENCE,
    )
    try:
        client = await connect(settings, identity="desk", patience=_PATIENCE)
        sender = Sender(client, workflow="ResumptionCase", task_queue=TASK_QUEUE)
        yield CaseDesk(
            PostgresCommandLog(pool), sender, key, case_time_allowed=not settings.production
        )
    finally:
        await pool.close()


async def read_case(reader: PostgresCaseReader, case_id: str, actor: Actor | None) -> Case:
    """Fold a case from its recorded events. Raises ``NoSuchCase``, also for whom it is not."""
    case: Case | None = None
    after = 0
    while True:
        page = await reader.events(case_id, after=after, limit=_PAGE)
        for recorded in page:
            case = evolve(case, recorded.event, case_id=case_id)
            after = recorded.seq
        if len(page) < _PAGE:
            break
    if case is None or not may_read(case.carrier, actor):
        raise NoSuchCase(case_id)
    return case


def may_read(carrier: str, actor: Actor | None) -> bool:
    """Whether somebody may read a carrier's case: CBP's people and that carrier's own."""
    return actor is None or actor.role not in CARRIER_ROLES or actor.organisation == carrier
