"""Conditions on publishing a lesson (6 U.S.C. 971(c); process table, track LESSON)."""

from casework.case import Case
from casework.commands.lessons import LessonLevel, PublishLesson
from casework.guards.base import Asked, guard


@guard(
    en="the carrier has not agreed to be named; publish without its name",
    es="el transportista no aceptó que se le nombre; publique sin su nombre",
)
def named_with_consent(case: Case, asked: Asked) -> bool:
    """LE5: no carrier is named without its consent; silence is none."""
    assert isinstance(asked.body, PublishLesson)
    agreed = case.lesson is not None and case.lesson.agreed is True
    return agreed or not asked.body.names_carrier


@guard(
    en="the carrier refused publication; publish for CBP only, or file the lesson",
    es="el transportista negó la publicación; publique solo para CBP o archive la lección",
)
def refusal_keeps_it_inside(case: Case, asked: Asked) -> bool:
    """LE5: a lesson whose publication the carrier refused stays inside CBP."""
    assert isinstance(asked.body, PublishLesson)
    refused = case.lesson is not None and case.lesson.agreed is False
    return not refused or asked.body.level is LessonLevel.CBP


@guard(
    en="the carrier asked for cuts; say the text as it is to be published",
    es="el transportista pidió recortes; indique el texto tal como se publicará",
)
def cuts_are_made(case: Case, asked: Asked) -> bool:
    """LE5: what the carrier wants cut is put into words anew; inside CBP the draft may stand."""
    assert isinstance(asked.body, PublishLesson)
    cuts = case.lesson is not None and case.lesson.cuts
    return not cuts or asked.body.level is LessonLevel.CBP or asked.body.text is not None


@guard(
    en="the text names the carrier, which has not agreed to it; say it without the name",
    es="el texto nombra al transportista sin su consentimiento; dígalo sin el nombre",
)
def words_name_nobody(case: Case, asked: Asked) -> bool:
    """LE5: the carrier's name is not in the words either."""
    body = asked.body
    assert isinstance(body, PublishLesson)
    if body.names_carrier or case.lesson is None or body.level is LessonLevel.CBP:
        return True
    text = body.text or case.lesson.text
    said = (
        text.en,
        text.es,
        body.root_causes or case.lesson.root_causes,
        body.best_practice or case.lesson.best_practice or "",
    )
    name = case.railroad.name.casefold()
    return not any(name in words.casefold() for words in said)
