"""What facts are made of: words in two languages, days, periods with their mark, people."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from activities.document_names import document_name
from activities.plain_text import one_line
from casework.bilingual import Bilingual
from casework.calendars import Mark
from casework.clocks import ClockRefused
from casework.clocks import zone as time_zone
from casework.model import Kept
from casework.roles import Role


def _said(words: Bilingual | str) -> Bilingual | str:
    texts = (words,) if isinstance(words, str) else (words.en, words.es)
    if not all(text.strip() for text in texts):
        raise ValueError("empty text")
    return words


def _known_zone(name: str) -> str:
    try:
        time_zone(name)
    except ClockRefused:
        raise ValueError("not a time zone") from None
    return name


Line = Annotated[str, AfterValidator(one_line), Field(min_length=1)]
"""A text on one line."""

Translated = Annotated[Bilingual, AfterValidator(_said)]
"""A text that must exist in both languages."""

Words = Annotated[Bilingual | str, AfterValidator(_said)]
"""A text in both languages, or one that is shown in both as its author wrote it."""

Day = date
"""A day in the case's zone."""

When = Annotated[AwareDatetime | date | Words, Field(union_mode="left_to_right")]
"""An instant, a day, or words such as "on delivery of this letter"."""

Zone = Annotated[str, AfterValidator(_known_zone)]
"""A time zone by its IANA name."""

Status = Literal[
    "suspended",
    "suspended_in_part",
    "reinstated",
    "removed",
    "withdrawn",
    "suspension_stayed",
    "removal_stayed",
    "suspension_annulled",
]
"""What customers and partners may be told of a membership."""


Ends = Annotated[AwareDatetime | date, Field(union_mode="left_to_right")]
"""The last day of a period in the case's zone, or its last instant where it is counted in hours."""


class NoticeFacts(Kept):
    """What every template needs."""

    zone: Zone
    demonstration: bool = False
    at: AwareDatetime | None = None


class Period(Kept):
    """When something ends: a day, or a span where the first day is not known yet.

    ``law`` is the citation that sets the period. It is printed as law only where ``mark`` says
    that the text was read (``verified``); every other period is this office's own.
    """

    day: Ends | None = None
    span: Words | None = None
    mark: Mark
    law: Line | None = None
    source: Words | None = None
    why: Words | None = None

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if self.day is None and self.span is None:
            raise ValueError("a period needs a day or a span")
        return self


class Owed(Period):
    """What is owed, and until when."""

    label: Words


class BenefitLine(Kept):
    """One benefit at one place; no place means everywhere."""

    benefit: Words
    place: Words | None = None
    starts: When | None = None


class Considered(Kept):
    """A document that a decision rests on. ``kind`` is a kind of ``document_names`` or words."""

    id: Line
    kind: Annotated[Words, AfterValidator(document_name)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Requirement(Kept):
    """A finding: which requirement was not met, in words."""

    id: Line
    requirement: Words


class Appeal(Kept):
    """Whether a decision can be appealed, on what basis, and until which day."""

    right: bool
    basis: Line | None = None
    last_day: Day | None = None
    mark: Mark = Mark.UNVERIFIED
    where: Words | None = None

    @model_validator(mode="after")
    def _says_until_when(self) -> Self:
        if self.right and (self.basis is None or self.last_day is None):
            raise ValueError("a right of appeal needs its basis and its last day")
        return self


class Signatory(Kept):
    """Who signed or recommended: a person's id and the role acted in. Never an invented name."""

    person: Line
    role: Role


class Contact(Kept):
    """The office that answers questions."""

    office: Words
    email: Line | None = None
    phone: Line | None = None
