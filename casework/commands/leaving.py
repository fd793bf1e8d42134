"""The carrier leaves the programme, or headquarters annuls what it had decided."""

from casework.commands.base import Body
from casework.commands.suspension import Decision, WithDocument
from casework.commands.system import MailAttempt
from casework.text import Line, Sha256, Text


class Withdraw(WithDocument, act="withdraw"):
    """Leave the programme by a withdrawal that the executive has signed; open findings stay."""


class Reconsider(Decision, act="reconsider"):
    """Annul a suspension or removal whose ground has fallen away; everybody told learns of it.

    On headquarters' own motion, also when the suspension is over: the record is corrected.
    """

    ground_fell_away: Text


class RecordReversalTold(Body, act="record_reversal_told"):
    """Record that somebody who was told a status has learned by other means that it is annulled."""

    recipient: Line
    how: Line
    proof_sha256: Sha256 | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """The recipient."""
        return (self.recipient,)


class ReversalAttempt(MailAttempt):
    """What the mail system answered when the notice of a reversal was handed to it."""

    recipient: Line

    @property
    def items(self) -> tuple[str, ...]:
        """The recipient."""
        return (self.recipient,)


class ReversalSent(ReversalAttempt, act="on:reversal.sent", by_system=True):
    """The mail server took the notice that a status is annulled."""


class ReversalBounced(ReversalAttempt, act="on:reversal.bounced", by_system=True):
    """The mail server refused the notice that a status is annulled."""
