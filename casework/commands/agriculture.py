"""Agriculture's part: concurrence asked for and given, and joint inspections at inland places."""

from typing import Annotated

from pydantic import Field, model_validator

from casework.commands.base import Body
from casework.commands.security_items import SealCheck
from casework.reference.names import AgencyId
from casework.text import Line, LocalDay, Slug, Text


class AboutConcurrence(Body):
    """A command about the concurrence of one agency."""

    agency: AgencyId

    @property
    def items(self) -> tuple[str, ...]:
        """The agency."""
        return (self.agency,)


class RequestConcurrence(AboutConcurrence, act="request_concurrence"):
    """Ask an agriculture agency whether it concurs; it sees the findings named here and no other.

    ``agreed_day`` is the last day that a joint work plan sets, and ``work_plan`` names the plan.
    """

    findings: Annotated[tuple[Slug, ...], Field(min_length=1)]
    text: Text
    agreed_day: LocalDay | None = None
    work_plan: Line | None = None

    @model_validator(mode="after")
    def _plan_is_named(self) -> "RequestConcurrence":
        if (self.agreed_day is None) != (self.work_plan is None):
            raise ValueError("agreed_day: comes with the work_plan that sets it, or not at all")
        return self


class Concur(AboutConcurrence, act="concur"):
    """Concur with the return, on conditions if need be."""

    conditions: tuple[Text, ...] = ()


class Object(AboutConcurrence, act="object"):
    """Object to the return, saying why and what would satisfy."""

    reason: Text
    would_satisfy: Text


class RecordInlandInspection(Body, act="record_inland_inspection"):
    """Record a joint inspection: where, by whom, how many cars, what was found, which seals."""

    inspected_on: LocalDay
    place: Line
    inland: bool = False
    authorities: Annotated[tuple[Line, ...], Field(min_length=2)]
    cars: Annotated[int, Field(ge=1, le=100_000)]
    passed: bool
    result: Text
    seals: tuple[SealCheck, ...] = ()
