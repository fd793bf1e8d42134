"""Cases along the interchange chain: linked, sharing evidence, waiting on each other's actions."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from casework.commands.base import Body
from casework.model import Submitted
from casework.reference.names import CarrierId
from casework.text import CaseId, Line, Sha256, Slug, Text


class Relation(StrEnum):
    """Why two cases belong together."""

    SAME_INCIDENT = "same_incident"
    EARLIER_CASE = "earlier_case"


class ChainPoint(Submitted):
    """One point of the chain: who owned, held and controlled the car, who inspected it before."""

    place: Line
    owned_by: Line
    custody: Line
    controlled_by: Line
    inspected_before_by: Line | None = None


class LinkCase(Body, act="link_case"):
    """Link a case of another carrier in the same incident, or an earlier one of this carrier."""

    other_case: CaseId
    other_carrier: CarrierId
    relation: Relation
    incident: Slug | None = None
    points: Annotated[tuple[ChainPoint, ...], Field(max_length=100)] = ()
    reported_first: Line | None = None
    note: Text | None = None


class Access(StrEnum):
    """Who may know of evidence that two cases share; its content stays where it was filed."""

    CBP = "cbp"
    BOTH_CARRIERS = "both_carriers"


class ShareEvidence(Body, act="share_evidence"):
    """Refer to evidence of a linked case, or of this one for it, by its hash and with an access."""

    other_case: CaseId
    sha256: Sha256
    filed_here: bool
    what: Line
    access: Access


class Waits(StrEnum):
    """Whose action waits for the other's."""

    THIS = "this"
    OTHER = "other"


class AboutDependency(Body):
    """A command about one dependency between two railroads' actions."""

    dependency: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The dependency."""
        return (self.dependency,)


class RecordDependency(AboutDependency, act="record_dependency"):
    """Record that an action waits for one of another railroad; both carriers read what is needed.

    ``waits`` says which side waits; the officer records it in both cases, once as ``this`` and
    once as ``other``. Nothing else of the other case is told.
    """

    action: Slug
    other_case: CaseId
    other_action: Slug
    needs: Text
    waits: Waits


class SettleDependency(AboutDependency, act="settle_dependency"):
    """Record that the other railroad has done its part, or that it is not needed any more."""

    basis: Text
    evidence_sha256: Sha256 | None = None
