"""What a closed crossing offers, and which days an outage of the portal carries over."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from casework.case import Case
from casework.clocks import Clock, ClockStatus, day_ends, rolled_day
from casework.clocks.zones import day_begins
from casework.commands.holds import HoldReason
from casework.hold_parts import Closure
from casework.holds import may_stand_still
from casework.model import Kept
from casework.policy import Holdable, Roll, Unit
from casework.reference import PORTS
from casework.roles import Party

AT_A_CROSSING = ("T16", "T33")
"""Clocks of visit and milestones, which nobody can keep at a crossing that is shut (G13)."""

OUTAGE = timedelta(hours=2)
"""How long the portal must have been away on a last day for it to roll over (G16)."""


class HoldOffered(Kept):
    """A hold that a closed crossing suggests; nothing follows before somebody places it."""

    hold: str
    clocks: tuple[str, ...]
    reason: HoldReason
    authority: str
    until: date | None

    def as_fields(self) -> dict[str, Any]:
        """Return what `place_hold` takes, as far as it is known."""
        return self.model_dump(mode="json", exclude_none=True)


def holds_offered(case: Case) -> Iterator[HoldOffered]:
    """Yield a hold for each crossing that is shut while visit or milestones run."""
    for event, closure in case.closures.items():
        clocks = tuple(
            key
            for key, clock in case.clocks.items()
            if clock.terms.rule in AT_A_CROSSING
            if clock.status is ClockStatus.RUNNING and may_stand_still(clock)
        )
        if closure.reopened_at is None and clocks:
            yield HoldOffered(
                hold=_unused(case, event),
                clocks=clocks,
                reason=HoldReason.CROSSING_CLOSED,
                authority=f"closure {event}, {_crossing(closure)}",
                until=closure.expected_until,
            )


def _crossing(closure: Closure) -> str:
    return f"{closure.port} {PORTS[closure.port].name}"


def _unused(case: Case, event: str) -> str:
    """A name for a hold: the event's own, numbered where that is taken."""
    name, number = event, 1
    while name in case.holds:
        number += 1
        name = f"{event[:60]}-{number}"
    return name


def rolled_by(case: Case, began: datetime, ended: datetime, at: datetime) -> Iterator[Clock]:
    """Yield the carrier's clocks whose last day an outage carries over.

    What a statute sets never; nor what is held, or where grace runs after it already. A clock that
    has run out meanwhile runs again, as long as its new day is not over when this is recorded.
    """
    for clock in case.clocks.values():
        if not _is_a_carriers_day(clock) or not _fell_on_last_day(clock, began, ended):
            continue
        open_again = clock.status is ClockStatus.LAPSED and not case.running("T22G")
        ahead = day_ends(rolled_day(clock), clock.terms.zone) > at
        if clock.status is ClockStatus.RUNNING or (open_again and ahead):
            yield clock


def _is_a_carriers_day(clock: Clock) -> bool:
    terms = clock.terms
    by_statute = terms.holdable is Holdable.NEVER
    in_days = terms.unit is not Unit.HOURS and terms.roll is Roll.NEXT_WORKING_DAY
    return terms.party is Party.CARRIER and in_days and not by_statute


def _fell_on_last_day(clock: Clock, began: datetime, ended: datetime) -> bool:
    day = clock.due_day
    begins, over = day_begins(day, clock.terms.zone), day_ends(day, clock.terms.zone)
    return min(ended, over) - max(began, begins) >= OUTAGE
