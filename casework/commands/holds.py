"""Holds: named clocks stand still, for a stated reason, until a stated day."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from casework.commands.base import Body
from casework.commands.requests import ClockKey
from casework.text import Line, LocalDay, Slug, Text


class HoldReason(StrEnum):
    """Why clocks may stand still (process table, track HOLD)."""

    COURT = "court"
    HEADQUARTERS = "headquarters"
    CROSSING_CLOSED = "crossing_closed"
    EMBARGO = "embargo"
    LAPSE_IN_APPROPRIATIONS = "lapse_in_appropriations"
    INVESTIGATION = "investigation"
    DISASTER = "disaster"


class AboutHold(Body):
    """A command about one hold."""

    hold: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The hold."""
        return (self.hold,)


class PlaceHold(AboutHold, act="place_hold"):
    """Let exactly the named clocks stand still, through a last day; the term is never held."""

    clocks: Annotated[tuple[ClockKey, ...], Field(min_length=1, max_length=100)]
    reason: HoldReason
    authority: Line
    until: LocalDay

    @model_validator(mode="after")
    def _each_once(self) -> "PlaceHold":
        if len(set(self.clocks)) < len(self.clocks):
            raise ValueError("clocks: names one twice")
        return self


class ReleaseHold(AboutHold, act="release_hold"):
    """End a hold before its last day; its clocks get back the days that were left."""

    reason: Text
