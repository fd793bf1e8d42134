"""Reading the library of published lessons."""

from collections.abc import Iterable
from typing import NamedTuple

from casework.commands.lessons import LessonLevel
from casework.lesson_parts import PublishedLesson
from casework.lessons import Wanted
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


class ShelvedLesson(NamedTuple):
    """A published lesson and the case that it is from, which is shown to CBP only."""

    case_id: str
    lesson: PublishedLesson


class PostgresLessonLibrary:
    """The library as the record's projection holds it."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the reader's or the desk's role."""
        self._pool = pool

    async def lessons(
        self, levels: Iterable[LessonLevel], wanted: Wanted
    ) -> tuple[ShelvedLesson, ...]:
        """Return the lessons of these levels that are asked for, the newest first."""
        with database_errors():
            return tuple(
                [
                    ShelvedLesson(
                        row["case_id"], PublishedLesson.model_validate_json(row["lesson"])
                    )
                    async for row in QUERIES.published_lessons(
                        self._pool,
                        levels=[level.value for level in levels],
                        criterion=wanted.criterion,
                        incident=wanted.incident,
                        crossing=wanted.crossing,
                    )
                ]
            )
