"""What a carrier is told between the letters: clocks, filings, questions, lessons, and more."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from activities.document_names import document_name
from activities.facts.values import (
    Considered,
    Contact,
    Day,
    Line,
    NoticeFacts,
    Owed,
    Status,
    When,
    Words,
)
from casework.model import Kept
from casework.roles import Role

Days = Annotated[int, Field(ge=0)]
"""A number of calendar days."""


class ToCarrier(NoticeFacts):
    """What every message to a carrier says beside its matter: who answers questions."""

    contact: Contact


class Reminder(ToCarrier):
    """A clock of the carrier runs out: which, when, why that day, and how many days are left.

    ``extendable`` adds that an extension may be asked for; never on a day that a statute sets.
    """

    clock: Owed
    days_left: Days
    grace_day: Day | None = None
    extendable: bool = False


class LateMark(ToCarrier):
    """A day has passed and is marked late; nothing is decided. ``next_clock`` is what runs now."""

    clock: Owed
    next_clock: Owed | None = None


class FinalNotice(ToCarrier):
    """Nothing adequate came in: the last days in which a filing is still taken."""

    clock: Owed
    grace: Owed


class ActionResult(Kept):
    """What the review found of one action of the plan."""

    action: Line
    objective: Words | None = None
    accepted: bool
    reason: Words


class ReturnedPlan(ToCarrier):
    """The plan goes back: with a result for each action, or for one reason as a whole.

    ``round`` is None where the return does not count as a round of correction.
    """

    round: Annotated[int, Field(ge=1)] | None = None
    rounds_allowed: Annotated[int, Field(ge=1)]
    reason: Words | None = None
    actions: tuple[ActionResult, ...]
    revision: Owed

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.reason is None and not self.actions:
            raise ValueError("a returned plan needs a reason or a result for each action")
        return self


class ReturnedAnalysis(ToCarrier):
    """The analysis goes back with a reason; without ``revision`` no day is set for it."""

    reason: Words
    revision: Owed | None = None


class FilingReceived(ToCarrier):
    """A filing came in: what, when, its hash, and the clock that now runs."""

    filing: Annotated[Words, AfterValidator(document_name)]
    received_at: AwareDatetime
    receipt: Line | None = None
    late: bool = False
    documents: tuple[Considered, ...] = ()
    next_clock: Owed | None = None


class FilingAccepted(ToCarrier):
    """The plan is accepted; ``milestones`` are the days of its actions that run from now on."""

    milestones: tuple[Owed, ...] = ()


class EvidenceReturned(ToCarrier):
    """One item of evidence goes back, and why; its action stays open."""

    evidence: Line
    action: Line
    reason: Words


class VisitReport(ToCarrier):
    """What the verification found, and until when the carrier may answer."""

    passed: bool
    actions_required: tuple[Words, ...] = ()
    recommendations: tuple[Words, ...] = ()
    best_practices: tuple[Words, ...] = ()
    answer: Owed


class Question(ToCarrier):
    """CBP asks the carrier; the answer has a clock."""

    number: Line
    asked_by: Role
    question: Words
    answer: Owed


class Answer(ToCarrier):
    """CBP answers the carrier's question, or says until when and why the answer is withheld.

    ``next_clock`` is the carrier's clock that the answer lets run on.
    """

    number: Line
    answer: Words
    withheld_until: Line | None = None
    next_clock: Owed | None = None


class ExtensionAnswer(ToCarrier):
    """More time for one clock, granted or refused; ``clock`` shows the day that holds now."""

    granted: bool
    reason: Words
    clock: Owed
    old_day: Day


class MilestoneRedated(ExtensionAnswer):
    """The day of an action of the plan was moved."""


class MovedDay(Owed):
    """A last day that has moved, with the one before."""

    old_day: Day


class DaysMoved(ToCarrier):
    """The case is judged by newer versions of policy or calendars, and days have moved by it."""

    policy: Line
    calendar: Line
    reason: Words
    moved: Annotated[tuple[MovedDay, ...], Field(min_length=1)]


class AnalysisOwedAnew(ToCarrier):
    """A further incident was attached, and the analysis is owed anew, with a new day."""

    incident: Line
    answer: Owed


class FindingToAnswer(ToCarrier):
    """A statement of the carrier is said to be false; it may answer before anything is decided."""

    number: Line
    statement: Words
    where_given: Words
    why_false: Words
    answer: Owed


class FindingDecided(ToCarrier):
    """Headquarters has confirmed or dismissed a false-statement finding, and why."""

    number: Line
    confirmed: bool
    legal_basis: Words | None = None
    reason: Words
    membership_over: bool = False


class WithdrawalConfirmed(ToCarrier):
    """The carrier has left the programme: since when, and which findings stay open."""

    carrier_name: Line
    scac: Line
    effective_from: When
    receipt: Line | None = None
    open_findings: tuple[Line, ...] = ()


class DependencyTold(ToCarrier):
    """An action waits for another railroad's, or the other way round; nothing else is told."""

    action: Line
    needs: Words
    waits_here: bool
    settled: bool
    milestone: Owed | None = None


class CommitmentNoted(ToCarrier):
    """What was promised in a call or meeting, by whom, and until when."""

    what: Words
    owner: Role
    person: Line
    clock: Owed


class CarrierRenamed(ToCarrier):
    """The carrier is called otherwise in this case, from a day on; nothing else changes."""

    old_name: Line
    old_scac: Line
    new_name: Line
    new_scac: Line
    since: Day
    merged_with: Line | None = None


class CorrectionMade(ToCarrier):
    """A clerical error in the case was corrected: what was corrected, why, and who agreed."""

    field: Words
    old: Words
    new: Words
    reason: Words


class DecisionLate(ToCarrier):
    """CBP is late with something that the carrier waits for."""

    clock: Owed
    days_late: Days


class LessonToRead(ToCarrier):
    """The drafted lesson, for the carrier to agree, to cut, or to refuse publication."""

    lesson: Words
    publication: Words
    answer: Owed


class CustomerText(NoticeFacts):
    """A text that the carrier may use with its customers. It has no field for reasons."""

    carrier_name: Line
    scac: Line
    status: Status
    effective_from: When


class AppealStatus(ToCarrier):
    """Where an appeal stands, and what the appeal office owes by when."""

    what: Literal["received", "under_review", "late"]
    appeal: Line
    decision: Line
    decided_on: Day
    filed_at: When
    law: Line
    clocks: tuple[Owed, ...] = ()
