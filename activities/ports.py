"""What the activities need of the world outside, as protocols: adapters live in other rooms."""

from datetime import datetime
from typing import Protocol

from pydantic import AwareDatetime

from casework.errand import Errand
from casework.events import BatchReceipt, EventBatch, Notice
from casework.model import Kept
from casework.prints import Print


class CaseRecord(Protocol):
    """The numbered, chained record of what happened."""

    async def append(self, batch: EventBatch, *, run_id: str | None = None) -> BatchReceipt:
        """Record a batch in one transaction, with projections and notices.

        ``run_id`` is the run that sends it: one that is known to be over writes nothing. The same
        ``(case_id, key)`` again returns the stored receipt and changes nothing.
        """
        ...


class DueNotice(Kept):
    """A registered notice, with the case facts that every message must carry."""

    case_id: str
    illustrative: bool
    notice: Notice


class Delivery(Kept):
    """How far a notice got: ``channel`` used, what the other side answered, and when."""

    message_id: str
    channel: str
    answer: str
    accepted: bool
    at: AwareDatetime
    content_sha256: str


class NoticeRegister(Protocol):
    """The register of notices owed, printed and delivered."""

    async def due(self, case_id: str, key: str) -> DueNotice:
        """Return a registered notice; ``LookupError`` where there is none."""
        ...

    async def delivered(self, case_id: str, key: str) -> Delivery | None:
        """Return the accepted delivery of a notice, if it has one."""
        ...

    async def prints(self, case_id: str, key: str) -> tuple[Print, ...]:
        """Return how a letter was printed, in the order of its languages; empty if it was not."""
        ...

    async def version_of_letter(self, case_id: str, letter: str) -> str | None:
        """Return the version with which a letter was first printed, for whomever."""
        ...

    async def keep_prints(self, case_id: str, key: str, prints: tuple[Print, ...]) -> None:
        """Keep how a letter is printed before it is sent; what is kept already stays."""
        ...

    async def record(self, case_id: str, key: str, delivery: Delivery) -> None:
        """Keep the evidence of one attempt; the same evidence twice is kept once."""
        ...


class Postbox(Protocol):
    """Hands one message to the mail system."""

    async def send(self, message: bytes, *, sender: str, recipient: str) -> str:
        """Deliver an RFC 5322 message; return the server's answer; raise ``Bounced`` on a 5xx."""
        ...


class Bounced(Exception):
    """The mail server refused this recipient or message for good."""


class UnansweredCommands(Protocol):
    """The desk's log, as far as a clock must know it."""

    async def unanswered_before(self, case_id: str, due: datetime) -> int:
        """Return how many commands received before ``due`` still have no outcome."""
        ...


class Errands(Protocol):
    """The door through which one case tells another something."""

    async def tell(self, from_case: str, errand: Errand) -> str:
        """Receive, sign and send an errand; return ``done`` or the rule that refused it.

        The same errand again gives the same answer. Raises ``ErrandUnanswered``.
        """
        ...
