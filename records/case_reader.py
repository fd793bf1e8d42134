"""Reading cases for the command line and the portal: lists, a case, its log. Never a workflow."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from activities.ports import Delivery
from casework.bilingual import Language
from casework.events import CaseView, ClockView, Notice
from casework.prints import Print
from casework.roles import Party
from casework.states import Phase, State
from desk.ports import LoggedCommand
from records.case_lists import Asked, CasePage, cases_page
from records.case_rows import CaseRows
from records.case_snapshot import snapshot
from records.command_log import command_from
from records.disposals import raise_disposed
from records.event_rows import EventRow, RecordedEvent
from records.failures import database_errors
from records.folded_cases import Folded, FoldedCases
from records.notice_register import delivery_from, prints_of
from records.pool import Pool
from records.queries import QUERIES


@dataclass(frozen=True)
class RecordedCase:
    """How a case stood after its last batch: event ``seq``, whose hash is ``head`` (hex)."""

    view: CaseView
    seq: int
    head: str
    recorded_at: datetime


@dataclass(frozen=True)
class RecordedBatch:
    """Events that were recorded together, with the signed command that caused them, if one did."""

    key: str
    first: int
    last: int
    head: str
    recorded_at: datetime
    envelope: str | None


@dataclass(frozen=True)
class RegisteredNotice:
    """A notice, the number of the event that owes it, and every attempt to deliver it."""

    seq: int
    notice: Notice
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True)
class PrintedSheet:
    """A letter as it was printed in one language, without its bytes: ``key`` of its notice, their
    number and SHA-256 (hex), the version of the templates, the program that set it."""

    key: str
    language: Language
    version: str
    compiler: str
    sha256: str
    size: int


@dataclass(frozen=True)
class UndeliveredNotice:
    """A notice that no mail server has accepted: what it is, for whom, since when it is owed.

    ``refused``: one has refused it for good, so that a person has to do something.
    """

    case_id: str
    key: str
    template: str
    party: str
    refused: bool
    since: datetime


class PostgresCaseReader:
    """Reads of the record and of the desk's log."""

    def __init__(self, pool: Pool, *, kept_events: int = 0) -> None:
        """Take a pool of the reader's or the desk's role, and how many events of cases that were
        read are kept in memory (``records.folded_cases``)."""
        self._pool = pool
        self._folded = FoldedCases(self._event_rows, most=kept_events)

    async def list_cases(
        self,
        *,
        state: State | None = None,
        phase: Phase | None = None,
        carrier: str | None = None,
        port: str | None = None,
        awaiting: Party | None = None,
        overdue: bool | None = None,
        illustrative: bool | None = None,
        limit: int = 50,
        after: str | None = None,
    ) -> CasePage:
        """Return cases, the one opened last first, without their clocks (ask ``case`` for those).

        ``after`` is the previous page's ``after``; ``ValueError`` if it is anything else.
        """
        asked = Asked(state, phase, carrier, port, awaiting, overdue, illustrative)
        return await cases_page(self._pool, asked, limit=limit, after=after)

    async def case(self, case_id: str) -> RecordedCase | None:
        """Return a case with its clocks, or None where nothing is recorded of it."""
        with database_errors():
            row = await QUERIES.find_case(self._pool, case_id=case_id)
        if row is None:
            return None
        clocks = [json.loads(clock) for clock in row["clocks"] or ()]
        return RecordedCase(
            view=CaseView.model_validate({**json.loads(row["view"]), "clocks": clocks}),
            seq=row["seq"],
            head=row["head"].hex(),
            recorded_at=row["recorded_at"],
        )

    async def events(
        self, case_id: str, *, after: int = 0, limit: int = 100
    ) -> tuple[RecordedEvent, ...]:
        """Return the events that follow number ``after``, in order. Raises ``CaseDisposed``."""
        rows = await self._event_rows(case_id, after=after, limit=limit)
        return tuple(row.read() for row in rows)

    async def folded(self, case_id: str) -> Folded | None:
        """Return a case as its events make it, with them; None where nothing is recorded of it."""
        return await self._folded.of(case_id)

    async def batches(self, case_id: str) -> tuple[RecordedBatch, ...]:
        """Return the batches of a case, in order."""
        return tuple(
            RecordedBatch(**{**row, "head": row["head"].hex()})
            for row in await _rows(QUERIES.batches_of_case(self._pool, case_id=case_id))
        )

    async def clocks(self, case_id: str) -> tuple[ClockView, ...]:
        """Return the clocks of a case with their ledgers, in the order of its view."""
        return tuple(
            ClockView.model_validate_json(row["clock"])
            for row in await _rows(QUERIES.clocks_of_case(self._pool, case_id=case_id))
        )

    async def undelivered(self, *, limit: int) -> tuple[UndeliveredNotice, ...]:
        """Return notices of any case that no mail server has accepted, the oldest first."""
        rows = await _rows(QUERIES.undelivered(self._pool, max_rows=limit))
        return tuple(UndeliveredNotice(**row) for row in rows)

    async def notices(self, case_id: str) -> tuple[RegisteredNotice, ...]:
        """Return the register of a case in the order of its events, with all deliveries.

        Raises ``CaseDisposed``.
        """
        notices = await _rows(QUERIES.notices_of_case(self._pool, case_id=case_id))
        if any(row["notice"] == "{}" for row in notices):
            await raise_disposed(self._pool, case_id)
        deliveries: dict[str, list[Delivery]] = {row["key"]: [] for row in notices}
        for row in await _rows(QUERIES.deliveries_of_case(self._pool, case_id=case_id)):
            deliveries.setdefault(row["key"], []).append(delivery_from(row))
        return tuple(
            RegisteredNotice(
                seq=row["seq"],
                notice=Notice.model_validate_json(row["notice"]),
                deliveries=tuple(deliveries[row["key"]]),
            )
            for row in notices
        )

    async def prints(self, case_id: str, key: str) -> tuple[Print, ...]:
        """Return how a letter was printed, in the order of its languages; empty if it was not.

        Who may have it is for the caller to judge (``casework.visibility.readable_notices``).
        """
        return await prints_of(self._pool, case_id, key)

    async def printed(self, case_id: str) -> tuple[PrintedSheet, ...]:
        """Return what was printed in a case, by notice and in the order of its languages."""
        return tuple(
            PrintedSheet(**row)
            for row in await _rows(QUERIES.prints_of_case(self._pool, case_id=case_id))
        )

    async def commands(self, case_id: str) -> tuple[LoggedCommand, ...]:
        """Return every command received for a case, answered or not, as received."""
        return tuple(
            command_from(row)
            for row in await _rows(QUERIES.commands_of_case(self._pool, case_id=case_id))
        )

    async def _event_rows(self, case_id: str, *, after: int, limit: int) -> tuple[EventRow, ...]:
        rows = await _rows(
            QUERIES.events_of_case(self._pool, case_id=case_id, after=after, max_rows=limit)
        )
        if any(row["body"] == "" for row in rows):
            await raise_disposed(self._pool, case_id)
        return tuple(
            EventRow(row["seq"], row["key"], row["recorded_at"], row["hash"].hex(), row["body"])
            for row in rows
        )

    def snapshot(self, case_id: str) -> AbstractAsyncContextManager[CaseRows]:
        """Open the rows of a case as they are at this moment, for ``verify_case``."""
        return snapshot(self._pool, case_id)


async def _rows(query: AsyncIterator[Any]) -> list[Any]:
    with database_errors():
        return [row async for row in query]
