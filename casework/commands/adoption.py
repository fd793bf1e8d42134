"""A case already under way on paper enters with its true dates, by two signatures."""

from typing import Annotated

from pydantic import Field

from casework.commands.base import Body
from casework.commands.review import Gate
from casework.commands.suspension import BenefitAt, Ground, LegalBasis, Opening
from casework.documents import Finding, content_sha256
from casework.model import Submitted
from casework.states import DecisionKind, Standing, State
from casework.text import Line, LocalDay, Sha256, Slug


class AdoptedDecision(Submitted):
    """The decision in force, as its paper says: when taken, in effect, served, and what it covers.

    ``letter_sha256`` is the hash of the scanned letter.
    """

    decided_on: LocalDay
    effect_on: LocalDay
    served_on: LocalDay
    signed_by: Line
    letter: Slug
    letter_sha256: Sha256
    legal_basis: LegalBasis
    scope: tuple[BenefitAt, ...] = ()
    term_days: Annotated[int, Field(ge=1, le=365)] | None = None


class AdoptedAnalysis(Submitted):
    """The analysis on paper."""

    document: Slug
    sha256: Sha256
    filed_on: LocalDay
    accepted: bool = False


class AdoptedAction(Submitted):
    """One action of the plan on paper, with its gate once the plan is accepted."""

    id: Slug
    finding: Slug
    due: LocalDay
    gate: Gate | None = None
    accepted: bool = False


class AdoptedPlan(Submitted):
    """The plan on paper, and how far it has come."""

    document: Slug
    sha256: Sha256
    filed_on: LocalDay
    consent: bool
    accepted: bool = False
    actions: Annotated[tuple[AdoptedAction, ...], Field(min_length=1, max_length=200)]


class AdoptedVerification(Submitted):
    """How far the verification has come on paper."""

    visited_on: LocalDay | None = None
    visited_by: Line | None = None
    reported_on: LocalDay | None = None
    passed: bool = False
    answered: bool = False


class AdoptionRecord(Submitted):
    """Where the case stands on paper, since when, and what it rests on.

    ``entered_on`` is the day on which the case came into ``state``: the clocks of the state count
    from it. ``took_part`` names the persons of each part that four-eyes rules ask about.
    """

    state: State
    entered_on: LocalDay
    standing: Standing
    decision: AdoptedDecision | None = None
    deciding: DecisionKind | None = None
    origin: State | None = None
    rounds: Annotated[int, Field(ge=0, le=2)] = 0
    term_extensions: Annotated[int, Field(ge=0, le=2)] = 0
    findings: tuple[Finding, ...] = ()
    analysis: AdoptedAnalysis | None = None
    plan: AdoptedPlan | None = None
    verification: AdoptedVerification = AdoptedVerification()
    recommended_by: tuple[Line, ...] = ()
    plan_reviewed_by: tuple[Line, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash that the second person signs."""
        return content_sha256(self.model_dump(mode="json"))


class AdoptCase(Opening, act="adopt_case"):
    """Enter a case already under way on paper, with its true dates; another person countersigns."""

    ground: Ground
    record: AdoptionRecord


class CountersignAdoption(Body, act="countersign_adoption"):
    """Countersign an adopted case by the hash of its record; its clocks start from true dates."""

    record_sha256: Sha256
