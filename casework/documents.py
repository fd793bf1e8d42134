"""The documents of a case: what each must hold, and who signs it (process table, section 7).

A document's hash covers its content as canonical JSON, in both languages where it has two; a
changed content has another hash, which voids every signature on the old one.
"""

import hashlib
import json
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, model_validator

from casework.bilingual import BilingualText
from casework.model import Submitted
from casework.reference.names import CriterionKey
from casework.roles import Role
from casework.stage_plan import StagesInOrder
from casework.text import Line, LocalDay, Sha256, Slug, Text


class DocumentKind(StrEnum):
    """What a document is; a letter is anything that headquarters or a supervisor serves."""

    RECOMMENDATION = "recommendation"
    LETTER = "letter"
    PIA = "pia"
    CAP = "cap"
    WITHDRAWAL = "withdrawal"
    OWN_SUSPENSION = "own_suspension_request"
    LESSON = "lesson"
    STAGE_PLAN = "stage_plan"


class Severity(StrEnum):
    """Whether a criterion says must or should; it sits on the finding (domain.md 4)."""

    MUST = "must"
    SHOULD = "should"


class Finding(Submitted):
    """A requirement that was not met, and who controlled the car then (weighed, no bar: S48).

    ``criterion`` is our own key of the criterion; CBP's numbers come from an edition of its list.
    """

    id: Slug
    requirement: Line
    severity: Severity = Severity.MUST
    category: Line
    who_controlled: Line
    criterion: CriterionKey | None = None


class Recommendation(Submitted):
    """An officer's recommendation, resting on named findings and documents."""

    kind: Literal[DocumentKind.RECOMMENDATION] = DocumentKind.RECOMMENDATION
    reasons: Text
    findings: tuple[Finding, ...] = ()
    rests_on: tuple[Sha256, ...] = ()


class Letter(Submitted):
    """The part of a letter that a person writes: reasons and what is required, in both languages.

    Dates, clocks and appeal rights are not written here: the system prints them from the case.
    """

    kind: Literal[DocumentKind.LETTER] = DocumentKind.LETTER
    reasons: BilingualText
    required: BilingualText | None = None


class RootCause(Submitted):
    """A cause found by the carrier, with the method that led to it."""

    cause: Text
    method: Line


class CustodyPoint(Submitted):
    """Who owned, held and controlled the cars at one point between origin and border."""

    place: Line
    owner: Line
    custody: Line
    control: Line
    inspected_by: Line | None = None


class Pia(Submitted):
    """Post-incident analysis: how it could happen (domain.md 11.5)."""

    kind: Literal[DocumentKind.PIA] = DocumentKind.PIA
    chronology: Text
    root_causes: Annotated[tuple[RootCause, ...], Field(min_length=1)]
    custody_map: Annotated[tuple[CustodyPoint, ...], Field(min_length=1)]
    gaps: Text | None = None


class PlannedAction(Submitted):
    """One corrective action: what, against which finding, by whom, until when, shown by what."""

    id: Slug
    finding: Slug
    objective: Text
    owner: Line
    due: LocalDay
    evidence_expected: Line
    success_measure: Line
    interim_control: Line | None = None
    depends_on: Line | None = None


class Cap(Submitted):
    """Corrective action plan, with the consent to unannounced visits that CBP asks for [S5]."""

    kind: Literal[DocumentKind.CAP] = DocumentKind.CAP
    actions: Annotated[tuple[PlannedAction, ...], Field(min_length=1, max_length=200)]
    unannounced_visit_consent: bool
    summary: Text | None = None

    @model_validator(mode="after")
    def _distinct_actions(self) -> "Cap":
        ids = [action.id for action in self.actions]
        if len(ids) != len(set(ids)):
            raise ValueError("two actions have the same id; give each its own")
        return self


class Withdrawal(Submitted):
    """The carrier's wish to leave the programme, with its reason."""

    kind: Literal[DocumentKind.WITHDRAWAL] = DocumentKind.WITHDRAWAL
    reason: Text


class OwnSuspension(Submitted):
    """The carrier's request to be suspended itself, with measures and the time needed [S36]."""

    kind: Literal[DocumentKind.OWN_SUSPENSION] = DocumentKind.OWN_SUSPENSION
    measures: Text
    days_needed: Annotated[int, Field(ge=1, le=365)]


class StagePlan(StagesInOrder):
    """The plan of a return by stages; headquarters signs it with the letter of return."""

    kind: Literal[DocumentKind.STAGE_PLAN] = DocumentKind.STAGE_PLAN
    summary: Text | None = None


Content = Annotated[
    Recommendation | Letter | Pia | Cap | Withdrawal | OwnSuspension | StagePlan,
    Field(discriminator="kind"),
]
"""What a filed document may hold."""

SIGNERS: dict[DocumentKind, frozenset[Role]] = {
    DocumentKind.RECOMMENDATION: frozenset({Role.OFF, Role.SUP}),
    DocumentKind.LETTER: frozenset({Role.SUP, Role.HQ}),
    DocumentKind.PIA: frozenset({Role.EXE}),
    DocumentKind.CAP: frozenset({Role.EXE}),
    DocumentKind.WITHDRAWAL: frozenset({Role.EXE}),
    DocumentKind.OWN_SUSPENSION: frozenset({Role.EXE}),
    DocumentKind.STAGE_PLAN: frozenset({Role.HQ}),
}
"""Who has the authority to sign a document of each kind."""

FILERS: dict[DocumentKind, frozenset[Role]] = {
    DocumentKind.RECOMMENDATION: frozenset({Role.OFF}),
    DocumentKind.LETTER: frozenset({Role.OFF, Role.APP}),
    DocumentKind.PIA: frozenset({Role.POC}),
    DocumentKind.CAP: frozenset({Role.POC}),
    DocumentKind.WITHDRAWAL: frozenset({Role.POC}),
    DocumentKind.OWN_SUSPENSION: frozenset({Role.POC}),
    DocumentKind.STAGE_PLAN: frozenset({Role.OFF}),
}
"""Who files a document of each kind."""


class Signature(Submitted):
    """One person's signature on one exact content."""

    person: str
    role: Role
    at: AwareDatetime
    sha256: Sha256


def content_sha256(content: dict[str, Any]) -> str:
    """Return the SHA-256 (hex) of a content as canonical JSON: sorted keys, no spaces, UTF-8.

    What is not said (null) does not count: a field that a later version adds leaves the hashes of
    what was filed before as they were.
    """
    said = _without_nulls(content)
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value
