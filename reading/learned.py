"""Lessons that were learned and published, as somebody may read them; also beside a case's plan."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from casework.commands.lessons import LessonLevel
from casework.lessons import PLAN_IS_WRITTEN, Wanted, matching
from casework.reference import PRACTICES
from casework.roles import CARRIER_ROLES, Actor
from casework.visibility import lesson_levels, sees_cases
from reading.record import Record
from reading.seen import Seen
from records.lesson_library import ShelvedLesson
from reports.synthetic import synthetic_history

_MOST = 5
"""So many lessons and cards are shown beside a case; a list of lessons has the rest."""


async def beside(seen: Seen, record: Record, actor: Actor | None) -> dict[str, Any]:
    """Return what speaks to a case whose plan is written now; empty for any other case."""
    if seen.case.state not in PLAN_IS_WRITTEN:
        return {}
    shelved = await record.library.lessons(lesson_levels(actor), Wanted())
    others = [one.lesson for one in shelved if one.case_id != seen.case.id]
    return {
        "lessons": list(matching(seen.case, others)[:_MOST]),
        "practices": list(matching(seen.case, PRACTICES.values())[:_MOST]),
    }


def made_up_lessons(levels: Iterable[LessonLevel], wanted: Wanted) -> tuple[ShelvedLesson, ...]:
    """Return the lessons of the made-up history."""
    histories = synthetic_history(datetime.now(UTC))
    drawn = ((history.case.id, history.case.lesson) for history in histories)
    return tuple(
        ShelvedLesson(case_id, lesson.published)
        for case_id, lesson in drawn
        if lesson is not None
        and lesson.published is not None
        and lesson.published.level in levels
        and wanted.passes(lesson.published)
    )


def lessons_object(found: Iterable[ShelvedLesson], actor: Actor | None) -> list[dict[str, Any]]:
    """Return lessons as objects for JSON; the case is named to CBP's people only."""
    return [
        {
            **shelved.lesson.model_dump(mode="json"),
            **({"case_id": shelved.case_id} if reads_all(actor) else {}),
        }
        for shelved in found
    ]


def reads_all(actor: Actor | None) -> bool:
    """Whether somebody may know from which case a lesson comes: CBP's people."""
    return actor is None or (sees_cases(actor) and actor.role not in CARRIER_ROLES)
