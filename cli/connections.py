"""What the command line connects to: the record to read, and the desk to act.

What is needed only to act is imported only to act: the engine's client takes most of a second.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from casework.reference.editions import in_force
from cli.exits import UNREACHABLE, Stop
from reading import criteria_store
from reading.record import Record
from records.case_reader import PostgresCaseReader
from records.pool import create_pool
from runtime.settings import (
    TASK_QUEUE,
    DatabaseRole,
    Settings,
    SettingsError,
)

if TYPE_CHECKING:
    from desk.case_desk import CaseDesk
    from exchange.intake import Intake

PATIENCE = timedelta(seconds=5)
"""How long a person waits for a service before being told that it is away."""


class Counter(NamedTuple):
    """Where a person acts: the desk, and the record to read from while acting."""

    desk: "CaseDesk"
    record: Record


@asynccontextmanager
async def open_record(settings: Settings) -> AsyncIterator[Record]:
    """Connect to the record and the log, to read."""
    pool = await create_pool(
        database_url(settings, DatabaseRole.READER),
        size=2,
        application="starter",
        patience=PATIENCE,
    )
    try:
        yield Record.on(pool)
    finally:
        await pool.close()


@asynccontextmanager
async def open_reader(settings: Settings) -> AsyncIterator[PostgresCaseReader]:
    """Connect to the record, to read."""
    async with open_record(settings) as record:
        yield record.cases


@asynccontextmanager
async def open_counter(settings: Settings) -> AsyncIterator[Counter]:
    """Connect to the desk: its log, its key, and the engine."""
    from desk.case_desk import CaseDesk
    from desk.sending import Sender
    from records.carried_cases import PostgresCarriedCases
    from runtime.connection import connect
    from seals.trust import signing_key

    url = database_url(settings, DatabaseRole.DESK)
    key = signing_key(settings.required_signing_key_path())
    pool = await create_pool(
        url,
        size=4,
        application="desk",
        patience=PATIENCE,
    )
    try:
        client = await connect(settings, identity="desk", patience=PATIENCE)
        record = Record.on(pool)
        cases = PostgresCarriedCases(record.cases, record.log)
        sender = Sender(client, cases, task_queue=TASK_QUEUE)
        desk = CaseDesk(
            record.log,
            sender,
            key,
            case_time_allowed=not settings.production,
            edition=lambda day: in_force(criteria_store.editions(settings.data_dir), day),
        )
        yield Counter(desk, record)
    finally:
        await pool.close()


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator["CaseDesk"]:
    """Connect to the desk."""
    async with open_counter(settings) as counter:
        yield counter.desk


@asynccontextmanager
async def open_intake(settings: Settings) -> AsyncIterator["Intake"]:
    """Connect to the door for events of other systems."""
    from exchange.intake import Intake

    async with open_counter(settings) as counter:
        yield Intake(
            counter.desk,
            counter.record.inbox,
            counter.record.book,
            illustrative=not settings.production,
        )


def database_url(settings: Settings, role: DatabaseRole) -> str:
    """Return where the database is; in development, not being told means that no stack runs."""
    try:
        return settings.database_url(role)
    except SettingsError as error:
        if settings.production:
            raise
        raise Stop(UNREACHABLE, f"no stack runs on {settings.data_dir}; {error}") from None
