"""Reading all cases at once, for reports: their events, case by case."""

from collections.abc import AsyncIterator
from datetime import datetime
from itertools import groupby

from casework.events import Event
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES

_AT_A_TIME = 500


class PostgresCaseStreams:
    """The record as reports read it: whole, at one moment."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the reader's role."""
        self._pool = pool

    async def streams(self, before: datetime) -> AsyncIterator[tuple[str, tuple[Event, ...]]]:
        """Yield each case's id with its events before an instant, in the order of the ids."""
        with database_errors():
            async with (
                self._pool.acquire() as connection,
                connection.transaction(isolation="repeatable_read", readonly=True),
            ):
                cursor = await connection.cursor(QUERIES.events_of_all_cases.sql, before)
                case_id: str | None = None
                events: list[Event] = []
                while rows := await cursor.fetch(_AT_A_TIME):
                    for of_case, found in groupby(rows, key=lambda row: str(row["case_id"])):
                        if of_case != case_id and case_id is not None:
                            yield case_id, tuple(events)
                            events = []
                        case_id = of_case
                        events += [Event.model_validate_json(row["body"]) for row in found]
                if case_id is not None:
                    yield case_id, tuple(events)
