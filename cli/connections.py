"""What the command line connects to: the record to read, and the desk to act.

What is needed only to act is imported only to act: the engine's client takes most of a second.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from casework.case import Case
from casework.evolve import evolve
from casework.reference.editions import in_force
from casework.roles import Actor
from casework.visibility import admitted
from cli import criteria_store
from cli.exits import UNREACHABLE, Stop
from desk.errors import NoSuchCase
from records.case_book import PostgresCaseBook
from records.case_reader import PostgresCaseReader, RecordedEvent
from records.case_streams import PostgresCaseStreams
from records.command_log import PostgresCommandLog
from records.event_inbox import PostgresEventInbox
from records.lesson_library import PostgresLessonLibrary
from records.pool import Pool, create_pool
from records.run_histories import PostgresRunHistories
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

_PAGE = 500


class Record(NamedTuple):
    """What can be read: the record of cases, the desk's log, histories of ended runs, the library
    of lessons, all cases at once, events received, and cases to judge an event by."""

    cases: PostgresCaseReader
    log: PostgresCommandLog
    histories: PostgresRunHistories
    library: PostgresLessonLibrary
    streams: PostgresCaseStreams
    inbox: PostgresEventInbox
    book: PostgresCaseBook

    @classmethod
    def on(cls, pool: Pool) -> "Record":
        """Read on connections of a role."""
        return cls(
            PostgresCaseReader(pool),
            PostgresCommandLog(pool),
            PostgresRunHistories(pool),
            PostgresLessonLibrary(pool),
            PostgresCaseStreams(pool),
            PostgresEventInbox(pool),
            PostgresCaseBook(pool),
        )


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
        sender = Sender(client, task_queue=TASK_QUEUE)
        record = Record.on(pool)
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


async def read_case(reader: PostgresCaseReader, case_id: str, actor: Actor | None) -> Case:
    """Fold a case from its recorded events. Raises ``NoSuchCase``, also for whom it is not."""
    case: Case | None = None
    async for recorded in recorded_events(reader, case_id):
        case = evolve(case, recorded.event, case_id=case_id)
    if case is None or not admitted(case, actor):
        raise NoSuchCase(case_id)
    return case


async def recorded_events(reader: PostgresCaseReader, case_id: str) -> AsyncIterator[RecordedEvent]:
    """Yield every event of a case, in order."""
    after = 0
    while True:
        page = await reader.events(case_id, after=after, limit=_PAGE)
        for recorded in page:
            yield recorded
            after = recorded.seq
        if len(page) < _PAGE:
            return
