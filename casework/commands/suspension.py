"""From the first report to a served sanction: incident, comment, decision, letter."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from casework.commands.base import Body
from casework.matters import Matter
from casework.model import Submitted
from casework.reference import BENEFITS, INCIDENT_CLASSES, PORTS
from casework.reference.names import (
    BenefitId,
    CarrierId,
    OfficeId,
    PartnerId,
    PlaceId,
    PortId,
    SectorId,
)
from casework.text import Address, CaseId, Instant, Line, LocalDay, Sha256, Slug, Text


class Ground(StrEnum):
    """Why a case is opened (domain.md 2; PARTNER and VOLUNTARY from the process table)."""

    INCIDENT = "incident"
    FAILED_VALIDATION = "failed_validation"
    UNMET_REQUIREMENT = "unmet_requirement"
    ELIGIBILITY = "eligibility"
    FALSE_STATEMENT = "false_statement"
    PARTNER = "partner"
    VOLUNTARY = "voluntary"
    NOT_PUBLIC = "not_public"


class LegalBasis(StrEnum):
    """What a decision rests on: 6 U.S.C. 967(a), 967(b), or the programme agreement."""

    A = "967a"
    B = "967b"
    AGREEMENT = "agreement"


class Incident(Submitted):
    """What happened, when it was found, and by whom (domain.md 11.5). No names of persons."""

    id: Slug
    discovered_at: Instant
    discovered_by: Line
    port: PortId
    category: Line
    description: Text
    train: Line | None = None
    equipment: tuple[Line, ...] = ()
    delivering_carrier: Line | None = None
    receiving_carrier: Line | None = None
    sector: SectorId | None = None

    @property
    def known_class(self) -> str:
        """The class of incident of reference data that ``category`` names, else ``other``."""
        return self.category if self.category in INCIDENT_CLASSES else "other"


class PartnerContact(Submitted):
    """An interchange partner whose notice of status the carrier has consented to."""

    name: Line
    address: Address
    languages: tuple[Annotated[str, Field(pattern="^(en|es)$")], ...] = ("en",)


class Recognition(Submitted):
    """That a partner administration recognises the carrier, and whether it may be told (S28, S32).

    ``taxpayer`` is how that administration knows the carrier; ``installations`` are the places that
    it recognises, where recognition is by installation.
    """

    partner: PartnerId
    taxpayer: Line
    consent: bool = False
    installations: tuple[Line, ...] = ()


class Contacts(Submitted):
    """Where the carrier is reached in this case, and whom it lets know its status.

    ``partners`` are railroads and shippers, ``recognitions`` administrations abroad.
    """

    poc: Address
    executive: Address
    languages: tuple[Annotated[str, Field(pattern="^(en|es)$")], ...] = ("en", "es")
    partners: tuple[PartnerContact, ...] = ()
    recognitions: tuple[Recognition, ...] = ()


class BenefitAt(Submitted):
    """One benefit at one place; place ``all`` means everywhere."""

    benefit: BenefitId
    place: PlaceId = "all"

    @model_validator(mode="after")
    def _at_a_port(self) -> "BenefitAt":
        if self.place == "all" and BENEFITS[self.benefit].port_decides:
            raise ValueError(f"place: {self.benefit} is decided port by port; name the port")
        return self

    @property
    def key(self) -> str:
        """The benefit's name on the BENEFIT track."""
        return f"{self.benefit}@{self.place}"


class Membership(Submitted):
    """Days of the carrier's membership as CBP's portal has them, for reference (6 U.S.C. 969)."""

    since: LocalDay | None = None
    last_validated_on: LocalDay | None = None


class Opening(Body):
    """What an opening says, whoever opens.

    ``earlier`` are the ids of the carrier's cases after its return; the desk names them, as it does
    the opaque ``carrier_reference``. Without an ``office``, the port's has the case.
    """

    opens: ClassVar[Matter | None] = Matter.RESUMPTION

    carrier: CarrierId
    carrier_reference: Line
    office: OfficeId | None = None
    incident: Incident | None = None
    port: PortId
    contacts: Contacts
    membership: Membership | None = None
    illustrative: bool = False
    note: Text | None = None
    earlier: tuple[CaseId, ...] = ()

    @property
    def routed_to(self) -> str:
        """The office that has the case: the one named, else that of the port (reference data)."""
        return self.office or PORTS[self.port].office


