"""The evidence store's ledger in PostgreSQL: uploads, what became of them, and who read it."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from casework.roles import Actor
from evidence.ports import Item, Judged, Part, TooManyOpen, Upload
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


class PostgresEvidenceLedger:
    """``Ledger`` (evidence/ports.py)."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the desk's role."""
        self._pool = pool

    async def begin(self, upload: Upload, *, most_open: int) -> Upload:
        """Write an upload down, or return what is written under its id.

        One that ended without an item is opened anew, empty. Raises ``TooManyOpen``.
        """
        announced = upload.model_dump(
            mode="json", exclude={"received", "state", "started_at", "touched_at"}
        )
        with database_errors():
            row = await QUERIES.begin_upload(self._pool, **announced, most_open=most_open)
        if row is None:
            raise TooManyOpen
        return Upload(**row)

    async def upload(self, upload_id: str) -> Upload | None:
        """Return an upload."""
        with database_errors():
            row = await QUERIES.find_upload(self._pool, upload_id=upload_id)
        return None if row is None else Upload(**row)

    async def parts(self, upload_id: str) -> tuple[Part, ...]:
        """Return the parts of an upload in their order."""
        with database_errors():
            return tuple(
                [
                    Part(**row)
                    async for row in QUERIES.parts_of_upload(self._pool, upload_id=upload_id)
                ]
            )

    async def add_part(self, upload_id: str, part: Part) -> bool:
        """Count a part in; False where it does not begin at the offset, or the upload has ended."""
        with database_errors():
            counted: bool = await QUERIES.add_part(
                self._pool, upload_id=upload_id, **part._asdict()
            )
        return counted

    async def refuse(self, upload_id: str) -> None:
        """End an open upload that is not taken."""
        with database_errors():
            await QUERIES.refuse_upload(self._pool, upload_id=upload_id)

    async def infected(self, upload_id: str, judged: Judged) -> Item | None:
        """Record an infected file and end its upload; None where it has ended otherwise."""
        return await _entered(self._pool, upload_id, judged)

    @asynccontextmanager
    async def storing(self, sha256: str) -> AsyncIterator["PostgresStoring"]:
        """Hold the right to one hash; what is accepted under it is durable at its end.

        The right is a lock of the very transaction that enters the item: who has lost the one
        cannot do the other. Errors of what is done meanwhile pass through as they are.
        """
        with database_errors():
            connection = await self._pool.acquire()
        try:
            transaction = connection.transaction()
            with database_errors():
                await transaction.start()
                await QUERIES.lock_content(connection, sha256=sha256)
            try:
                yield PostgresStoring(connection, sha256)
            except BaseException:
                with database_errors():
                    await transaction.rollback()
                raise
            with database_errors():
                await transaction.commit()
        finally:
            # ends a transaction that is still open, too
            await self._pool.release(connection)

    async def item_of_upload(self, upload_id: str) -> Item | None:
        """Return what an upload has become."""
        with database_errors():
            return _item(await QUERIES.item_of_upload(self._pool, upload_id=upload_id))

    async def items(self, case_id: str) -> tuple[Item, ...]:
        """Return the items of a case, oldest first."""
        with database_errors():
            return tuple(
                [Item(**row) async for row in QUERIES.items_of_case(self._pool, case_id=case_id)]
            )

    async def found_infected(self, sha256: str) -> bool:
        """Return whether a file of a hash was ever found infected."""
        with database_errors():
            found: bool = await QUERIES.found_infected(self._pool, sha256=sha256)
        return found

    async def log_read(self, item: Item, actor: Actor, *, given: bool) -> None:
        """Write down that somebody asked for a document, and whether it was given."""
        with database_errors():
            await QUERIES.log_read(
                self._pool,
                reference=item.reference,
                person=actor.person,
                role=actor.role.value,
                organisation=actor.organisation,
                given=given,
            )

    async def abandon(self, untouched_since: datetime) -> None:
        """End open uploads that nobody has touched since."""
        with database_errors():
            await QUERIES.abandon_uploads(self._pool, untouched_since=untouched_since)

    async def open_uploads(self, upload_ids: Collection[str]) -> frozenset[str]:
        """Return which of some uploads are open."""
        with database_errors():
            return frozenset(
                [
                    row["upload_id"]
                    async for row in QUERIES.open_uploads(self._pool, upload_ids=list(upload_ids))
                ]
            )

    async def entered(self, hashes: Collection[str]) -> frozenset[str]:
        """Return which of some hashes accepted items have."""
        return await _entered_contents(self._pool, hashes)


class PostgresStoring:
    """``Storing`` (evidence/ports.py), on the connection that holds the lock."""

    def __init__(self, connection: Any, sha256: str) -> None:
        self._connection = connection
        self._sha256 = sha256

    async def wanted(self) -> bool:
        """Whether an accepted item is of this hash."""
        return bool(await _entered_contents(self._connection, [self._sha256]))

    async def accept(self, upload_id: str, judged: Judged) -> Item | None:
        """Enter the item and end its upload; None where that has ended otherwise."""
        return await _entered(self._connection, upload_id, judged)


async def _entered(on: Any, upload_id: str, judged: Judged) -> Item | None:
    with database_errors():
        row = await QUERIES.enter_item(on, upload_id=upload_id, **judged._asdict())
    return _item(row)


async def _entered_contents(on: Any, hashes: Collection[str]) -> frozenset[str]:
    with database_errors():
        return frozenset(
            [row["sha256"] async for row in QUERIES.entered_contents(on, hashes=list(hashes))]
        )


def _item(row: Mapping[str, Any] | None) -> Item | None:
    return None if row is None else Item(**row)
