"""What the exchange needs of the record and of the desk's log, as protocols."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from pydantic import AwareDatetime

from casework.events import CaseView, Notice
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


class DealtWith(Kept):
    """That a person has dealt with an event: who, when, and how in a few words."""

    person: str
    organisation: str
    note: str
    at: AwareDatetime


class KeptEvent(Kept):
    """An event that is written down, with its commands as the desk's log has them now."""

    event: ReceivedEvent
    number: int
    commands: tuple[LoggedCommand, ...] = ()
    dealt_with: DealtWith | None = None


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


class Subscription(Kept):
    """Who is told what, where, and by which keys it is signed (the newest first).

    ``party`` names whose notices these are, as a notice does: ``partner``, ``partner:`` and an
    administration, ``port:`` and a crossing, ``carrier``. ``addressee`` is, of a partner, the mail
    address that the railroad has named; of a railroad, its id. ``scheme`` is v1 (a shared secret)
    or v1a (our key pair). ``due`` and ``dead`` count what waits and what was given up.
    """

    id: str
    organisation: str
    party: str
    addressee: str | None = None
    types: tuple[str, ...]
    url: str
    scheme: str
    keys: tuple[str, ...]
    created_at: AwareDatetime | None = None
    disabled_at: AwareDatetime | None = None
    disabled_why: str | None = None
    due: int = 0
    dead: int = 0


class Owed(Kept):
    """A notice to somebody outside from which no delivery has been made yet."""

    position: int
    case_id: str
    carrier: str
    illustrative: bool
    notice: Notice

    @property
    def at(self) -> datetime:
        """The notice's own instant."""
        return datetime.fromisoformat(self.notice.facts["at"])


class Delivery(Kept):
    """A message to one subscriber; ``id`` is its webhook-id, ``body`` exactly what is sent."""

    id: str
    subscription: str
    case_id: str
    notice: str
    type: str
    body: str


class Outbox(Protocol):
    """What is owed to other systems, and the messages made of it."""

    async def owed(self, limit: int) -> tuple[Owed, ...]:
        """Return notices from which no delivery has been made, in the order of the record."""
        ...

    async def subscriptions(self) -> tuple[Subscription, ...]:
        """Return every subscription, the first one first."""
        ...

    async def spread(self, owed: Owed, made: Sequence[Delivery], at: datetime) -> None:
        """Keep the deliveries of a notice, once: done by two, the second changes nothing."""
        ...


class Claimed(Kept):
    """A delivery to try now, for the ``attempts``-th time, and where to."""

    id: str
    subscription: str
    url: str
    scheme: str
    keys: tuple[str, ...]
    body: str
    attempts: int
    first_tried_at: AwareDatetime


class Attempt(Kept):
    """How an attempt ended: the HTTP status if there was an answer, and a word for what happened.

    ``state`` is delivered, due (again at ``due_at``) or dead.
    """

    at: AwareDatetime
    status: int | None
    why: str
    state: str
    due_at: AwareDatetime | None = None


class DeliveryQueue(Protocol):
    """Deliveries, as far as the dispatcher must know them."""

    async def claim(
        self, *, at: datetime, limit: int, each: int, lease: str, until: datetime
    ) -> tuple[Claimed, ...]:
        """Return deliveries that are due, leased under a name until an instant.

        Of one case a subscriber gets one after the other; no subscriber more at once than ``each``.
        """
        ...

    async def attempted(self, delivery: str, lease: str, attempt: Attempt) -> None:
        """Keep how an attempt ended. Whose lease has passed to another moves nothing any more."""
        ...

    async def gone(self, subscription: str, at: datetime) -> None:
        """Send nothing more to a subscriber that wants nothing more, until it is enabled again."""
        ...
