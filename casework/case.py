"""The state of a case: everything that the rules ask about, and nothing that can be derived.

It is folded from events by ``evolve`` and carried whole over continue-as-new. Documents' contents
stay in the events; here are only their hashes, signatures and what the rules read of them.
"""

from datetime import date, datetime

from pydantic import AwareDatetime, Field

from casework.agriculture_parts import Concurrence, InlandInspection
from casework.appeal_parts import AppealMatter, FiledAppeal
from casework.case_parts import (
    MOVING_BENEFITS,
    ORDERING,
    Analysis,
    Assignment,
    Correction,
    Decision,
    Document,
    Evidence,
    ExtensionRequest,
    Finding,
    KeptLetter,
    Order,
    Plan,
    Question,
    Span,
    Verification,
)
from casework.chain_parts import Dependency, Link, SharedEvidence
from casework.clocks import Clock, local_day
from casework.commands.adoption import AdoptionRecord
from casework.commands.reinstatement import MemberStatus
from casework.commands.suspension import BenefitAt, Contacts, Ground, Membership
from casework.documents import DocumentKind
from casework.false_statement_parts import FalseStatement
from casework.hold_parts import Closure, Hold, Stay
from casework.leaving_parts import Told, Withdrawal
from casework.lesson_parts import Lesson
from casework.matters import Matter
from casework.model import Kept
from casework.partner_parts import NoticeMatter, ToldPartner
from casework.reference import CARRIERS, Carrier
from casework.stage_parts import Figure, JointInspection, Relief, ScopeChange, Stage
from casework.standing_parts import CarrierName, Promise
from casework.states import DecisionKind, Phase, Standing, State, matter_of, phase_of
from casework.versions import EditionOfCase


