"""Recorded figures reckoned: what stands, what a stage has seen, and before, during and after.

Rules ask these figures and nothing else: what was not recorded did not happen (process table,
G17 and track STAGE [SEED][D]).
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casework.case import Case
from casework.commands.review import Gate
from casework.stage_parts import Figure, JointInspection, Stage


class Period(StrEnum):
    """Where a figure lies: before the suspension, while it lasted, after the return."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Counted(NamedTuple):
    """What figures come to, and the inspections that both sides made."""

    figures: int = 0
    trains: int = 0
    cars: int = 0
    exams: int = 0
    exceptions: int = 0
    cars_held: int = 0
    joint_inspections: int = 0

    @property
    def exams_per_1000(self) -> int | None:
        """Examinations per 1,000 cars, rounded down; None where no car has crossed."""
        return self.exams * 1000 // self.cars if self.cars else None


def standing_figures(case: Case, crossing: str, *, since: date | None = None) -> tuple[Figure, ...]:
    """Return the figures of a crossing that no later one supersedes, from a day on."""
    return tuple(
        figure
        for figure in case.figures.values()
        if figure.superseded is None and figure.crossing == crossing
        if since is None or figure.since >= since
    )


def standing_inspections(
    case: Case, crossing: str, *, since: date | None = None
) -> tuple[JointInspection, ...]:
    """Return the joint inspections at a crossing that stand, from a day on."""
    return tuple(
        found
        for found in case.inspections.values()
        if found.superseded is None and found.crossing == crossing
        if since is None or found.inspected_on >= since
    )


def counted(figures: tuple[Figure, ...], inspections: tuple[JointInspection, ...] = ()) -> Counted:
    """Add figures up.

    Of exceptions the greater number counts, the port's or that of the joint inspections, which
    the port's may hold already: nothing found is left out, and nothing counts twice.
    """
    return Counted(
        figures=len(figures),
        trains=sum(figure.trains for figure in figures),
        cars=sum(figure.cars for figure in figures),
        exams=sum(figure.exams for figure in figures),
        exceptions=max(
            sum(figure.exceptions for figure in figures),
            sum(found.exceptions for found in inspections),
        ),
        cars_held=sum(figure.cars_held or 0 for figure in figures),
        joint_inspections=len(inspections),
    )


def at_entry(case: Case, stage: Stage) -> Counted:
    """Return all that is on record of the crossing of a stage that has not started."""
    crossing = stage.plan.crossing
    return counted(standing_figures(case, crossing), standing_inspections(case, crossing))


def result(case: Case, stage: Stage) -> Counted:
    """Return what a stage has seen: figures that begin on or after the day of its start."""
    if stage.started_at is None:
        return Counted()
    since, crossing = case.local_day(stage.started_at), stage.plan.crossing
    return counted(
        standing_figures(case, crossing, since=since),
        standing_inspections(case, crossing, since=since),
    )


def exposure_reached(stage: Stage, seen: Counted) -> bool:
    """Whether a stage has seen as many trains and cars as it planned."""
    planned = stage.plan.exposure
    return seen.trains >= planned.trains and seen.cars >= planned.cars


def criterion_met(stage: Stage, seen: Counted) -> bool:
    """Whether the exceptions and the rate of examinations are as the stage asks."""
    asked = stage.plan.criterion
    rate = seen.exams_per_1000 or 0
    low, high = asked.exams_per_1000_at_least, asked.exams_per_1000_at_most
    return (
        seen.exceptions <= asked.exceptions_at_most
        and (low is None or rate >= low)
        and (high is None or rate <= high)
    )


def inspections_made(stage: Stage, seen: Counted) -> bool:
    """Whether both sides have inspected together as often as the stage asks."""
    return seen.joint_inspections >= stage.plan.criterion.joint_inspections_at_least


def is_last(case: Case, stage: Stage) -> bool:
    """Whether every other stage of the return has passed."""
    states = case.tracks.get("STAGE", {})
    return all(
        states.get(name) == "PASSED" for name, other in case.stages.items() if other != stage
    )


def full_actions_done(case: Case) -> bool:
    """Whether every action that the plan wants before the full return is accepted."""
    if case.plan is None:
        return True
    return all(a.accepted for a in case.plan.actions.values() if a.gate is Gate.BEFORE_FULL)


def period_of(case: Case, figure: Figure) -> Period:
    """Return where a figure lies; one that straddles a change lies in the suspension.

    The suspension began when its term did (T14), the return when its monitoring did (T23).
    """
    began, ended = case.clocks.get("T14"), case.clocks.get("T23")
    if began is None or figure.until < case.local_day(began.started_at):
        return Period.BEFORE
    back = ended is not None and ended.started_at >= began.started_at
    if ended is not None and back and figure.since >= case.local_day(ended.started_at):
        return Period.AFTER
    return Period.DURING


def by_period(case: Case) -> dict[str, dict[Period, Counted]]:
    """Return the figures of each crossing before, during and after; periods without any left
    out."""
    crossings = dict.fromkeys(figure.crossing for figure in case.figures.values())
    found: dict[str, dict[Period, Counted]] = {}
    for crossing in crossings:
        figures = standing_figures(case, crossing)
        found[crossing] = {
            period: counted(chosen)
            for period in Period
            if (chosen := tuple(f for f in figures if period_of(case, f) is period))
        }
    return found
