"""A command as it travels: who asks what of which case, and when it was received."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import AwareDatetime, Field

from casework.casetime import CaseTime
from casework.commands import model_of
from casework.events import Event
from casework.guards.base import Asked
from casework.model import Kept
from casework.roles import SYSTEM, Actor
from casework.versions import BEFORE_THEY_TRAVELLED, Versions


class Command(Kept):
    """The payload of a signed envelope.

    ``received_at`` is the instant on which timeliness is judged: when the desk wrote the command
    down. ``time`` is set on the opening of a demonstration case that has a time of its own,
    ``versions`` on every opening: those that were in force when it was received.
    """

    case_id: str
    command_id: str
    act: str
    actor: Actor
    received_at: AwareDatetime
    body: dict[str, Any] = Field(default_factory=dict)
    time: CaseTime | None = None
    versions: Versions | None = None

    def asked(self, envelope_sha256: str | None = None) -> Asked:
        """Return what is asked. Raises pydantic's ``ValidationError`` where the body is wrong."""
        return Asked(
            act=self.act,
            body=model_of(self.act).model_validate(self.body),
            actor=self.actor,
            at=self.received_at,
            key=self.command_id,
            command_id=self.command_id,
            envelope_sha256=envelope_sha256,
            versions=self.versions or BEFORE_THEY_TRAVELLED,
        )


class MovedDay(Kept):
    """A last day that has moved: of which clock, from where, to where."""

    clock: str
    old: date
    new: date


def days_moved(events: Iterable[Event]) -> tuple[MovedDay, ...]:
    """Return every last day that events have moved, in order; those that stayed are left out."""
    return tuple(
        MovedDay(clock=change.key, old=entry.old_due_day, new=entry.due_day)
        for event in events
        for change in event.clocks
        if (entry := change.entry).old_due_day not in (None, entry.due_day)
    )


class Receipt(Kept):
    """What is answered once a command's events are durable; kept by the sender as proof.

    ``first`` and ``last`` are the numbers of the events in the case's record, ``head`` the hash of
    the chain after them, ``envelope_sha256`` what was signed, ``moved`` the last days that moved.
    """

    case_id: str
    command_id: str
    act: str
    received_at: AwareDatetime
    envelope_sha256: str
    events: tuple[str, ...]
    state: str
    first: int
    last: int
    head: str
    recorded_at: AwareDatetime
    moved: tuple[MovedDay, ...] = ()


def system_asked(act: str, body: dict[str, Any], *, at: Any, key: str, rule: str = "") -> Asked:
    """Return what a clock or a delivery asks; ``rule`` is the clock's rule for a lapse."""
    return Asked(
        act=f"{act}:{rule}" if rule else act,
        body=model_of(act).model_validate(body),
        actor=SYSTEM,
        at=at,
        key=key,
    )
