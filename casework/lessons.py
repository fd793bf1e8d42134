"""The library of lessons: where one is shown, and which ones speak to a case."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from casework.case import Case
from casework.lesson_parts import PublishedLesson
from casework.reference import PRACTICES, Practice
from casework.states import State

PLAN_IS_WRITTEN = frozenset(
    {
        State.ACTION_PLAN,
        State.SUSPENDED,
        State.NON_RESPONSE,
        State.CAP_REVIEW,
        State.CAP_REVISION,
    }
)
"""States in which a plan is written, or read before it is accepted (process table, M39)."""

L = TypeVar("L", PublishedLesson, Practice)


class Wanted(NamedTuple):
    """What lessons are asked for: each that is None lets everything through."""

    criterion: str | None = None
    incident: str | None = None
    crossing: str | None = None

    def passes(self, found: PublishedLesson | Practice) -> bool:
        """Whether a lesson or a card is among what is asked for."""
        return (
            (self.criterion is None or self.criterion in found.criteria)
            and (self.incident is None or self.incident in found.classes)
            and (self.crossing is None or self.crossing in found.crossings)
        )


def speaks_to(case: Case, found: PublishedLesson | Practice) -> bool:
    """Whether a lesson or a card has a criterion of the case's findings or its kind of incident.

    A card that is bound to crossings speaks only where the case is; a lesson of another crossing
    may well be what is looked for.
    """
    about = not {*case.criteria_found}.isdisjoint(found.criteria) or not {
        *case.incident_classes
    }.isdisjoint(found.classes)
    bound = isinstance(found, Practice) and found.crossings
    return about and (not bound or not {*case.ports}.isdisjoint(found.crossings))


def matching(case: Case, found: Iterable[L]) -> tuple[L, ...]:
    """Return what speaks to a case, the one that shares most with it first."""
    shared = {*case.criteria_found, *case.incident_classes, *case.ports}
    chosen = [one for one in found if speaks_to(case, one)]
    chosen.sort(key=lambda one: -len(shared & {*one.criteria, *one.classes, *one.crossings}))
    return tuple(chosen)


def cards(wanted: Wanted) -> tuple[Practice, ...]:
    """Return the practice cards that are asked for."""
    return tuple(card for card in PRACTICES.values() if wanted.passes(card))
