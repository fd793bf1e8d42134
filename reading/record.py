"""The record as something to read from, on connections of a role."""

from collections.abc import AsyncIterator
from typing import NamedTuple

from casework.case import Case
from casework.evolve import evolve
from casework.roles import Actor
from casework.visibility import admitted, hears_of
from desk.errors import NoSuchCase
from desk.ports import CaseDisposed
from records.case_book import PostgresCaseBook
from records.case_reader import PostgresCaseReader, RecordedEvent
from records.case_streams import PostgresCaseStreams
from records.command_log import PostgresCommandLog
from records.disposals import PostgresDisposals
from records.event_inbox import PostgresEventInbox
from records.lesson_library import PostgresLessonLibrary
from records.pool import Pool
from records.run_histories import PostgresRunHistories
from records.work_queue import PostgresWorkQueue

_PAGE = 500


class Record(NamedTuple):
    """What can be read: the record of cases, the desk's log, histories of ended runs, the library
    of lessons, all cases at once, events received, cases to judge an event by, cases in the
    order of work, and what was disposed of."""

    cases: PostgresCaseReader
    log: PostgresCommandLog
    histories: PostgresRunHistories
    library: PostgresLessonLibrary
    streams: PostgresCaseStreams
    inbox: PostgresEventInbox
    book: PostgresCaseBook
    work: PostgresWorkQueue
    disposals: PostgresDisposals

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
            PostgresWorkQueue(pool),
            PostgresDisposals(pool),
        )


async def read_case(reader: PostgresCaseReader, case_id: str, actor: Actor | None) -> Case:
    """Fold a case from its recorded events. Raises ``NoSuchCase``, also for whom it is not, and
    ``CaseDisposed``."""
    case: Case | None = None
    async for recorded in events_for(reader, case_id, actor):
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


async def events_for(
    reader: PostgresCaseReader, case_id: str, actor: Actor | None
) -> AsyncIterator[RecordedEvent]:
    """Yield every event of a case, in order; that a case was disposed of is said (``CaseDisposed``)
    to whom it may be, and for others there is none (``NoSuchCase``)."""
    try:
        async for recorded in recorded_events(reader, case_id):
            yield recorded
    except CaseDisposed as disposed:
        if not hears_of(disposed.carrier, actor):
            raise NoSuchCase(case_id) from None
        raise


async def heard_of(record: Record, case_id: str) -> None:
    """Raise ``NoSuchCase`` where nothing was ever heard of a case.

    A case may have been opened and not be recorded yet, while the engine is away.
    """
    recorded = await record.cases.case(case_id)
    if recorded is None and not await record.cases.commands(case_id):
        raise NoSuchCase(case_id)
