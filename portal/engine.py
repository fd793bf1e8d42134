"""The engine for a portal that may start before it, and outlive it."""

import asyncio
from datetime import timedelta

from temporalio.client import Client

from desk.errors import Unsent
from desk.outcomes import Declined, Done
from desk.ports import CarriedCases, ReceivedCommand
from desk.sending import Sender
from runtime.connection import ServiceUnreachable, connect
from runtime.settings import TASK_QUEUE, Settings


class EngineAway(Exception):
    """Temporal did not answer in time."""


class LateEngine:
    """Connects when it is first asked, and again until it has."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: Client | None = None
        self._turn = asyncio.Lock()

    async def client(self, patience: timedelta) -> Client:
        """Return the connection. Raises ``EngineAway`` where there was none in time."""
        if self._client is None:
            try:
                async with asyncio.timeout(patience.total_seconds() or None), self._turn:
                    if self._client is None:
                        self._client = await connect(
                            self._settings, identity="portal", patience=timedelta(0)
                        )
            except (ServiceUnreachable, TimeoutError):
                raise EngineAway from None
        return self._client


class LateSender:
    """``CommandSender`` on an engine that may be away; until it answers nothing is sent."""

    def __init__(self, engine: LateEngine, cases: CarriedCases) -> None:
        """Take cases as they are on record, for those that have ended."""
        self._engine = engine
        self._cases = cases

    async def send(self, command: ReceivedCommand, *, patience: timedelta) -> Done | Declined:
        """Send a command and wait for its outcome. Raises ``Unsent`` where none came in time."""
        sender = await self._connected(patience)
        return await sender.send(command, patience=patience)

    async def grant(self, case_id: str, command_id: str, envelope: str) -> None:
        """Let a demonstration case's time run. Raises ``Unsent`` while the engine is away."""
        sender = await self._connected(timedelta(0))
        await sender.grant(case_id, command_id, envelope)

    async def _connected(self, patience: timedelta) -> Sender:
        try:
            client = await self._engine.client(patience)
        except EngineAway:
            raise Unsent from None
        return Sender(client, self._cases, task_queue=TASK_QUEUE)
