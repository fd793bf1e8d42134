"""What the exchange needs of the record and of the desk's log, as protocols."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from pydantic import AwareDatetime

from casework.events import CaseView
from casework.model import Kept
from desk.ports import CaseNow, LoggedCommand, ReceivedCommand


class SetAside(Kept):
    """A part of an event that no command came of: about whom, and the rule that says why.

    ``subject`` is a railroad or a case. A person has to look at it.
    """

    subject: str
    rule: str


class ReceivedEvent(Kept):
    """An event as it was received, and what was made of it. ``text`` is all of it, as it came.

    ``commands`` are the ids of the commands that it became, in order; what became of the event is
    what became of these. ``known`` is False where nobody here knows the type.
    """

    source: str
    id: str
    type: str
    system: str
    received_at: AwareDatetime
    sha256: str
    text: str
    known: bool = True
    commands: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


class KeptEvent(Kept):
    """An event that is written down, with its commands as the desk's log has them now."""

    event: ReceivedEvent
    number: int
    commands: tuple[LoggedCommand, ...] = ()


class EventInbox(Protocol):
    """Durable memory of what other systems told."""

    async def find(self, source: str, event_id: str) -> KeptEvent | None:
        """Return the event that is written down under a source and id."""
        ...

    async def receive(self, event: ReceivedEvent, commands: Sequence[ReceivedCommand]) -> None:
        """Write an event down together with its commands, all or nothing.

        Where an event of that source and id is written down already, nothing is written. Raises
        ``Barred`` where a command would open a second case before the return, and ``CommandKnown``
        where the id of one was used for something else.
        """
        ...

    async def unanswered(self, case_id: str) -> tuple[LoggedCommand, ...]:
        """Return a case's commands that have no outcome, as received, whoever gave them."""
        ...

    async def page(self, *, before: int | None, limit: int) -> tuple[KeptEvent, ...]:
        """Return events, the one received last first; ``before`` is the number to go on from."""
        ...


class Barred(Exception):
    """The railroad has a case before the return already, opened meanwhile."""

    def __init__(self, carrier: str, case_id: str) -> None:
        super().__init__(carrier, case_id)
        self.carrier = carrier
        self.case_id = case_id


class CommandKnown(Exception):
    """A command of that id is written down and says something else."""

    def __init__(self, case_id: str) -> None:
        super().__init__(case_id)
        self.case_id = case_id


class CaseBook(Protocol):
    """Cases as their records make them, for judging what an event means to them."""

    async def of_carrier(self, carrier: str) -> tuple[CaseNow, ...]:
        """Return a railroad's matters of every kind, the one opened last first."""
        ...

    def open_cases(self) -> AsyncIterator[CaseView]:
        """Yield the view of every case that is not closed."""
        ...

    async def case(self, case_id: str) -> CaseNow:
        """Return one case. ``LookupError`` where nothing is recorded of it."""
        ...
