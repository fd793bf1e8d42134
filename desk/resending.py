"""Sends what is written down and keeps its outcome; sends again what has none.

What was signed when it was received is what is sent, so none of this needs the desk's key: a
worker can do it, and nobody who is asked to send again can change what was asked.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from desk.errors import NotAnsweredYet, Unsent
from desk.outcomes import Declined, Done, read_outcome
from desk.ports import CommandLog, CommandSender, LoggedCommand

logger = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=20)
"""How long a person waits for the engine before being told that the answer will come later."""

_CASES_AT_ONCE = 8
"""How many cases are sent to side by side; within a case, commands go one after the other."""


class Swept(NamedTuple):
    """The ids of commands that have their outcome now, and of those that still have none."""

    answered: tuple[str, ...]
    unanswered: tuple[str, ...]


def real_now() -> datetime:
    """Return the real instant (UTC)."""
    return datetime.now(UTC)


class Resender:
    """The part of the desk that only sends: from the log to the engine, and the outcome back."""

    def __init__(
        self,
        log: CommandLog,
        sender: CommandSender,
        *,
        now: Callable[[], datetime] = real_now,
        patience: timedelta = PATIENCE,
    ) -> None:
        self._log = log
        self._sender = sender
        self._now = now
        self._patience = patience

    async def send(self, logged: LoggedCommand, *, counted: bool = False) -> Done | Declined:
        """Send a command unless it has its outcome; return the outcome, which is kept by then.

        ``counted``: the attempt was counted as the command was received. Raises ``NotAnsweredYet``.
        """
        if logged.outcome is not None:
            return read_outcome(logged.outcome)
        received = logged.received
        if not counted:
            await self._log.sending(received.command_id)
        try:
            outcome = await self._sender.send(received, patience=self._patience)
        except Unsent:
            raise NotAnsweredYet(received.command_id) from None
        await self._log.answer(received.command_id, outcome.model_dump_json(), self._now())
        return outcome

    async def send_again(self, *, older_than: timedelta, limit: int = 200) -> Swept:
        """Send what was received longer ago than ``older_than`` and has no outcome, oldest first.

        Within a case the order of receipt is kept: what follows a command that got no answer waits
        for the next time. A command that cannot be sent at all holds up no other; its id is logged.
        """
        at = await self._log.clock()  # this machine's may stand where nothing is old yet
        waiting = await self._log.unanswered(older_than=at - older_than, limit=limit)
        cases: dict[str, list[LoggedCommand]] = {}
        for logged in waiting:
            cases.setdefault(logged.received.case_id, []).append(logged)
        turns = asyncio.Semaphore(_CASES_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            sent = [group.create_task(self._of_one_case(c, turns)) for c in cases.values()]
        answered = {command_id for task in sent for command_id in task.result()}
        ids = [logged.received.command_id for logged in waiting]
        return Swept(
            answered=tuple(i for i in ids if i in answered),
            unanswered=tuple(i for i in ids if i not in answered),
        )

    async def _of_one_case(
        self, commands: list[LoggedCommand], turns: asyncio.Semaphore
    ) -> list[str]:
        answered: list[str] = []
        async with turns:
            for logged in commands:
                command_id = logged.received.command_id
                try:
                    await self.send(logged)
                except NotAnsweredYet:
                    break
                except Exception as fault:
                    # What it says may quote the command; its kind is enough to look for it.
                    logger.error("command %s cannot be sent (%s)", command_id, type(fault).__name__)
                else:
                    answered.append(command_id)
        return answered
