"""An engine that answers from a script, and remembers what it was sent and when."""

# ruff: noqa: ARG002 - signatures are those of the port

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from casework.command import Command, Receipt
from casework.refusal import Refusal, RefusalKind
from desk.errors import Unsent
from desk.outcomes import Declined, Done
from desk.ports import ReceivedCommand
from seals.envelope import digest, read

RECORDED = datetime(2026, 11, 23, tzinfo=UTC)
NO = Refusal(kind=RefusalKind.STATE, rule="state", en="not here", es="aquí no")

Reply = Refusal | BaseException | None
"""A refusal, what is raised, or None for a receipt."""


class ScriptedSender:
    """``CommandSender``: replies by command id, one per attempt; with none left, a receipt."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = defaultdict(list)
        self.every: Reply = None
        self.sent: list[ReceivedCommand] = []
        self.granted: list[Command] = []
        self.before: Callable[[ReceivedCommand], Awaitable[None]] | None = None

    @property
    def ids(self) -> list[str]:
        """The ids of what was sent, in order."""
        return [command.command_id for command in self.sent]

    async def send(self, command: ReceivedCommand, *, patience: timedelta) -> Done | Declined:
        """Answer as the script says."""
        self.sent.append(command)
        if self.before is not None:
            await self.before(command)
        replies = self.replies[command.command_id]
        reply = replies.pop(0) if replies else self.every
        if isinstance(reply, Refusal):
            return Declined(refusal=reply)
        if reply is not None:
            raise reply
        return Done(receipt=receipt(command))

    async def grant(self, case_id: str, command_id: str, envelope: str) -> None:
        """Remember what time was granted."""
        self.granted.append(Command.model_validate_json(read(envelope).payload))


def receipt(command: ReceivedCommand) -> Receipt:
    """A receipt that is the same each time."""
    return Receipt(
        case_id=command.case_id,
        command_id=command.command_id,
        act=command.act,
        received_at=command.received_at,
        envelope_sha256=digest(command.envelope),
        events=("something_happened",),
        state="INCIDENT_REVIEW",
        first=1,
        last=1,
        head="0" * 64,
        recorded_at=RECORDED,
    )


AWAY = Unsent()
"""The engine is away."""
