"""What is said of a return by stages, of early relief, and of a port's joint processing."""

from typing import Annotated, Literal

from pydantic import Field

from activities.facts.carrier import ToCarrier
from activities.facts.values import BenefitLine, Line, Period, Translated, Words
from casework.model import Kept

Number = Annotated[int, Field(ge=0)]


class StageLine(Kept):
    """One stage: where, what comes back, under which measures, and what its figures must show.

    Examinations are per 1,000 cars. ``days`` is None where the policy's own number holds.
    """

    id: Line
    crossing: Words
    lane: Line | None = None
    benefits: Annotated[tuple[Words, ...], Field(min_length=1)]
    measures: Annotated[tuple[Words, ...], Field(min_length=1)]
    entry_actions: tuple[Line, ...] = ()
    entry_figures: Number = 0
    entry_inspections: Number = 0
    trains: Number
    cars: Number
    exceptions_at_most: Number
    exams_at_least: Number | None = None
    exams_at_most: Number | None = None
    inspections_at_least: Number = 0
    days: Number | None = None
    fall_back: Translated


class StageSeen(Kept):
    """What is on record of a stage since it started."""

    trains: Number
    cars: Number
    exams: Number
    exceptions: Number
    joint_inspections: Number


class StageNotice(ToCarrier):
    """A stage has started, passed, been prolonged or taken back, frozen, or let go on."""

    happened: Literal["started", "passed", "prolonged", "fell_back", "frozen", "unfrozen"]
    stage: StageLine
    seen: StageSeen | None = None
    reason: Words | None = None
    until: Period | None = None


class ReliefAnswer(ToCarrier):
    """Early relief was refused: which request, for what, and why."""

    request: Line
    benefits: Annotated[tuple[BenefitLine, ...], Field(min_length=1)]
    reason: Words


class PortAccess(ToCarrier):
    """A port lets the carrier's trains into joint processing, or keeps them out for now."""

    access: Literal["granted", "withheld"]
    port: Words
    reason: Words