class Case(Kept):
    """One carrier, one matter, from the first report to the filed lesson."""

    id: str
    carrier: str
    carrier_reference: str
    illustrative: bool
    ground: Ground
    office: str
    ports: tuple[str, ...]
    zone: str
    policy: str
    calendar: str
    criteria: EditionOfCase = EditionOfCase()
    contacts: Contacts
    membership: Membership | None = None
    opened_at: AwareDatetime
    state: State
    standing: Standing = Standing.GOOD
    deciding: DecisionKind | None = None
    origin: State | None = None
    order: Order | None = None
    open_letter: str | None = None
    proposed: bool = False
    comment_passed: bool = False
    remanded: bool = False
    rounds: int = 0
    returned_incomplete: bool = False
    monitoring_extended: bool = False
    persons: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    documents: dict[str, Document] = Field(default_factory=dict)
    findings: dict[str, Finding] = Field(default_factory=dict)
    analysis: Analysis | None = None
    plan: Plan | None = None
    plan_kept: Plan | None = None
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    extensions: dict[str, ExtensionRequest] = Field(default_factory=dict)
    questions: dict[str, Question] = Field(default_factory=dict)
    holds: dict[str, Hold] = Field(default_factory=dict)
    stays: dict[str, Stay] = Field(default_factory=dict)
    closures: dict[str, Closure] = Field(default_factory=dict)
    outages: tuple[str, ...] = ()
    false_statements: dict[str, FalseStatement] = Field(default_factory=dict)
    incidents: tuple[str, ...] = ()
    incident_classes: tuple[str, ...] = ()
    term_extensions: int = 0
    verification: Verification = Verification()
    adoption: AdoptionRecord | None = None
    adopted: bool = False
    linked: dict[str, bool] = Field(default_factory=dict)
    earlier: tuple[str, ...] = ()
    appeals: dict[str, FiledAppeal] = Field(default_factory=dict)
    appeal: AppealMatter | None = None
    partners: dict[str, ToldPartner] = Field(default_factory=dict)
    notice: NoticeMatter | None = None
    letters: dict[str, KeptLetter] = Field(default_factory=dict)
    corrections: dict[str, Correction] = Field(default_factory=dict)
    assigned: Assignment | None = None
    promises: dict[str, Promise] = Field(default_factory=dict)
    names: dict[str, CarrierName] = Field(default_factory=dict)
    chain: dict[str, Link] = Field(default_factory=dict)
    shared: tuple[SharedEvidence, ...] = ()
    dependencies: dict[str, Dependency] = Field(default_factory=dict)
    concurrences: dict[str, Concurrence] = Field(default_factory=dict)
    inland_inspections: tuple[InlandInspection, ...] = ()
    withdrawal: Withdrawal | None = None
    told: dict[str, Told] = Field(default_factory=dict)
    published: str | None = None
    checks_passed: int = 0
    last_check_failed: bool = False
    scope: tuple[BenefitAt, ...] = ()
    relieved: tuple[BenefitAt, ...] = ()
    kept_off: tuple[BenefitAt, ...] = ()
    returned_as: MemberStatus | None = None
    scope_change: ScopeChange | None = None
    reliefs: dict[str, Relief] = Field(default_factory=dict)
    stage_plan: str | None = None
    stages: dict[str, Stage] = Field(default_factory=dict)
    figures: dict[str, Figure] = Field(default_factory=dict)
    inspections: dict[str, JointInspection] = Field(default_factory=dict)
    term_days: int | None = None
    reapply_after_days: int | None = None
    decisions: tuple[Decision, ...] = ()
    clocks: dict[str, Clock] = Field(default_factory=dict)
    tracks: dict[str, dict[str, str]] = Field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    lesson: Lesson | None = None

    @property
    def railroad(self) -> Carrier:
        """The carrier as reference data knows it, by the name that it was last agreed to have."""
        known = CARRIERS[self.carrier]
        agreed = [found for found in self.names.values() if found.agreed]
        if not agreed:
            return known
        now = max(agreed, key=lambda found: found.since)
        called = {"name": now.name, "scac": now.scac, "formerly": now.old_name}
        return known.model_copy(update=called)

    @property
    def phase(self) -> Phase:
        """The phase that people would say the case is in."""
        return phase_of(
            self.state, deciding=self.deciding, target=self.order.target if self.order else None
        )

    @property
    def matter(self) -> Matter:
        """What kind of matter this is."""
        return matter_of(self.state)

    @property
    def standing_before(self) -> Standing:
        """The standing that a removal ended; good where nothing else is known."""
        others = (Standing.REMOVED, Standing.WITHDRAWN)
        before = [span.standing for span in self.spans if span.standing not in others]
        return before[-1] if before else Standing.GOOD

    @property
    def criteria_found(self) -> tuple[str, ...]:
        """Our own keys of the criteria that the findings of the case name, each once."""
        named = (
            finding.criterion
            for found in (*(d.findings for d in self.documents.values()), self.findings)
            for finding in found.values()
        )
        return tuple(sorted({key for key in named if key}))

    @property
    def last_order(self) -> Decision | None:
        """The decision that made the last order (a suspension, a removal, a return)."""
        made = [found for found in self.decisions if found.act in ORDERING]
        return made[-1] if made else None

    @property
    def benefits_decision(self) -> Decision | None:
        """The decision by which benefits were last ordered on or off."""
        made = [found for found in self.decisions if found.act in MOVING_BENEFITS]
        return made[-1] if made else None

    def local_day(self, instant: datetime) -> date:
        """Return the calendar day of an instant in the case's zone."""
        return local_day(instant, self.zone)

    def did(self, mark: str) -> tuple[str, ...]:
        """Return the persons who took a part in this case (``recommender``, ``decider`` …)."""
        return self.persons.get(mark, ())

    def running(self, rule: str) -> tuple[Clock, ...]:
        """Return the clocks of a rule that are neither stopped nor lapsed."""
        return tuple(
            clock for clock in self.clocks.values() if clock.terms.rule == rule and clock.is_open
        )

    def document(self, name: str, kind: DocumentKind, sha256: str) -> Document | None:
        """Return a filed document of a kind if it still says what the hash says, else None."""
        found = self.documents.get(name)
        if found is None or found.kind is not kind or found.sha256 != sha256:
            return None
        return found

    def days(self, until: datetime) -> tuple[tuple[Span, datetime], ...]:
        """Return each span with the instant at which it ended (``until`` for the last one)."""
        ends = [span.since for span in self.spans[1:]] + [until]
        return tuple(zip(self.spans, ends, strict=True))
