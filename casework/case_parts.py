"""What a case is made of: documents, plan, analysis, orders, decisions, requests."""

from datetime import date
from typing import Any

from pydantic import AwareDatetime, Field

from casework.commands.intake import Correctable
from casework.commands.reinstatement import MemberStatus
from casework.commands.requests import QuestionAbout
from casework.commands.review import Gate
from casework.commands.suspension import BenefitAt, LegalBasis
from casework.documents import DocumentKind, Letter, Severity, Signature
from casework.model import Kept
from casework.roles import Party
from casework.stage_plan import PlannedStage
from casework.states import Phase, Standing, State


class Finding(Kept):
    """A requirement that was not met."""

    requirement: str
    severity: Severity
    category: str
    criterion: str | None = None


class Action(Kept):
    """An action of the plan, with the gate that the accepter gave it.

    ``sha256`` is of the action as planned: evidence for it does not speak for a changed one.
    """

    finding: str
    due: date
    sha256: str = ""
    gate: Gate | None = None
    accepted: bool = False


class Document(Kept):
    """A filed document: what it is, its hash now, who has signed exactly that.

    ``findings``, ``actions``, ``consent`` and ``stages`` are what the rules read of a
    recommendation or a plan, ``letter`` is what is printed of one; the rest is in the event that
    filed it.
    """

    kind: DocumentKind
    sha256: str
    filed_by: str
    filed_at: AwareDatetime
    signatures: tuple[Signature, ...] = ()
    findings: dict[str, Finding] = Field(default_factory=dict)
    actions: dict[str, Action] = Field(default_factory=dict)
    consent: bool = False
    letter: Letter | None = None
    stages: tuple[PlannedStage, ...] = ()

    def signed_by(self, person_other_than: str | None = None, *, roles: frozenset[str]) -> bool:
        """Whether someone in one of the roles (and not this person) has signed what it says now."""
        return any(
            signature.role in roles
            and signature.sha256 == self.sha256
            and signature.person != person_other_than
            for signature in self.signatures
        )


class Evidence(Kept):
    """A file submitted for an action: its hash, and whether an officer has accepted it.

    ``broken_seals`` are the cars whose seal was not the expected one, or did not hold.
    """

    action: str
    sha256: str
    submitted_at: AwareDatetime
    accepted: bool | None = None
    broken_seals: tuple[str, ...] = ()


class Plan(Kept):
    """The carrier's plan as last filed, and what became of it."""

    document: str
    sha256: str
    consent: bool
    filed_at: AwareDatetime
    complete: bool = False
    accepted: bool = False
    actions: dict[str, Action] = Field(default_factory=dict)

    @property
    def before_return(self) -> dict[str, Action]:
        """The actions that must be accepted before any return."""
        return {k: a for k, a in self.actions.items() if a.gate is Gate.BEFORE_RETURN}

    @property
    def conditions(self) -> dict[str, Action]:
        """The actions that become conditions of the return."""
        return {
            k: a
            for k, a in self.actions.items()
            if a.gate in (Gate.BEFORE_FULL, Gate.IN_MONITORING)
        }


class Analysis(Kept):
    """The post-incident analysis as last filed."""

    document: str
    sha256: str
    filed_at: AwareDatetime
    accepted: bool = False
    returned: bool = False


class Verification(Kept):
    """How far the verification of the correction has come."""

    visited_on: date | None = None
    visited_by: str | None = None
    waived: bool = False
    reported: bool = False
    passed: bool = False
    answer_settled: bool = False
    failures: int = 0


class Order(Kept):
    """A signed order whose letter is being served: where it leads and what it covers."""

    row: str
    letter: str
    target: State
    signed_at: AwareDatetime
    immediate: bool = False
    embargoed: bool = True
    legal_basis: LegalBasis = LegalBasis.A
    scope: tuple[BenefitAt, ...] = ()
    partial: bool = False
    term_days: int | None = None
    reapply_after_days: int | None = None
    by_appeal: bool = False
    stage_plan: str | None = None
    stages: tuple[PlannedStage, ...] = ()
    status: MemberStatus | None = None
    keeps_off: tuple[BenefitAt, ...] = ()


class Decision(Kept):
    """A decision as it stands on the record (process table, section 8, last invariant).

    ``annulled_by`` is the letter of the decision that annulled it; it stays on the record.
    """

    row: str
    act: str
    at: AwareDatetime
    signed_by: str
    recommended_by: tuple[str, ...]
    legal_basis: LegalBasis | None = None
    letter: str | None = None
    letter_sha256: str | None = None
    rests_on: tuple[str, ...] = ()
    policy: str = ""
    delivered_at: AwareDatetime | None = None
    annulled_by: str | None = None


ORDERING = frozenset(
    {"suspend", "suspend_immediately", "remove", "reinstate", "reconsider"}
    | {"on:appeal.annuls_suspension", "on:appeal.replaces_removal"}
)
"""The commands that sign an order, and the determinations of an appeal that are one."""

MOVING_BENEFITS = ORDERING | {"modify_scope"}
"""The commands by which headquarters orders benefits on or off."""


class ExtensionRequest(Kept):
    """A request for more time: for which clock, when it was made, and when it was answered."""

    clock: str
    asked_at: AwareDatetime
    answered_at: AwareDatetime | None = None


class Question(Kept):
    """A question: who asked when, what about, which clock waits for it, and when it was settled.

    ``answered`` is False for one that was taken back.
    """

    by_carrier: bool
    about: QuestionAbout
    asked_at: AwareDatetime
    waits: str | None = None
    settled_at: AwareDatetime | None = None
    answered: bool = False


class KeptLetter(Kept):
    """A letter as it was sent, so that it can be served again to the letter."""

    template: str
    facts: dict[str, Any]


class Correction(Kept):
    """A clerical correction that was proposed, by whom; ``old`` is what it said before."""

    field: Correctable
    value: str
    old: str
    reason: str
    by: str
    entry: int | None = None


class Assignment(Kept):
    """Whose case it is, and between which days where somebody stands in.

    ``instead_of`` is whose case it is on all other days.
    """

    person: str
    since: date | None = None
    until: date | None = None
    instead_of: str | None = None

    def holder_on(self, day: date) -> str | None:
        """Return whose case it is on a day; None where nobody is named for it."""
        begun = self.since is None or self.since <= day
        return (
            self.person
            if begun and (self.until is None or day <= self.until)
            else (self.instead_of)
        )


class Span(Kept):
    """From an instant on: the phase and state of the case, and whom it waits on."""

    since: AwareDatetime
    state: State
    phase: Phase
    party: Party | None
    standing: Standing
