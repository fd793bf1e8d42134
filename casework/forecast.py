"""When a carrier can be back at the earliest, by the plan of clocks."""

from datetime import date, timedelta

from casework.calendars import CalendarKind, calendar_set
from casework.case import Case
from casework.policy import Unit, policy

AFTER_THE_LAST_MILESTONE = ("T16", "T17", "T49", "T18")
"""Visit, report, recommendation and decision follow each other."""


def earliest_return(case: Case) -> date:
    """Return the day on which headquarters can have decided, if every clock is used up.

    Counted from the last milestone that gates the return; CBP's own clocks after it in turn. It is
    a forecast for a warning and changes no clock.
    """
    rules = policy(case.policy)
    calendars = calendar_set(case.calendar)
    plan = case.plan
    milestones = [a.due for a in plan.before_return.values() if not a.accepted] if plan else []
    day = max(milestones, default=case.local_day(case.spans[-1].since))
    for name in AFTER_THE_LAST_MILESTONE:
        rule = rules.rule(name)
        amount = rule.amount or 0
        if rule.unit is Unit.BUSINESS_DAYS:
            day = calendars.add(CalendarKind(rule.calendar), day, amount)
        else:
            day += timedelta(days=amount)
    return day
