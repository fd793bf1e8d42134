"""How the clocks of a case ended, each time that one was started: met, extended, lapsed. One that
began anew while it ran, as for a letter sent again, is counted with its new beginning alone.

Three kinds of clock end without anybody having to do anything: a right whose time passes, a warning
that is given, a period that is over. To call that a lapse would accuse somebody, so they have
*run out*.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from casework.clocks import Clock, ClockStatus, apply, times_extended
from casework.events import Event
from casework.view import NOBODY_IS_LATE


class Ending(StrEnum):
    """What became of a clock. A clock that was extended and then met is both."""

    MET = "met"
    EXTENDED = "extended"
    LAPSED = "lapsed"
    RAN_OUT = "ran_out"
    RUNNING = "running"


@dataclass
class ClockEnds:
    """The ends by kind and rule, and each clock's last day as it stood when it first began."""

    counts: dict[Ending, Counter[str]] = field(
        default_factory=lambda: {ending: Counter() for ending in Ending}
    )
    first_days: dict[str, date] = field(default_factory=dict)


def clock_ends(events: Iterable[Event]) -> ClockEnds:
    """Follow every clock through the events of a case, in their order."""
    found = ClockEnds()
    lives: dict[str, Clock] = {}
    for event in events:
        for change in event.clocks:
            if change.started is None:
                lives[change.key] = apply(lives[change.key], change.entry)
                continue
            if change.key in lives and not lives[change.key].is_open:
                _count(found, lives[change.key])
            lives[change.key] = change.started
            for name in (change.key, change.started.terms.rule):  # T19:letter-1 is the first T19
                found.first_days.setdefault(name, change.started.due_day)
    for clock in lives.values():
        _count(found, clock)
    return found


def _count(found: ClockEnds, clock: Clock) -> None:
    rule = clock.terms.rule
    if times_extended(clock):
        found.counts[Ending.EXTENDED][rule] += 1
    found.counts[_ending(clock)][rule] += 1


def _ending(clock: Clock) -> Ending:
    if clock.lapsed_at is not None:
        return Ending.RAN_OUT if clock.terms.rule in NOBODY_IS_LATE else Ending.LAPSED
    return Ending.MET if clock.status is ClockStatus.STOPPED else Ending.RUNNING
