"""The record as something to read from, on connections of a role."""

from typing import NamedTuple

from casework.case import Case
from casework.roles import Actor
from casework.visibility import admitted
from desk.errors import NoSuchCase
from records.case_book import PostgresCaseBook
from records.case_reader import PostgresCaseReader
from records.case_streams import PostgresCaseStreams
from records.command_log import PostgresCommandLog
from records.event_inbox import PostgresEventInbox
from records.lesson_library import PostgresLessonLibrary
from records.pool import Pool
from records.run_histories import PostgresRunHistories
from records.work_queue import PostgresWorkQueue


class Record(NamedTuple):
    """What can be read: the record of cases, the desk's log, histories of ended runs, the library
    of lessons, all cases at once, events received, cases to judge an event by, and cases in the
    order of work."""

    cases: PostgresCaseReader
    log: PostgresCommandLog
    histories: PostgresRunHistories
    library: PostgresLessonLibrary
    streams: PostgresCaseStreams
    inbox: PostgresEventInbox
    book: PostgresCaseBook
    work: PostgresWorkQueue

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
        )


async def read_case(reader: PostgresCaseReader, case_id: str, actor: Actor | None) -> Case:
    """Fold a case from its recorded events. Raises ``NoSuchCase``, also for whom it is not."""
    found = await reader.folded(case_id)
    if found is None or not admitted(found.case, actor):
        raise NoSuchCase(case_id)
    return found.case


async def heard_of(record: Record, case_id: str) -> None:
    """Raise ``NoSuchCase`` where nothing was ever heard of a case.

    A case may have been opened and not be recorded yet, while the engine is away.
    """
    recorded = await record.cases.case(case_id)
    if recorded is None and not await record.cases.commands(case_id):
        raise NoSuchCase(case_id)