class OpenCase(Opening, act="open_case"):
    """Open a case on an incident, a failed validation, an unmet requirement or another ground."""

    ground: Ground


class SelfReport(Opening, act="self_report"):
    """Report an own incident before CBP finds it; the receipt proves the instant."""

    ground: Ground = Ground.INCIDENT


class ReportIncident(Opening, act="report_incident"):
    """Report an incident at the crossing; a review of the carrier's part in it begins."""

    ground: Ground = Ground.INCIDENT


class OpenOnPartnerAction(Opening, act="open_on_partner_action"):
    """Report an own action of a partner administration; it opens a review and never suspends."""

    ground: Ground = Ground.PARTNER
    partner_action: Text
    folio: Line | None = None


class RequestOwnSuspension(Opening, act="request_own_suspension"):
    """Ask for the carrier's own suspension, stating the measures and the time needed [S36]."""

    ground: Ground = Ground.VOLUNTARY
    measures: Text
    days_needed: Annotated[int, Field(ge=1, le=365)]


class CarrierStatement(Body, act="carrier_statement"):
    """State interim controls, disagreement on facts, or what speaks for the carrier."""

    text: Text


class ControlPoint(Submitted):
    """Who owned, controlled and inspected a car at one point of the chain, before discovery."""

    place: Line
    owned_by: Line
    controlled_by: Line
    inspected_by: Line | None = None


class RecordBreachReview(Body, act="record_breach_review"):
    """Record CBP's own post-incident analysis of the incident with the carrier."""

    summary: Text
    points: Annotated[tuple[ControlPoint, ...], Field(min_length=1)]


class WithDocument(Body):
    """A command that rests on a filed document, named with the hash that was read."""

    document: Slug
    sha256: Sha256


class WithLetter(Body):
    """A decision whose letter has been previewed: naming its hash is the signature."""

    letter: Slug
    letter_sha256: Sha256


class CloseNoAction(WithLetter, act="close_no_action"):
    """Close the case without a sanction, by letter."""


class RequirePlan(WithLetter, act="require_plan"):
    """Require a corrective action plan without suspending; benefits stay on."""


class RecommendSanction(WithDocument, act="recommend_sanction"):
    """Recommend to headquarters that the carrier be sanctioned."""


class VoidCase(Body, act="void_case"):
    """Close a case that was opened in error or twice; no decision was taken."""

    reason: Text
    merged_into: Line | None = None


class ProposeSanction(WithLetter, act="propose_sanction"):
    """Notify the carrier of the action proposed; it may comment before anything happens."""


class SubmitComment(Body, act="submit_comment"):
    """Answer the proposed action."""

    text: Text


class WaiveComment(Body, act="waive_comment"):
    """Declare that the carrier will not comment."""


class Decision(WithLetter):
    """What every decision of headquarters says about itself."""

    legal_basis: LegalBasis
    rests_on: tuple[Sha256, ...] = ()


class Suspend(Decision, act="suspend"):
    """Suspend the carrier's membership, in whole or in part."""

    scope: Annotated[tuple[BenefitAt, ...], Field(min_length=1)]
    partial: bool = False
    term_days: Annotated[int, Field(ge=1, le=365)] | None = None
    no_comment_reason: Text | None = None


class SuspendImmediately(Suspend, act="suspend_immediately"):
    """Suspend at once for a reason of national security, given in writing."""

    security_reason: Text


class Remove(Decision, act="remove"):
    """End the carrier's membership."""

    aggravated: bool = False
    reapply_after_days: Annotated[int, Field(ge=1, le=3650)] | None = None


class DeclareServed(Body, act="declare_served"):
    """Declare a letter served that could not be delivered by the channels tried."""

    channels_tried: Annotated[tuple[Line, ...], Field(min_length=2)]
    log: Text


class RecallOrder(Body, act="recall_order"):
    """Take back an order that has not been delivered; nothing was visible outside."""

    reason: Text


class ReleaseEmbargo(Body, act="release_embargo"):
    """Let ports and partner administrations know before delivery, for a security reason."""

    security_reason: Text


class Acknowledge(Body, act="acknowledge"):
    """Acknowledge the suspension and confirm the contacts for the case."""

    contacts: Contacts | None = None
