"""The return by stages: each lane opens, is watched, and passes, waits, or falls back."""

from typing import Annotated

from pydantic import Field

from casework.commands.base import Body
from casework.text import Slug, Text


class AboutStage(Body):
    """A command about one stage of the return."""

    stage: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The stage."""
        return (self.stage,)


class StartStage(AboutStage, act="start_stage"):
    """Start a stage of the return, once its entry criteria are met on recorded figures."""


class PassStage(AboutStage, act="pass_stage"):
    """Find on recorded figures that a stage has passed; the next one may start."""


class ProlongStage(AboutStage, act="prolong_stage"):
    """Give a stage more days, with a reason; also after its last day."""

    days: Annotated[int, Field(ge=1, le=90)]
    reason: Text


class FallBack(AboutStage, act="fall_back"):
    """Take a stage back: its lane's benefits go off again, and the carrier is told why."""

    reason: Text


class Unfreeze(AboutStage, act="unfreeze"):
    """Let a frozen stage go on, with a reason; its days begin anew."""

    reason: Text
