"""What is to be learned from a case: drafted, answered by the carrier, published or filed."""

from enum import StrEnum

from casework.bilingual import BilingualText
from casework.commands.base import Body
from casework.reference.names import CriterionKey
from casework.text import Line, Text


class LessonLevel(StrEnum):
    """Who may read a published lesson: everybody, members, or CBP alone (domain.md 11.7)."""

    PUBLIC = "public"
    MEMBERS = "members"
    CBP = "cbp"


class DraftLesson(Body, act="draft_lesson"):
    """Draft what is to be learned from the case.

    ``criteria`` are our own keys of the criteria that failed; left out, they are those that the
    findings of the case name.
    """

    text: BilingualText
    root_causes: Text
    best_practice: Text | None = None
    criteria: tuple[CriterionKey, ...] = ()
    detected_by: Line | None = None
    carrier_changed: Text | None = None
    recommended_change: Text | None = None


class AnswerLesson(Body, act="answer_lesson"):
    """Answer the drafted lesson: agree to publication with the carrier's name, cut, or refuse.

    ``text`` says what is to be cut or put otherwise.
    """

    agrees_to_publication: bool
    text: Text | None = None


class FileLesson(Body, act="file_lesson"):
    """File the lesson for internal use."""


class PublishLesson(Body, act="publish_lesson"):
    """Publish the lesson at a level; no carrier is named without its consent.

    The words left out are the draft's; where the carrier asked for cuts, ``text`` says them anew.
    """

    level: LessonLevel
    names_carrier: bool = False
    text: BilingualText | None = None
    root_causes: Text | None = None
    best_practice: Text | None = None
