"""An appeal of one decision: what the carrier files and what the appeal office does with it.

6 U.S.C. 967(c): an appeal is filed with the Secretary not later than 90 days (a decision under
subsection (a)) or 30 days (subsection (b)) after the date of the decision, and is determined not
later than 180 days after it is filed (domain.md 1).
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field, model_validator

from casework.commands.base import Body
from casework.commands.suspension import BenefitAt, Ground, LegalBasis, Opening, WithLetter
from casework.documents import Letter
from casework.matters import Matter
from casework.model import Submitted
from casework.text import Line, Sha256, Slug, Text


class FileAppeal(Body, act="file_appeal"):
    """Appeal one decision, named by its letter; the receipt proves the instant of filing."""

    appeal: Slug
    letter: Slug
    text: Text
    expedited: bool = False

    @property
    def items(self) -> tuple[str, ...]:
        """The appeal."""
        return (self.appeal,)


class AppealedDecision(Submitted):
    """The decision as it stood when it was appealed: what, when, by whom, on what basis.

    ``last_day_over`` is the first instant after the last day to file (T19), ``delivered_at`` when
    its letter was delivered, None where there is no proof yet.
    """

    act: Line
    letter: Slug
    letter_sha256: Sha256
    decided_at: AwareDatetime
    signed_by: Line
    legal_basis: LegalBasis | None = None
    last_day_over: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = None
    rests_on: tuple[Sha256, ...] = ()


class OpenAppeal(Opening, act="on:appeal.filed", by_errand=True):
    """An appeal was filed in a case; it goes on as a matter of its own."""

    opens: ClassVar[Matter | None] = Matter.APPEAL

    ground: Ground
    about: Line
    appeal: Slug
    decision: AppealedDecision
    participants: tuple[Line, ...]
    text: Text
    filed_by: Line
    expedited: bool = False


class AcknowledgeAppeal(Body, act="acknowledge_appeal"):
    """Acknowledge an appeal and take it into review, with an expedited target where that fits."""

    expedited: bool = False


class AmendAppeal(Body, act="amend_appeal"):
    """Add to an appeal; the period to determine it stays as it is."""

    text: Text


class WithdrawAppeal(Body, act="withdraw_appeal"):
    """Take an appeal back; it may be filed again while the window is open."""

    reason: Text | None = None


class HandOverRecord(Body, act="hand_over_record"):
    """Hand over the record as the decider had it: up to which event, its hash, its documents."""

    through: Annotated[int, Field(ge=1)]
    head_sha256: Sha256
    documents: tuple[Sha256, ...] = ()


class RejectLate(WithLetter, act="reject_late"):
    """Reject an appeal as filed late, with the reason and how the delivery day was weighed."""

    reason: Text
    delivery_weighed: Text


class DismissAppeal(WithLetter, act="dismiss_appeal"):
    """Dismiss an appeal: no appealable decision, or no authority to act for the carrier."""

    reason: Text


class Outcome(StrEnum):
    """What an appeal may end in, once it is determined."""

    ANNUL = "annul"
    REPLACE = "replace"
    CHANGE = "change"
    REMAND = "remand"
    DENY = "deny"


class Determine(WithLetter, act="determine"):
    """Determine an appeal, with reasons, on the record as it stood and any new matter.

    ``scope`` and ``term_days`` say what a removal is replaced by, or what a suspension is changed
    to; ``questions`` what a remanded decision has to answer.
    """

    outcome: Outcome
    reasons: Text
    new_matter: Text | None = None
    scope: tuple[BenefitAt, ...] = ()
    term_days: Annotated[int | None, Field(ge=1, le=90)] = None
    questions: Text | None = None

    @model_validator(mode="after")
    def _says_what_follows(self) -> "Determine":
        if self.outcome is Outcome.REPLACE and (not self.scope or self.term_days is None):
            raise ValueError("a removal is replaced by a suspension: name its scope and term_days")
        if self.outcome is Outcome.CHANGE and not self.scope and self.term_days is None:
            raise ValueError("name what changes: scope, term_days, or both")
        if self.outcome is Outcome.REMAND and self.questions is None:
            raise ValueError("name the questions that the decision has to answer again")
        return self


class AppealOver(Body, act="on:appeal.ended", by_errand=True):
    """An appeal ended and leaves the decision as it is: late, dismissed or taken back."""

    appeal: Slug
    how: Line

    @property
    def items(self) -> tuple[str, ...]:
        """The appeal."""
        return (self.appeal,)


class Determined(Body):
    """What an appeal was determined to be, as the case that it is about is told."""

    appeal: Slug
    how: Outcome
    decided_by: Line
    decided_at: AwareDatetime
    decision: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The appeal."""
        return (self.appeal,)


class DeterminedByOrder(WithLetter):
    """A determination that is served as an order of its own, with its letter as it was signed."""

    appeal: Slug
    how: Outcome
    decided_by: Line
    decided_at: AwareDatetime
    decision: Slug
    content: Letter

    @property
    def items(self) -> tuple[str, ...]:
        """The appeal."""
        return (self.appeal,)


class AnnulsSuspension(DeterminedByOrder, act="on:appeal.annuls_suspension", by_errand=True):
    """The suspension was annulled on appeal."""


class ReplacesRemoval(DeterminedByOrder, act="on:appeal.replaces_removal", by_errand=True):
    """The removal was replaced by a suspension on appeal."""

    scope: tuple[BenefitAt, ...]
    term_days: int


class AnnulsRemoval(Determined, act="on:appeal.annuls_removal", by_errand=True):
    """The removal was annulled on appeal; what is left is for headquarters to decide."""


class AnnulsExtension(Determined, act="on:appeal.annuls_extension", by_errand=True):
    """An extension of the term was annulled on appeal."""


class ChangesDecision(Determined, act="on:appeal.changes_decision", by_errand=True):
    """The decision was changed on appeal: its scope, its term, or both."""

    scope: tuple[BenefitAt, ...] = ()
    term_days: int | None = None


class Remanded(Determined, act="on:appeal.remanded", by_errand=True):
    """The decision has to be taken again, by another person."""

    questions: Text


class Denied(Determined, act="on:appeal.denied", by_errand=True):
    """The appeal was denied; the decision stands and is final in the agency."""


class DeterminationServed(Body, act="on:appeal.served", by_errand=True):
    """The carrier has received the letter by which an appeal was determined."""

    appeal: Slug
    at: AwareDatetime


class OutcomeApplied(Body, act="on:outcome.applied", by_errand=True):
    """The case has carried out what was determined."""

    at: AwareDatetime


class ConfirmDecision(WithLetter, act="confirm_decision"):
    """Take a remanded decision again to the same effect, with new reasons and a new appeal right.

    ``decision`` is the letter of the decision that was remanded.
    """

    decision: Slug
    reasons: Text

    @property
    def items(self) -> tuple[str, ...]:
        """The decision that was remanded."""
        return (self.decision,)
