"""What a hold does to the clocks that it names, and where their last days will then stand.

A hold names clocks that run when it is placed; a later clock of the same name is another one.
Where several holds name one clock, it stands still from the first to the end of the last, so no
day is counted twice.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from casework.bilingual import Bilingual
from casework.case import Case
from casework.clocks import Clock, ClockStatus, day_ends
from casework.commands.holds import HoldReason
from casework.hold_parts import Hold
from casework.policy import Holdable

SUPERVISOR_DAYS = 10
"""Days that holds of a supervisor may give one clock, in sum (process table, role SUP)."""

REASONS: dict[HoldReason, Bilingual] = {
    HoldReason.COURT: Bilingual(en="order of a court", es="orden judicial"),
    HoldReason.HEADQUARTERS: Bilingual(
        en="decision of headquarters", es="determinación de la sede"
    ),
    HoldReason.CROSSING_CLOSED: Bilingual(en="crossing closed", es="cruce cerrado"),
    HoldReason.EMBARGO: Bilingual(en="rail embargo", es="embargo ferroviario"),
    HoldReason.LAPSE_IN_APPROPRIATIONS: Bilingual(
        en="lapse in appropriations", es="falta de asignación presupuestaria"
    ),
    HoldReason.INVESTIGATION: Bilingual(en="investigation", es="investigación"),
    HoldReason.DISASTER: Bilingual(en="disaster", es="desastre"),
}
"""Why clocks stand still, in words."""


def may_stand_still(clock: Clock) -> bool:
    """Whether policy lets a hold touch a clock: never a statutory one, never the term."""
    return clock.terms.holdable is Holdable.YES


def covers(hold: Hold, clock: Clock) -> bool:
    """Whether a hold, in force or over, is about this very clock."""
    return clock.key in hold.clocks and clock.started_at <= hold.placed_at


def open_holds(case: Case) -> dict[str, Hold]:
    """Return the holds in force, by name."""
    return {name: hold for name, hold in case.holds.items() if hold.released_at is None}


def let_go_by(case: Case, name: str) -> Iterator[Clock]:
    """Yield the clocks that run again when a hold ends: held by it, and by no other any more."""
    others = [hold for other, hold in open_holds(case).items() if other != name]
    for clock in stands_still(case, name):
        if not any(covers(other, clock) for other in others):
            yield clock


def kept_by_others(case: Case, name: str) -> Iterator[Clock]:
    """Yield the clocks of a hold that another hold keeps standing still."""
    let_go = {clock.key for clock in let_go_by(case, name)}
    yield from (clock for clock in stands_still(case, name) if clock.key not in let_go)


def stands_still(case: Case, name: str) -> Iterator[Clock]:
    """Yield the clocks of a hold that stand still now."""
    for key in case.holds[name].clocks:
        clock = case.clocks.get(key)
        held = clock is not None and clock.status is ClockStatus.HELD
        if clock is not None and held and covers(case.holds[name], clock):
            yield clock


def ends(hold: Hold, zone: str) -> datetime:
    """Return the instant at which a hold ends by itself: when its last day is over."""
    return day_ends(hold.until, zone)


def supervisors_days(case: Case, clock: Clock, hold: Hold) -> int:
    """Return on how many days a clock stands still by supervisors' holds, a further one included.

    A day that several of them name is one day. A hold that was released early counts through the
    day before its release, which is worked again.
    """
    days: set[date] = set()
    for other in (*case.holds.values(), hold):
        if other.placed_as == hold.placed_as and covers(other, clock):
            days |= set(_days_of(case, other))
    return len(days)


def _days_of(case: Case, hold: Hold) -> Iterator[date]:
    day = case.local_day(hold.placed_at)
    last = hold.until
    if hold.released_at is not None:
        last = min(last, case.local_day(hold.released_at) - timedelta(days=1))
    while day <= last:
        yield day
        day += timedelta(days=1)
