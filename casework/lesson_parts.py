"""The lesson of a case: as it was drafted, what the carrier said to it, and as it was published."""

from pydantic import AwareDatetime

from casework.bilingual import BilingualText
from casework.commands.lessons import LessonLevel
from casework.model import Kept


class PublishedLesson(Kept):
    """A lesson as the library holds it. ``carrier`` is None where it is not named.

    ``classes`` are classes of incident, ``crossings`` codes of ports: by them, and by ``criteria``,
    it is found again.
    """

    level: LessonLevel
    carrier: str | None
    illustrative: bool
    text: BilingualText
    root_causes: str
    best_practice: str | None
    criteria: tuple[str, ...]
    classes: tuple[str, ...]
    crossings: tuple[str, ...]
    published_at: AwareDatetime


class Lesson(Kept):
    """What the rules ask about a lesson. ``agreed`` is None as long as the carrier said nothing."""

    text: BilingualText
    root_causes: str
    best_practice: str | None = None
    criteria: tuple[str, ...] = ()
    agreed: bool | None = None
    cuts: bool = False
    published: PublishedLesson | None = None
