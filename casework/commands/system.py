"""What clocks, the mail system and other cases say. No person can give these.

Only what another case tells by an errand travels in an envelope, signed by the system's own key.
"""

from pydantic import AwareDatetime

from casework.bilingual import Language
from casework.commands.base import Body
from casework.text import Line, Sha256


class Lapse(Body, act="lapse", by_system=True):
    """A clock ran out."""

    clock: Line


class Remind(Body, act="remind", by_system=True):
    """A reminder of a clock is due."""

    clock: Line
    step: Line


class Escalate(Body, act="escalate", by_system=True):
    """A rung of the ladder above a lapsed clock is due."""

    clock: Line
    step: Line


class LinkedCase(Body):
    """What happened in another case of the same carrier, by its id."""

    linked_case: Line


class LinkedCaseOpened(LinkedCase, act="on:linked_case.opened", by_errand=True):
    """A new case of the same carrier was opened while it is monitored."""


class LinkedCaseDecided(LinkedCase, act="on:linked_case.decided", by_errand=True):
    """The new case of the same carrier was decided."""


class MailAttempt(Body):
    """What was handed to the mail system: under which id, when, and the hashes of what it said.

    ``printed`` are the SHA-256 of the PDFs that a letter brings, by language; None where it brings
    none.
    """

    message_id: Line
    content_sha256: Line
    at: AwareDatetime
    printed: dict[Language, Sha256] | None = None


class LetterAttempt(MailAttempt):
    """What the mail system answered when a letter was handed to it."""

    letter: Line

    @property
    def items(self) -> tuple[str, ...]:
        """The letter."""
        return (self.letter,)


class LetterSent(LetterAttempt, act="on:sent", by_system=True):
    """The mail server took a letter: evidence of class B, not a delivery."""


class LetterBounced(LetterAttempt, act="on:bounced", by_system=True):
    """The mail server refused a letter for good."""
