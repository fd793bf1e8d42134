"""The rows of one case inside one transaction of PostgreSQL, for verification."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from records.case_rows import BatchRow, EventRow, HeadRow, LinkRow, NoticeRow, SignedHeadRow
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES

_AT_A_TIME = 500
"""Events per round trip: a record of any length takes the memory of this many."""


class PostgresCaseRows:
    """``CaseRows`` (case_rows.py) on a connection with an open transaction."""

    def __init__(self, connection: Any, case_id: str) -> None:
        self._connection = connection
        self._case_id = case_id

    async def head(self) -> HeadRow | None:
        """The head, or None where nothing was ever recorded of the case."""
        with database_errors():
            row = await QUERIES.head_of_case(self._connection, case_id=self._case_id)
        return None if row is None else HeadRow(*row)

    async def events(self) -> AsyncIterator[EventRow]:
        """The events by number."""
        async for rows in self._in_parts(QUERIES.rows_of_events.sql):
            for row in rows:
                yield EventRow._make(row)

    async def links(self) -> AsyncIterator[LinkRow]:
        """The events by number, as far as the chain needs them."""
        async for rows in self._in_parts(QUERIES.links_of_events.sql):
            for row in rows:
                yield LinkRow._make(row)

    async def _in_parts(self, sql: str) -> AsyncIterator[list[Any]]:
        with database_errors():
            cursor = await self._connection.cursor(sql, self._case_id)
            while rows := await cursor.fetch(_AT_A_TIME):
                yield rows

    async def batches(self) -> Sequence[BatchRow]:
        """The batches by their first event."""
        with database_errors():
            rows = QUERIES.batches_of_case(self._connection, case_id=self._case_id)
            return [BatchRow(*row) async for row in rows]

    async def notices(self) -> Sequence[NoticeRow]:
        """The register."""
        with database_errors():
            rows = QUERIES.notices_of_case(self._connection, case_id=self._case_id)
            return [NoticeRow(*row) async for row in rows]

    async def prints(self) -> Sequence[str]:
        """SHA-256 (hex) of the bytes of each letter as it is kept in print."""
        with database_errors():
            rows = QUERIES.hashes_of_prints(self._connection, case_id=self._case_id)
            return [row["sha256"] async for row in rows]

    async def signed_heads(self) -> Sequence[SignedHeadRow]:
        """Heads that were signed, by number."""
        with database_errors():
            rows = QUERIES.signed_heads_of_case(self._connection, case_id=self._case_id)
            return [SignedHeadRow(*row) async for row in rows]

    async def unanswered(self) -> Sequence[str]:
        """Ids of commands without an outcome."""
        with database_errors():
            rows = QUERIES.unanswered_of_case(self._connection, case_id=self._case_id)
            return [row["command_id"] async for row in rows]


@asynccontextmanager
async def snapshot(pool: Pool, case_id: str) -> AsyncIterator[PostgresCaseRows]:
    """Open the rows of a case as they are at this moment; nothing recorded later shows."""
    with database_errors():
        connection = await pool.acquire()
    try:
        transaction = connection.transaction(isolation="repeatable_read", readonly=True)
        with database_errors():
            await transaction.start()
        try:
            yield PostgresCaseRows(connection, case_id)
        finally:
            with database_errors():
                await transaction.rollback()
    finally:
        await pool.release(connection)
