"""Questions, extensions and the term: what either side asks for, and how it is answered."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from casework.commands.base import Body
from casework.commands.suspension import WithLetter
from casework.text import Line, Slug, Text

ClockKey = Annotated[str, Field(pattern=r"^T[0-9]{2}[A-Z]?(:[A-Za-z0-9.@-]{1,80})?$")]
"""A clock of the case by its key, such as T09 or T33:action-1."""


class AboutRequest(Body):
    """A command about one request for more time."""

    request: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The request."""
        return (self.request,)


class RequestExtension(AboutRequest, act="request_extension"):
    """Ask for more time for one clock, before it runs out."""

    clock: ClockKey
    days: Annotated[int, Field(ge=1, le=90)]
    reason: Text


class GrantExtension(AboutRequest, act="grant_extension"):
    """Grant more time, in the clock's own days; fewer than were asked for if need be."""

    days: Annotated[int, Field(ge=1, le=90)]
    reason: Text


class RefuseExtension(AboutRequest, act="refuse_extension"):
    """Refuse more time; the clock cannot run out before two business days after this."""

    reason: Text


class QuestionAbout(StrEnum):
    """What a question is about; the releasable facts of the ground hold the analysis back."""

    FACTS_OF_GROUND = "facts_of_ground"
    PLAN = "plan"
    OTHER = "other"


class AboutQuestion(Body):
    """A command about one question."""

    question: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The question."""
        return (self.question,)


class Ask(AboutQuestion, act="ask"):
    """Ask the other side a question on facts or plan; it has a clock to answer."""

    text: Text
    about: QuestionAbout = QuestionAbout.OTHER
    waits: ClockKey | None = None


class Answer(AboutQuestion, act="answer"):
    """Answer a question; releasable facts only, or until when and why they are withheld."""

    text: Text
    withheld_until: Line | None = None


class WithdrawQuestion(AboutQuestion, act="withdraw_question"):
    """Take a question back."""


class ExtendTerm(WithLetter, act="extend_term"):
    """Extend the term of the suspension, with a reason and a new right of appeal."""

    days: Annotated[int, Field(ge=1, le=90)]
    reason: Text
