"""What a suspension covers, changed while it lasts; and joint processing, port by port."""

from typing import Annotated

from pydantic import Field, model_validator

from casework.commands.base import Body
from casework.commands.suspension import BenefitAt, Decision
from casework.reference.names import PortId
from casework.text import Slug, Text


class ModifyScope(Decision, act="modify_scope"):
    """Give benefits back in part, or take further ones away, while the suspension lasts.

    ``request`` names the carrier's request for early relief that is granted by it;
    ``no_comment_reason`` is why the carrier was not heard before more is taken away.
    """

    give_back: tuple[BenefitAt, ...] = ()
    take_away: tuple[BenefitAt, ...] = ()
    request: Slug | None = None
    no_comment_reason: Text | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> "ModifyScope":
        keys = [item.key for item in (*self.give_back, *self.take_away)]
        if not keys:
            raise ValueError("give_back or take_away: name at least one benefit at a place")
        if len(keys) != len(set(keys)):
            raise ValueError("a benefit at a place is named twice")
        return self


class AboutRelief(Body):
    """A command about one request for early relief."""

    request: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The request."""
        return (self.request,)


class RequestEarlyRelief(AboutRelief, act="request_early_relief"):
    """Ask for benefits back before the return, naming benefit, crossing and interim controls."""

    benefits: Annotated[tuple[BenefitAt, ...], Field(min_length=1)]
    interim_controls: Text

    @model_validator(mode="after")
    def _names_crossings(self) -> "RequestEarlyRelief":
        if any(item.place == "all" for item in self.benefits):
            raise ValueError("benefits: name the crossing at which each is asked for")
        return self


class RefuseRelief(AboutRelief, act="refuse_relief"):
    """Refuse early relief, with a reason; the suspension goes on as it is."""

    reason: Text


JOINT_PROCESSING = "joint-processing"
"""The benefit that each port decides on for itself (domain.md 6: what a suspension does to it
is not published)."""


class AboutPortsAccess(Body):
    """A command of a port about access to joint processing there."""

    port: PortId
    reason: Text

    @property
    def items(self) -> tuple[str, ...]:
        """Joint processing at the port."""
        return (f"{JOINT_PROCESSING}@{self.port}",)


class WithholdUcp(AboutPortsAccess, act="withhold_ucp"):
    """Take the carrier's trains out of joint processing (UCP) at this port for now."""


class GrantUcp(AboutPortsAccess, act="grant_ucp"):
    """Let the carrier's trains into joint processing (UCP) at this port."""
