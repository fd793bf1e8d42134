"""Projections made anew from the events, in a scratch schema, and compared with what stands.

The scratch schema has copies of the very functions that write the projections, lives in one
transaction and goes with it; nobody sees it, and nothing waits for it. What differs is named by
table, case, row and column, never by content.
"""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from casework.case import Case
from casework.events import Event
from casework.evolve import evolve
from casework.states import BEFORE_RETURN
from casework.view import case_view
from records.failures import database_errors
from records.pool import create_pool
from records.queries import QUERIES

_AT_A_TIME = 500
_LONG = timedelta(minutes=30)
"""How long one statement may take: a comparison reads every projection."""


_Isolation = Literal["read_committed", "repeatable_read"]


class Difference(NamedTuple):
    """A row of a projection that is not what the events make it.

    ``how`` is ``missing`` (it should stand), ``surplus`` (it should not), ``differs`` (in
    ``columns``), or ``unreadable``: the events of the case make no case at all.
    """

    projection: str
    case_id: str
    item: str
    how: str
    columns: tuple[str, ...] = ()


class Rebuilt(NamedTuple):
    """How many cases were made anew, and what stands otherwise."""

    cases: int
    differences: tuple[Difference, ...]


class _Made(NamedTuple):
    """A case as its events make it."""

    case: Case
    seq: int
    recorded_at: Any


class Projections:
    """The projections, on a connection of the role that owns them."""

    def __init__(self, url: str, *, patience: timedelta = timedelta(seconds=5)) -> None:
        """``url`` is the owner's."""
        self._url = url
        self._patience = patience

    async def compared(self) -> Rebuilt:
        """Make all projections anew and compare; nothing is changed.

        Raises ``RecordError`` where the database cannot be read.
        """
        count = 0
        found: list[Difference] = []
        async with self._transaction(isolation="repeatable_read", keep=False) as connection:
            with database_errors():
                await QUERIES.make_scratch(connection)
                names = [row["case_id"] async for row in QUERIES.case_ids_on_record(connection)]
            for name in names:
                made = await _made(connection, name)
                if isinstance(made, _Made):
                    count += 1
                    with database_errors():
                        await QUERIES.project_to_scratch(connection, **_projected(made))
                elif made is not None:
                    found.append(made)
            unreadable = {difference.case_id for difference in found}
            with database_errors():
                found += [
                    Difference(**{**row, "columns": tuple(row["columns"])})
                    async for row in QUERIES.differences(connection)
                    if row["case_id"] not in unreadable
                ]
        return Rebuilt(count, tuple(found))

    async def write(self, names: Collection[str]) -> int:
        """Write the projections of some cases anew, each while it cannot move; how many."""
        count = 0
        for name in sorted(names):
            async with self._transaction(isolation="read_committed", keep=True) as connection:
                with database_errors():
                    await QUERIES.lock_head(connection, case_id=name)
                made = await _made(connection, name)
                if isinstance(made, Difference):
                    continue  # what stands is better than nothing
                with database_errors():
                    await QUERIES.forget_case(connection, case_id=name)
                    await QUERIES.forget_clocks(connection, case_id=name)
                    await QUERIES.forget_tracks(connection, case_id=name)
                    await QUERIES.forget_lesson(connection, case_id=name)
                    if made is not None:
                        await QUERIES.project(connection, **_projected(made))
                        if made.case.state not in BEFORE_RETURN:
                            await QUERIES.forget_opening(connection, case_id=name)
            count += 1
        return count

    @asynccontextmanager
    async def _transaction(self, *, isolation: _Isolation, keep: bool) -> AsyncIterator[Any]:
        pool = await create_pool(
            self._url,
            size=1,
            application="rebuild",
            patience=self._patience,
            statement_timeout=_LONG,
        )
        async with pool, pool.acquire() as connection:
            transaction = connection.transaction(isolation=isolation)
            with database_errors():
                await transaction.start()
            try:
                yield connection
            except BaseException:
                await transaction.rollback()
                raise
            with database_errors():
                await (transaction.commit() if keep else transaction.rollback())


async def _made(connection: Any, name: str) -> _Made | Difference | None:
    """Fold a case; None where nothing is recorded of it."""
    case: Case | None = None
    last: Any = None
    with database_errors():
        cursor = await connection.cursor(QUERIES.links_of_events.sql, name)
        while rows := await cursor.fetch(_AT_A_TIME):
            for last in rows:
                try:
                    case = evolve(case, Event.model_validate_json(last["body"]), case_id=name)
                except (ValidationError, LookupError, ValueError, AssertionError):
                    return Difference("events", name, str(last["seq"]), "unreadable")
    return None if case is None else _Made(case, last["seq"], last["recorded_at"])


def _projected(made: _Made) -> dict[str, Any]:
    view = case_view(made.case)
    return {
        "case_id": made.case.id,
        "seq": made.seq,
        "recorded_at": made.recorded_at,
        "view": view.model_dump_json(exclude={"clocks"}),
        "clocks": f"[{','.join(clock.model_dump_json() for clock in view.clocks)}]",
        "before_return": made.case.state in BEFORE_RETURN,
    }
