"""When a carrier can be back at the earliest, by the plan of clocks and the holds in force."""

from datetime import date, timedelta

from casework.calendars import CalendarKind, calendar_set
from casework.case import Case
from casework.clocks import Clock, ClockStatus, release
from casework.holds import covers, ends, open_holds
from casework.policy import Unit, policy
from casework.states import STATES

AFTER_THE_LAST_MILESTONE = ("T16", "T17", "T49", "T18")
"""Visit, report, recommendation and decision follow each other."""


def earliest_return(case: Case) -> date:
    """Return the day on which headquarters can have decided, if every clock is used up.

    Counted from the last milestone that gates the return, and from every clock of the state that
    a hold lets stand still; CBP's own clocks after it in turn. It is a forecast for a warning and
    changes no clock.
    """
    rules = policy(case.policy)
    calendars = calendar_set(case.calendar)
    day = max(_owed(case), default=case.local_day(case.spans[-1].since))
    for name in AFTER_THE_LAST_MILESTONE:
        held = case.clocks.get(name)
        if held is not None and held.status is ClockStatus.HELD:
            continue  # its day is among those that are owed
        rule = rules.rule(name)
        amount = rule.amount or 0
        if rule.unit is Unit.BUSINESS_DAYS:
            day = calendars.add(CalendarKind(rule.calendar), day, amount)
        else:
            day += timedelta(days=amount)
    return day


def _owed(case: Case) -> list[date]:
    """The days up to which something is awaited before CBP's own clocks follow."""
    days = []
    for key, action in (case.plan.before_return if case.plan else {}).items():
        if not action.accepted:
            clock = case.clocks.get(f"T33:{key}")
            moved = clock is not None and clock.is_open
            days.append(expected_day(case, clock) if clock and moved else action.due)
    here = STATES[case.state].clocks
    return days + [
        expected_day(case, clock)
        for clock in case.clocks.values()
        if clock.status is ClockStatus.HELD and clock.terms.rule in here
    ]


def expected_day(case: Case, clock: Clock) -> date:
    """Return a clock's last day if every hold on it ends when it was said to end."""
    over = [ends(hold, case.zone) for hold in open_holds(case).values() if covers(hold, clock)]
    if clock.status is not ClockStatus.HELD or not over:
        return clock.due_day
    return release(clock, at=max(over), by="forecast").due_day


def short_of_term(case: Case) -> int:
    """Return by how many days the term (T14) ends before the carrier can be back; 0 if not."""
    term = case.clocks.get("T14")
    if term is None or not term.is_open:
        return 0
    return max(0, (earliest_return(case) - term.due_day).days)
