"""What was learned and published, and practice cards from public sources, found by criterion."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from casework.bilingual import Bilingual, Language
from casework.clocks.source_words import mark_words
from casework.commands.lessons import LessonLevel
from casework.lessons import Wanted, cards
from casework.reference import CARRIERS, CRITERIA, INCIDENT_CLASSES, PORTS, Practice
from casework.visibility import lesson_levels
from portal import sight
from portal.pages.languages import language_of
from portal.pages.listing import zone_of
from portal.pages.places import Place, must_have
from portal.pages.rendering import page
from portal.services import On
from portal.sessions import SignedIn
from reading.learned import reads_all
from records.lesson_library import ShelvedLesson

router = APIRouter(include_in_schema=False)

_OWN_NOTES = re.compile(r" \(domain\.md[^)]*\)")
"""Where our notes on a source stand, which say nothing to a reader of the page."""

_LEVELS = {
    LessonLevel.PUBLIC: Bilingual(en="for everybody", es="para todos"),
    LessonLevel.MEMBERS: Bilingual(en="for members", es="para miembros"),
    LessonLevel.CBP: Bilingual(en="for CBP only", es="solo para la CBP"),
}

Chosen = Annotated[str, Query(max_length=60)]


@router.get(Place.LESSONS)
async def lessons(
    request: Request,
    on: On,
    session: SignedIn,
    criterion: Chosen = "",
    incident: Chosen = "",
    crossing: Chosen = "",
) -> Response:
    """List lessons, the newest first. A filter that names nothing known filters nothing."""
    must_have(Place.LESSONS, session.actor)
    language = language_of(request)
    wanted = Wanted(
        criterion=criterion if criterion in CRITERIA else None,
        incident=incident if incident in INCIDENT_CLASSES else None,
        crossing=crossing if crossing in PORTS else None,
    )
    found = await on.record.library.lessons(lesson_levels(session.actor), wanted)
    names_case = reads_all(session.actor)
    if names_case:
        await sight.log_reads(
            on, [one.case_id for one in found], "lesson", session.actor, way="page"
        )
    return await page(
        request,
        on,
        "lessons.html",
        zone=zone_of(session.actor),
        wanted=wanted,
        choices={
            "criterion": [(one.id, _said(one, language)) for one in CRITERIA.values()],
            "incident": [(one.id, _said(one, language)) for one in INCIDENT_CLASSES.values()],
            "crossing": [(code, one.name) for code, one in PORTS.items()],
        },
        lessons=[_lesson(one, language, names_case=names_case) for one in found],
        practices=[_practice(card, language) for card in cards(wanted)],
    )


def _lesson(shelved: ShelvedLesson, language: Language, *, names_case: bool) -> dict[str, Any]:
    lesson = shelved.lesson
    return {
        "text": lesson.text.es if language == "es" else lesson.text.en,
        "causes": lesson.root_causes,
        "practice": lesson.best_practice,
        "carrier": CARRIERS[lesson.carrier].name if lesson.carrier else None,
        "illustrative": lesson.illustrative,
        "level": _LEVELS[lesson.level].in_(language),
        "at": lesson.published_at,
        "criteria": [_said(CRITERIA[key], language) for key in lesson.criteria if key in CRITERIA],
        "classes": [
            _said(INCIDENT_CLASSES[key], language)
            for key in lesson.classes
            if key in INCIDENT_CLASSES
        ],
        "crossings": [PORTS[code].name for code in lesson.crossings if code in PORTS],
        "case_id": shelved.case_id if names_case else None,
    }


def _practice(card: Practice, language: Language) -> dict[str, Any]:
    return {
        "text": _said(card, language),
        "criteria": [_said(CRITERIA[key], language) for key in card.criteria],
        "source": _OWN_NOTES.sub("", card.source),
        "mark": mark_words(card.mark).in_(language),
    }


def _said(found: Any, language: Language) -> str:
    return str(found.es if language == "es" else found.en)
