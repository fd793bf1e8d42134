"""What a case knows of its lanes: figures, inspections, stages, and a scope that is changing."""

from datetime import date

from pydantic import AwareDatetime

from casework.commands.suspension import BenefitAt
from casework.model import Kept
from casework.stage_plan import PlannedStage
from casework.states import Standing


class Figure(Kept):
    """Trains, cars and examinations at a crossing over some days; ``superseded`` names what now
    stands instead."""

    crossing: str
    since: date
    until: date
    trains: int
    cars: int
    exams: int
    exceptions: int = 0
    cars_held: int | None = None
    source: str
    superseded: str | None = None


class JointInspection(Kept):
    """An inspection that both customs services made of a train together."""

    crossing: str
    inspected_on: date
    cars: int
    exceptions: int = 0
    superseded: str | None = None


class Stage(Kept):
    """A stage of the return: its plan, its place in the order, and since when it runs.

    ``fallen`` says that it was taken back and did not start again yet.
    """

    plan: PlannedStage
    place: int
    started_at: AwareDatetime | None = None
    fallen: bool = False


class ScopeChange(Kept):
    """A signed change of what the suspension covers, whose letter is being served."""

    letter: str
    give_back: tuple[BenefitAt, ...] = ()
    take_away: tuple[BenefitAt, ...] = ()
    standing: Standing


class Relief(Kept):
    """A request for early relief; ``letter`` is of the decision that grants it."""

    benefits: tuple[BenefitAt, ...]
    asked_at: AwareDatetime
    letter: str | None = None
