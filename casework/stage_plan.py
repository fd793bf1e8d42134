"""What a return by stages plans for each lane: entry, exposure, measures, criterion, fall-back.

The plan is a document; headquarters signs its hash together with the letter of return. How the
process table has it: track STAGE [SEED][D]. One crossing with joint inspections, CBP seals and
checked consists comes first, then the next.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from casework.bilingual import Bilingual, BilingualText
from casework.model import Submitted
from casework.reference.names import BenefitId, PortId
from casework.text import Line, Slug

Number = Annotated[int, Field(ge=0, le=1_000_000)]


class Measure(StrEnum):
    """What is done at the crossing while a stage runs."""

    JOINT_INSPECTION = "joint_inspection"
    CBP_SEAL = "cbp_seal"
    CHECKED_CONSIST = "checked_consist"


MEASURES: dict[Measure, Bilingual] = {
    Measure.JOINT_INSPECTION: Bilingual(en="joint inspections", es="inspecciones conjuntas"),
    Measure.CBP_SEAL: Bilingual(en="CBP seals", es="candados de la CBP"),
    Measure.CHECKED_CONSIST: Bilingual(
        en="checked train consists", es="composición del tren verificada"
    ),
}
"""Each measure in words."""


class Entry(Submitted):
    """What must be on record before a stage starts, besides the stage before it.

    ``figures`` are how many figures of the crossing must be recorded, to compare with.
    """

    actions: tuple[Slug, ...] = ()
    figures: Annotated[int, Field(ge=0, le=60)] = 1
    joint_inspections: Number = 0


class Exposure(Submitted):
    """How much traffic a stage must have seen before it can pass."""

    trains: Annotated[int, Field(ge=1, le=100_000)]
    cars: Annotated[int, Field(ge=1, le=1_000_000)]


class Criterion(Submitted):
    """What the figures of a stage must show; examinations are per 1,000 cars."""

    exceptions_at_most: Number = 0
    exams_per_1000_at_least: Annotated[int, Field(ge=0, le=1000)] | None = None
    exams_per_1000_at_most: Annotated[int, Field(ge=0, le=1000)] | None = None
    joint_inspections_at_least: Number = 0

    @model_validator(mode="after")
    def _can_be_met(self) -> "Criterion":
        low, high = self.exams_per_1000_at_least, self.exams_per_1000_at_most
        if low is not None and high is not None and high < low:
            raise ValueError("exams_per_1000_at_most: is less than exams_per_1000_at_least")
        return self


class PlannedStage(Submitted):
    """One stage: a lane over one crossing, and the benefits that come back there with it.

    ``days`` is how long it may take before the supervisor has to pass, prolong or take it back;
    the policy's own number (T41) where the plan names none. ``lane`` is for people to read.
    """

    id: Slug
    crossing: PortId
    lane: Line | None = None
    benefits: Annotated[tuple[BenefitId, ...], Field(min_length=1)]
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    entry: Entry = Entry()
    exposure: Exposure
    criterion: Criterion = Criterion()
    days: Annotated[int, Field(ge=1, le=365)] | None = None
    fall_back: BilingualText

    @property
    def items(self) -> tuple[str, ...]:
        """The benefits at the crossing, by their names on the BENEFIT track."""
        return tuple(f"{benefit}@{self.crossing}" for benefit in self.benefits)


class StagesInOrder(Submitted):
    """Stages in the order in which they start, each lane's benefits in one of them only."""

    stages: Annotated[tuple[PlannedStage, ...], Field(min_length=1, max_length=24)]

    @model_validator(mode="after")
    def _distinct(self) -> "StagesInOrder":
        ids = [stage.id for stage in self.stages]
        items = [item for stage in self.stages for item in stage.items]
        if len(ids) != len(set(ids)):
            raise ValueError("stages: two have the same id; give each its own")
        if len(items) != len(set(items)):
            raise ValueError("stages: a benefit comes back at a crossing in one stage only")
        return self
