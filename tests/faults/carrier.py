"""A carrier's system at the portal's API, as it is on the stack: with its own credentials."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx2

from casework.command import Receipt
from desk.outcomes import Done
from embedded import identity
from embedded.folder import DataFolder
from tests.casework.walk import OFF, SUP
from tests.faults.blows import Blows
from tests.faults.town import Town, until
from tests.workflows.opening import OPENING

NOTE = {"command": "contact_note", "body": {"text": "We called."}}


@dataclass
class Carrier:
    """The system of SVR, signed in, with a case of its own that runs in real time."""

    portal: httpx2.AsyncClient
    opened: Receipt
    token: str
    version: str = ""

    @property
    def case_id(self) -> str:
        """The case."""
        return self.opened.case_id

    async def read(self) -> None:
        """Read the case, as somebody does before giving it a command."""
        case = await self.portal.get(f"/api/v1/cases/{self.case_id}", headers=self._who)
        self.version = case.headers["etag"]

    async def note(self, key: str) -> httpx2.Response:
        """Give the command of a note under a key of the carrier's own making."""
        return await self.portal.post(
            f"/api/v1/cases/{self.case_id}/commands",
            json=NOTE,
            headers={**self._who, "Idempotency-Key": key, "If-Match": self.version},
        )

    async def became(self, key: str) -> dict[str, Any]:
        """What became of a command, as the portal tells."""
        told = await self.portal.get(f"/api/v1/commands/{key}", headers=self._who)
        found: dict[str, Any] = told.json()
        return found

    @property
    def _who(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@asynccontextmanager
async def carrier(town: Town, blows: Blows) -> AsyncIterator[Carrier]:
    """Open a case for it, sign it in; afterwards the case is voided, so that it may have more."""
    await blows.back()
    addresses = town.stack.note.addresses
    client = identity.SYSTEM_OF_A_CARRIER
    opened = await town.desk.open(OFF, {**OPENING, "carrier": "SVR"})
    try:
        async with httpx2.AsyncClient(base_url=addresses["portal"], timeout=30) as portal:
            granted = await portal.post(
                f"{addresses['identity']}/token",
                data={"grant_type": "client_credentials", "scope": "cases:read cases:write"},
                auth=(client, identity.secret(DataFolder(town.stack.folder), client)),
            )
            calling = Carrier(portal, opened, granted.json()["access_token"])
            await calling.read()
            yield calling
    finally:
        await town.desk.do(SUP, opened.case_id, "void_case", {"reason": "The test is over."})


async def done(town: Town, command_id: str) -> Receipt:
    """Wait until a command is answered, sending again what has no answer; return its receipt."""

    async def answered() -> bool:
        await town.resender.send_again(older_than=timedelta(0))
        return await town.desk.outcome(command_id) is not None

    await until(answered)
    outcome = await town.desk.outcome(command_id)
    assert isinstance(outcome, Done)
    return outcome.receipt
