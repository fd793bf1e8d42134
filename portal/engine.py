"""The engine for a portal that may start before it, and outlive it (``CommandSender``)."""

import asyncio
from datetime import timedelta

from desk.errors import Unsent
from desk.outcomes import Declined, Done
from desk.ports import ReceivedCommand
from desk.sending import Sender
from runtime.connection import ServiceUnreachable, connect
from runtime.settings import TASK_QUEUE, Settings


class LateSender:
    """Connects with the first command, and again until it has; until then nothing is sent."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sender: Sender | None = None
        self._turn = asyncio.Lock()

    async def send(self, command: ReceivedCommand, *, patience: timedelta) -> Done | Declined:
        """Send a command and wait for its outcome. Raises ``Unsent`` where none came in time."""
        sender = await self._connected(patience)
        return await sender.send(command, patience=patience)

    async def grant(self, case_id: str, command_id: str, envelope: str) -> None:
        """Let a demonstration case's time run. Raises ``Unsent`` while the engine is away."""
        sender = await self._connected(timedelta(0))
        await sender.grant(case_id, command_id, envelope)

    async def _connected(self, patience: timedelta) -> Sender:
        if self._sender is None:
            try:
                async with asyncio.timeout(patience.total_seconds() or None), self._turn:
                    if self._sender is None:
                        client = await connect(
                            self._settings, identity="portal", patience=timedelta(0)
                        )
                        self._sender = Sender(client, task_queue=TASK_QUEUE)
            except (ServiceUnreachable, TimeoutError):
                raise Unsent from None
        return self._sender
