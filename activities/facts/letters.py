"""What the letters to a carrier say. Each is sent in both languages, the carrier's first."""

from typing import Annotated, Literal

from pydantic import Field

from activities.facts.stages import StageLine
from activities.facts.values import (
    Appeal,
    BenefitLine,
    Considered,
    Contact,
    Day,
    Line,
    NoticeFacts,
    Owed,
    Period,
    Requirement,
    Signatory,
    Translated,
    When,
    Words,
)
from casework.model import Kept

Scope = Annotated[tuple[BenefitLine, ...], Field(min_length=1)]
"""Benefits and places that a decision is about; at least one."""


class Letter(NoticeFacts):
    """What every letter says: to whom, of what day, on what it rests, and who signed.

    ``required_text`` is what the drafter asks for in words; days and periods come from the case.
    """

    carrier_name: Line
    scac: Line
    decision_date: Day
    reasons: Translated
    required_text: Translated | None = None
    documents: tuple[Considered, ...] = ()
    signed_by: Signatory
    contact: Contact
    prevailing: Literal["en", "es"] = "en"


class NoticeOfProposedAction(Letter):
    """Before a sanction: what is proposed and why, and until when the carrier may answer."""

    legal_basis: Words
    measure: Words
    scope: Scope
    findings: tuple[Requirement, ...] = ()
    comment: Owed


class Decided(Letter):
    """A letter that tells of a decision: the right of appeal, and the person who recommended it."""

    legal_basis: Words
    appeal: Appeal
    recommended_by: Signatory | None = None


class SuspensionLetter(Decided):
    """The membership is suspended: scope, effect, term, and what the carrier must file.

    ``in_transit`` replaces the standing rule for shipments that already move at the effect.
    """

    scope: Scope
    findings: tuple[Requirement, ...] = ()
    effective_from: When
    immediate: bool = False
    term: Period
    required: Annotated[tuple[Owed, ...], Field(min_length=1)]
    in_transit: Words | None = None


class RemovalLetter(Decided):
    """The membership ends; ``reapply`` is the first day of a new application, if one is set."""

    findings: tuple[Requirement, ...] = ()
    effective_from: When
    reapply: Period | None = None
    in_transit: Words | None = None


class ReinstatementLetter(Decided):
    """The benefits come back: at once, by stages, or some of them not, and with conditions.

    ``open_appeals`` are the last days on which earlier decisions may still be appealed.
    """

    mode: Literal["full", "conditional", "staged", "lower_status"]
    effective_from: When
    scope: Scope
    conditions: tuple[Owed, ...] = ()
    monitoring: Period
    open_appeals: tuple[Owed, ...] = ()
    stages: tuple[StageLine, ...] = ()
    status: Words | None = None
    kept_off: tuple[BenefitLine, ...] = ()
    in_transit: Words | None = None
    without_agriculture: Words | None = None
    agriculture_conditions: tuple[Words, ...] = ()


class ScopeLetter(Decided):
    """What a suspension covers changes: what comes back, what is taken away, where it stands."""

    given_back: tuple[BenefitLine, ...] = ()
    taken_away: tuple[BenefitLine, ...] = ()
    membership: Words
    effective_from: When
    in_transit: Words | None = None


class Annulled(Kept):
    """A decision that is annulled: its letter, and the day on which it was taken."""

    id: Line
    decided_on: Day


class RescissionLetter(Decided):
    """What was decided is annulled: its ground has fallen away, and the record is corrected."""

    ground_fell_away: Words
    effective_from: When
    annulled: tuple[Annulled, ...] = ()


class ExtensionLetter(Decided):
    """More time, and the step from which the case goes on; no term runs without a suspension."""

    old_term_end: Day | None = None
    term: Period | None = None
    resume: Words
    required: tuple[Owed, ...] = ()


class DecisionLetter(Decided):
    """A decision that neither suspends, removes, extends nor reinstates."""

    outcome: Literal[
        "no_sanction",
        "plan_required",
        "late_filing_accepted",
        "corrected",
        "monitoring_kept",
        "monitoring_extended",
    ]
    required: tuple[Owed, ...] = ()


class ClosingLetter(Letter):
    """The case is closed after monitoring; ``remaining`` is what still runs afterwards."""

    remaining: tuple[Owed, ...] = ()
    appeal: Appeal | None = None


class AppealLetter(Letter):
    """The appeal office's answer: late, dismissed, or determined, and what follows from it."""

    appeal: Line
    decision: Line
    outcome: Literal["rejected_late", "dismissed", "annul", "replace", "change", "remand", "deny"]
    law: Line
    takes_effect: bool = False


class ReconsiderationLetter(Decided):
    """A remanded decision, taken again by another person to the same effect."""

    decision: Line
