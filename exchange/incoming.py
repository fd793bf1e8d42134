"""What other systems may tell: one model for each type of event, the source of its JSON Schema.

A type's name ends with its version. A version's fields are only ever added to, with a default; what
does not fit becomes another version, beside the first one.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from casework.commands.anytime import TheirStatus
from casework.commands.disruptions import ReportCrossingClosed, ReportCrossingReopened
from casework.commands.exposure import RecordExposure
from casework.commands.suspension import Incident
from casework.model import Submitted
from casework.reference.names import CarrierId, PortId
from casework.text import Address, Instant, Line, LocalDay, Text

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
"""The sender's own short name for a thing: lower-case letters, digits and dashes, at most 32."""


Languages = tuple[Literal["en", "es"], ...]


class Told(Submitted):
    """What an event's ``data`` says. A subclass names its type; its docstring describes it."""

    type: ClassVar[str]

    def __init_subclass__(cls, type: str = "") -> None:
        super().__init_subclass__()
        if type:
            cls.type = type
            INCOMING[type] = cls


INCOMING: dict[str, type[Told]] = {}
"""Every type of event that is understood, by its name."""


class Reached(Submitted):
    """Where a railroad is reached. Whom it lets know its status is not for a system to say."""

    poc: Address
    executive: Address
    languages: Languages = ("en", "es")


class InChain(Submitted):
    """A railroad that had the cars. Without contacts, those of its last case are taken."""

    carrier: CarrierId
    contacts: Reached | None = None


class IncidentReported(Told, type="example.resumption.incident.reported.v1"):
    """An incident, with each railroad of the interchange chain that had the cars.

    For each of them it joins the case before the return, or opens a review for a person to decide.
    """

    incident: Incident
    chain: Annotated[tuple[InChain, ...], Field(min_length=1, max_length=6)]

    @model_validator(mode="after")
    def _each_once(self) -> "IncidentReported":
        if len({part.carrier for part in self.chain}) < len(self.chain):
            raise ValueError("chain: names a railroad twice")
        return self


class CrossingClosed(Told, type="example.resumption.crossing.closed.v1"):
    """A crossing is shut. ``closure`` is the sender's name for it, the same when it opens again."""

    closure: Name
    port: PortId
    closed_at: Instant
    expected_until: LocalDay | None = None
    text: Text

    def command(self, system: str) -> ReportCrossingClosed:
        """Return what each case is told."""
        return ReportCrossingClosed(
            event=closure_of(system, self.closure),
            port=self.port,
            closed_at=self.closed_at,
            expected_until=self.expected_until,
            text=self.text,
        )


class CrossingReopened(Told, type="example.resumption.crossing.reopened.v1"):
    """A crossing that was reported shut is open again."""

    closure: Name
    port: PortId
    reopened_at: Instant

    def command(self, system: str) -> ReportCrossingReopened:
        """Return what each case is told."""
        return ReportCrossingReopened(
            event=closure_of(system, self.closure), reopened_at=self.reopened_at
        )


class ExamsCounted(Told, type="example.resumption.exams.counted.v1"):
    """Trains, cars and examinations of a railroad at a crossing, on some days of one month.

    A correction is another figure that supersedes the first.
    """

    carrier: CarrierId
    counted: RecordExposure


class PartnerActed(Told, type="example.resumption.partner.acted.v1"):
    """An own action of a partner administration on a railroad; it imposes nothing here.

    Where there is no case, it opens a review at ``port`` for a person to decide.
    """

    carrier: CarrierId
    port: PortId
    action: Text
    effective_on: LocalDay
    folio: Line | None = None
    status: TheirStatus | None = None
    contacts: Reached | None = None


class CarrierNotice(Told, type="example.resumption.carrier.notice.v1"):
    """What a railroad lets CBP know in its open case; it is noted as a contact."""

    carrier: CarrierId
    text: Text


def closure_of(system: str, closure: str) -> str:
    """Return a closure's name in the cases: two systems may use the same name for two closures."""
    return f"{system}.{closure}"
