"""Stays: the effect of a decision is lifted while it is reviewed. Nothing else stands still."""

from casework.commands.base import Body
from casework.text import Line, Sha256, Slug, Text


class AboutStay(Body):
    """A command about one stay."""

    stay: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The stay."""
        return (self.stay,)


class RequestStay(AboutStay, act="request_stay"):
    """Ask that a decision's effect be lifted while its appeal is under way."""

    decision: Slug
    reason: Text


class RecordCourtStay(AboutStay, act="record_court_stay"):
    """Record that a court has lifted a decision's effect, with the hash of its order."""

    decision: Slug
    court: Line
    order: Line
    order_sha256: Sha256


class WithReasons(AboutStay):
    """A decision about a stay; its reasons are told to the carrier."""

    reasons: Text


class GrantStay(WithReasons, act="grant_stay"):
    """Lift a decision's effect while it is reviewed: benefits go on, the term runs on."""


class RefuseStay(WithReasons, act="refuse_stay"):
    """Refuse to lift a decision's effect; nothing changes."""


class EndStay(WithReasons, act="end_stay"):
    """End a stay: what was decided takes effect again; the carrier is told first."""
