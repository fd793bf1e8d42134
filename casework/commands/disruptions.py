"""What shuts a crossing or the portal for all: one event, told to each case that it reaches."""

from typing import Annotated

from pydantic import Field, model_validator

from casework.commands.base import Body
from casework.reference.names import PortId
from casework.text import Instant, LocalDay, Slug, Text

EventId = Annotated[Slug, Field(description="the event's name, the same in every case")]


class ReportCrossingClosed(Body, act="report_crossing_closed"):
    """Report that a crossing of this case is shut; a hold of visit and milestones is offered."""

    event: EventId
    port: PortId
    closed_at: Instant
    expected_until: LocalDay | None = None
    text: Text


class ReportCrossingReopened(Body, act="report_crossing_reopened"):
    """Report that a crossing is open again; what was held for it may be released."""

    event: EventId
    reopened_at: Instant


class RecordOutage(Body, act="record_outage"):
    """Record an outage of the portal; a last day of the carrier on which it fell rolls over."""

    event: EventId
    began_at: Instant
    ended_at: Instant
    text: Text

    @model_validator(mode="after")
    def _in_order(self) -> "RecordOutage":
        if self.ended_at <= self.began_at:
            raise ValueError("ended_at: lies before the beginning")
        return self
