"""How the stories say days, lists and numbers."""

from collections.abc import Iterable
from datetime import date, datetime

from casework.case import Case
from casework.clocks import Clock, printed_day, printed_instant


def on_day(day: date) -> str:
    """Return a day as it is printed."""
    return printed_day(day, "en")


def day_of(case: Case, at: datetime) -> str:
    """Return the day of an instant in the case's zone."""
    return on_day(case.local_day(at))


def at_instant(case: Case, at: datetime) -> str:
    """Return an instant with the zone of the case."""
    return printed_instant(at, case.zone, "en")


def clock_name(clock: Clock) -> str:
    """Return what a clock asks for, with its rule: "headquarters decision (T18)"."""
    what = clock.terms.what.en
    return f"{what[:1].lower()}{what[1:]} ({clock.terms.rule})"


def listed(items: Iterable[str]) -> str:
    """Join items as a sentence does."""
    *most, last = list(items) or ["nobody"]
    return f"{', '.join(most)} and {last}" if most else last


def counted(number: int, what: str) -> str:
    """Return a number with its noun, which takes an s."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
