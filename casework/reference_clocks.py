"""Days of the membership that run outside a case: revalidation and annual review, for reference.

Both are kept in CBP's CTPAT portal. Nothing lapses here; they are shown so that no second ground
for a measure arises unseen while everybody looks at the case (process table, T25 and T25A).
"""

from datetime import date, timedelta

from casework.bilingual import Bilingual
from casework.calendars import Mark
from casework.case import Case
from casework.clocks import start
from casework.clocks.zones import day_begins
from casework.model import Kept
from casework.policy import ClockRule, policy
from casework.states import Standing


class ReferenceDay(Kept):
    """A day of the membership. ``day`` is None where the day that it is reckoned from is unknown.

    ``until`` is the end of what begins on the day, where something does.
    """

    rule: str
    what: Bilingual
    day: date | None
    until: date | None = None
    starts: Bilingual
    source: Bilingual
    mark: Mark


def reference_days(case: Case, *, today: date) -> tuple[ReferenceDay, ...]:
    """Return when the carrier is to be validated again, and when its next annual review opens."""
    return (*_revalidation(case), _annual_review(case, today))


def _revalidation(case: Case) -> tuple[ReferenceDay, ...]:
    """By statute within four years of the last validation; after a return, this office's sooner."""
    rules = policy(case.policy)
    validated = case.membership.last_validated_on if case.membership else None
    by_statute = rules.rule("T25")
    found = [_day(by_statute, _after(by_statute, validated, case))]
    returned = _returned_on(case)
    if returned is not None:
        own = rules.rule("T25", "after_return")
        found.append(_day(own, _after(own, returned, case)))
    return tuple(found)


def _annual_review(case: Case, today: date) -> ReferenceDay:
    """The window opens so many days before the anniversary, and ends with it."""
    rule = policy(case.policy).rule("T25A")
    since = case.membership.since if case.membership else None
    if since is None or rule.amount is None:
        return _day(rule, None)
    anniversary = _in_year(since, today.year)
    if anniversary < today:
        anniversary = _in_year(since, today.year + 1)
    opens = anniversary - timedelta(days=rule.amount)
    return _day(rule, opens).model_copy(update={"until": anniversary})


def _after(rule: ClockRule, begins: date | None, case: Case) -> date | None:
    if begins is None:
        return None
    at = day_begins(begins, case.zone)
    return start(rule, key=rule.id, at=at, zone=case.zone, calendar_version=case.calendar).due_day


def _returned_on(case: Case) -> date | None:
    """The day on which the last suspension ended with the membership good again, if one did."""
    for before, after in reversed(list(zip(case.spans, case.spans[1:], strict=False))):
        if before.standing.suspended and not after.standing.suspended:
            return case.local_day(after.since) if after.standing is Standing.GOOD else None
    return None


def _in_year(day: date, year: int) -> date:
    """The anniversary of a day; that of 29 February is 28 February where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _day(rule: ClockRule, day: date | None) -> ReferenceDay:
    return ReferenceDay(
        rule=rule.id,
        what=rule.what,
        day=day,
        starts=rule.starts,
        source=rule.source,
        mark=rule.mark,
    )
