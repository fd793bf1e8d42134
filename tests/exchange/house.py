"""A door for events over a real record and the real rules."""

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.case import Case
from casework.events import Event
from casework.reference import SYSTEMS
from desk.case_desk import CaseDesk
from desk.resending import Resender
from exchange.examples import EXAMPLES
from exchange.intake import EventOutcome, Intake
from records.case_book import PostgresCaseBook
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.event_inbox import PostgresEventInbox
from records.pool import Pool
from tests.exchange.rules_engine import RulesEngine
from tests.postgres import Database

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@dataclass
class House:
    """Everything that an event meets, on a database of its own."""

    database: Database
    desk_pool: Pool
    worker_pool: Pool
    desk: CaseDesk
    engine: RulesEngine
    inbox: PostgresEventInbox
    book: PostgresCaseBook
    record: PostgresCaseRecord
    reader: PostgresCaseReader
    intake: Intake
    resender: Resender

    async def take(self, event: dict[str, Any], system: str = "port-laredo") -> EventOutcome:
        """Hand an event in."""
        return await self.intake.take(raw(event), SYSTEMS[system])

    async def case(self, case_id: str) -> Case:
        """A case as its record makes it."""
        return (await self.book.case(case_id)).case

    async def events(self, case_id: str) -> list[Event]:
        """Every event of a case."""
        return [row.event for row in await self.reader.events(case_id, limit=500)]

    async def case_ids(self) -> list[str]:
        """Every case, the one opened first first."""
        return [view.case_id for view in (await self.reader.list_cases(limit=200)).cases][::-1]


def raw(event: dict[str, Any]) -> bytes:
    """An event as it travels."""
    return json.dumps(event).encode()


def event(kind: str, **data: Any) -> dict[str, Any]:
    """The example of a type (``incident.reported``), with other values in its data."""
    made = deepcopy(EXAMPLES[f"example.resumption.{kind}.v1"])
    made["data"].update(data)
    return made
