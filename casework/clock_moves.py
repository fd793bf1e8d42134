"""What becomes of a clock's day when its case moves to newer versions of policy and calendars.

Nobody loses a day that was named: a clock of the carrier and a period set by a statute move later
or not at all, and no clock moves to a day that has come. A day that has come stays, and so does
the term of a suspension, which only headquarters' extension moves (process table, 8).
"""

from datetime import date

from casework.clocks import Clock, LedgerEntry, keep_terms, local_day, rebase
from casework.guards.base import Asked
from casework.policy import Holdable, Policy
from casework.roles import Party

OF_THE_TERM = frozenset({"T14", "T29", "T29D"})
"""The term, and the clocks whose days are reckoned from it."""


def moved_to(
    clock: Clock, rules: Policy, calendar: str, asked: Asked, *, why: str, authority: str
) -> LedgerEntry | None:
    """Return the entry that a move makes in an open clock's ledger; None where its day has come."""
    today = local_day(asked.at, clock.terms.zone)
    if not clock.is_open or clock.due <= asked.at or clock.due_day <= today:
        return None
    by = asked.actor.person
    stays = keep_terms(clock, at=asked.at, by=by, why=why, authority=authority)
    if clock.terms.rule in OF_THE_TERM:
        return stays
    try:
        rule = rules.rule(clock.terms.rule, clock.terms.variant)
    except LookupError:  # the newer policy has no such clock any more; this one ends as it began
        return stays
    moved = rebase(
        clock, rule, at=asked.at, by=by, why=why, authority=authority, calendar_version=calendar
    )
    return stays if _takes_away(clock, moved.due_day, today) else moved


def _takes_away(clock: Clock, day: date, today: date) -> bool:
    terms = clock.terms
    told = terms.party is Party.CARRIER or terms.holdable is Holdable.NEVER
    return day <= today or (told and day < clock.due_day)
