"""What crossings count: trains, cars and examinations, and inspections made by both sides."""

from typing import Annotated

from pydantic import Field, model_validator

from casework.commands.base import Body
from casework.reference.names import PortId
from casework.text import Line, LocalDay, Slug

Count = Annotated[int, Field(ge=0, le=10_000_000)]
"""How many of something."""


class RecordExposure(Body, act="record_exposure"):
    """Record trains, cars and examinations of some days of one month at a crossing, with source.

    A correction is another figure that supersedes the first, which stays on record.
    ``exceptions`` are examinations that found something wrong.
    """

    figure: Slug
    crossing: PortId
    since: LocalDay
    until: LocalDay
    trains: Count
    cars: Count
    exams: Count
    exceptions: Count = 0
    cars_held: Count | None = None
    source: Line
    supersedes: Slug | None = None

    @model_validator(mode="after")
    def _of_one_month(self) -> "RecordExposure":
        if self.until < self.since:
            raise ValueError("until: the last day lies before the first")
        if (self.since.year, self.since.month) != (self.until.year, self.until.month):
            raise ValueError("until: a figure lies in one month; record one for each month")
        if self.exams > self.cars:
            raise ValueError("exams: no more cars are examined than have crossed")
        if self.exceptions > self.exams:
            raise ValueError("exceptions: no more of them than examinations")
        return self


class RecordJointInspection(Body, act="record_joint_inspection"):
    """Record an inspection of a train that both customs services made together."""

    inspection: Slug
    crossing: PortId
    inspected_on: LocalDay
    train: Line
    cars: Annotated[int, Field(ge=1, le=1000)]
    seals_checked: Count = 0
    consist_checked: bool = False
    exceptions: Count = 0
    together_with: Line
    supersedes: Slug | None = None
