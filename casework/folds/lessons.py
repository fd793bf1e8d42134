"""Events about the lesson of a case."""

from casework.case import Case
from casework.commands.lessons import AnswerLesson, DraftLesson, PublishLesson
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of
from casework.lesson_parts import Lesson, PublishedLesson


def _drafted(case: Case, event: Event) -> Updates:
    body = body_of(DraftLesson, event)
    lesson = Lesson(
        text=body.text,
        root_causes=body.root_causes,
        best_practice=body.best_practice,
        criteria=body.criteria or case.criteria_found,
    )
    return {"lesson": lesson}


def _answered(case: Case, event: Event) -> Updates:
    body = body_of(AnswerLesson, event)
    assert case.lesson is not None  # only a draft is answered
    said = {"agreed": body.agrees_to_publication, "cuts": body.text is not None}
    return {"lesson": case.lesson.model_copy(update=said)}


def _published(case: Case, event: Event) -> Updates:
    body = body_of(PublishLesson, event)
    drafted = case.lesson
    assert drafted is not None  # only a draft is published
    published = PublishedLesson(
        level=body.level,
        carrier=case.carrier if body.names_carrier else None,
        illustrative=case.illustrative,
        text=body.text or drafted.text,
        root_causes=body.root_causes or drafted.root_causes,
        best_practice=body.best_practice or drafted.best_practice,
        criteria=drafted.criteria,
        classes=case.incident_classes,
        crossings=case.ports,
        published_at=event.at,
    )
    return {"lesson": drafted.model_copy(update={"published": published})}


FOLDS: dict[str, Fold] = {
    "lesson_drafted": _drafted,
    "lesson_answered": _answered,
    "lesson_published": _published,
}
"""By kind of event."""
