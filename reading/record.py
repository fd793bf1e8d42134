"""The record as something to read from, on connections of a role."""

from typing import NamedTuple

from casework.case import Case
from casework.roles import Actor
from casework.visibility import admitted, hears_of
from desk.errors import NoSuchCase
from desk.ports import CaseDisposed
from records.case_book import PostgresCaseBook
from records.case_reader import PostgresCaseReader
from records.case_streams import PostgresCaseStreams
from records.command_log import PostgresCommandLog
from records.disposals import PostgresDisposals
from records.event_inbox import PostgresEventInbox
from records.folded_cases import Folded
from records.lesson_library import PostgresLessonLibrary
from records.pool import Pool
from records.run_histories import PostgresRunHistories
from records.work_queue import PostgresWorkQueue


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
    def on(cls, pool: Pool, *, kept_events: int = 0) -> "Record":
        """Read on connections of a role; of cases, keep so many events that were read in memory."""
        return cls(
            PostgresCaseReader(pool, kept_events=kept_events),
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
    found = await folded_for(reader, case_id, actor)
    if found is None or not admitted(found.case, actor):
        raise NoSuchCase(case_id)
    return found.case


async def folded_for(
    reader: PostgresCaseReader, case_id: str, actor: Actor | None
) -> Folded | None:
    """Return a case with its events; that it was disposed of is said (``CaseDisposed``) to whom it
    may be, and for others there is none (``NoSuchCase``)."""
    try:
        return await reader.folded(case_id)
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
