"""Published lessons and practice cards, as far as somebody may read them."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query

from casework.commands.lessons import LessonLevel
from casework.lessons import Wanted, cards
from casework.reference import CRITERIA, INCIDENT_CLASSES, PORTS
from casework.visibility import lesson_levels
from portal import sight
from portal.api import models
from portal.callers import ReaderActor
from portal.problems import Problem, ProblemType
from portal.services import On
from reading.learned import lessons_object, reads_all

router = APIRouter(tags=["lessons"])

Name = Annotated[str | None, Query(max_length=60)]


@router.get("/lessons", response_model=models.Lessons, summary="What was learned")
async def lessons(
    on: On,
    actor: ReaderActor,
    criterion: Name = None,
    incident: Name = None,
    crossing: Name = None,
    level: LessonLevel | None = None,
) -> models.Lessons:
    """Return lessons, the newest first; from which case, is told to CBP's people only."""
    wanted = Wanted(
        criterion=_known("criterion", criterion, CRITERIA),
        incident=_known("incident", incident, INCIDENT_CLASSES),
        crossing=_known("crossing", crossing, PORTS),
    )
    levels = tuple(one for one in lesson_levels(actor) if level in (None, one))
    if not levels:
        raise Problem(ProblemType.FORBIDDEN, "lessons of that level are not for this role")
    found = await on.record.library.lessons(levels, wanted)
    if reads_all(actor):
        await sight.log_reads(on, [one.case_id for one in found], "lesson", actor)
    shown = cards(wanted) if level is None else ()
    return models.Lessons(
        lessons=lessons_object(found, actor),
        practices=[card.model_dump(mode="json") for card in shown],
    )


def _known(name: str, value: str | None, known: Mapping[str, Any]) -> str | None:
    if value is not None and value not in known:
        said = f"is not known; one of {', '.join(known)}"
        raise Problem(ProblemType.BAD_INPUT, errors=((name, said),))
    return value
