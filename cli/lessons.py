"""``lessons``: what was learned and published, and practice cards; also beside a case's plan."""

from collections.abc import Mapping
from typing import Any

from casework.bilingual import Language
from casework.lesson_parts import PublishedLesson
from casework.lessons import Wanted, cards
from casework.reference import CARRIERS, CRITERIA, INCIDENT_CLASSES, PORTS, Practice
from casework.visibility import lesson_levels
from cli.connections import open_record
from cli.exits import BAD_INPUT, NOT_FOUND, Stop
from cli.person import reader
from cli.terminal import as_json, say
from cli.words import language_named, mark, word
from reading.learned import lessons_object, made_up_lessons, reads_all
from runtime.settings import load_settings


async def lessons(
    given: Mapping[str, str | None],
    *,
    who: str | None,
    language: str,
    json: bool,
    synthetic: bool = False,
) -> None:
    """List published lessons and practice cards. ``given`` are the filters by their option.

    With ``synthetic``, the lessons of the made-up history are listed instead of those on record.
    """
    said = language_named(language)
    wanted = Wanted(
        criterion=_known(CRITERIA, given["criterion"], "--criterion"),
        incident=_known(INCIDENT_CLASSES, given["incident"], "--incident"),
        crossing=_known(PORTS, given["crossing"], "--crossing"),
    )
    settings = load_settings()
    actor = await reader(who, settings)
    levels = lesson_levels(actor)
    if (level := given["level"]) is not None:
        levels = tuple(one for one in levels if one.value == level.casefold())
        if not levels:
            allowed = ", ".join(one.value for one in lesson_levels(actor))
            raise Stop(NOT_FOUND, f"--level: there is none for you; one of {allowed}")
    if synthetic:
        found = made_up_lessons(levels, wanted)
    else:
        async with open_record(settings) as record:
            found = await record.library.lessons(levels, wanted)
    if synthetic and not json:
        say(word("synthetic", said), strong=True)
    shown = cards(wanted) if given["level"] is None else ()
    if json:
        lessons = lessons_object(found, actor)
        as_json({"synthetic": synthetic, "lessons": lessons, "practices": list(shown)})
        return
    for shelved in found:
        _lesson(shelved.lesson, said, case=shelved.case_id if reads_all(actor) else None)
    for card in shown:
        _card(card, said)
    if not found:
        say(word("no lessons", said))


def show_beside(found: Mapping[str, Any], language: Language) -> None:
    """Print what speaks to a case."""
    if not any(found.values()):
        return
    say()
    say(word("others learned", language), strong=True)
    for lesson in found["lessons"]:
        _lesson(lesson, language)
    for card in found["practices"]:
        _card(card, language)


def _lesson(lesson: PublishedLesson, language: Language, *, case: str | None = None) -> None:
    head = [lesson.published_at.date().isoformat(), lesson.level.value]
    if lesson.illustrative:
        head.append(word("illustrative", language))
    if lesson.carrier is not None:
        head.append(CARRIERS[lesson.carrier].name)
    if case is not None:
        head.append(case)
    say(f"  {word('lesson', language)}  {', '.join(head)}")
    say(f"      {lesson.text.es if language == 'es' else lesson.text.en}")
    say(f"      {word('root causes', language)}: {lesson.root_causes}")
    if lesson.best_practice:
        say(f"      {word('best practice', language)}: {lesson.best_practice}")
    say(f"      {_about(lesson, language)}")


def _card(card: Practice, language: Language) -> None:
    said = card.es if language == "es" else card.en
    say(f"  {word('practice', language)}  {card.id} {mark(card.mark, language)}")
    say(f"      {said}")
    say(f"      {_about(card, language)}; {word('source', language)}: {card.source}")


def _about(found: PublishedLesson | Practice, language: Language) -> str:
    named = [
        *found.criteria,
        *(INCIDENT_CLASSES[one].es if language == "es" else one for one in found.classes),
        *(PORTS[code].name for code in found.crossings),
    ]
    return ", ".join(named) or "–"


def _known(known: Mapping[str, Any], text: str | None, option: str) -> str | None:
    if text is not None and text not in known:
        raise Stop(BAD_INPUT, f"{option}: there is no {text[:40]!r}; one of {', '.join(known)}")
    return text
