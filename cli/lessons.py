"""``lessons``: what was learned and published, and practice cards; also beside a case's plan."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from casework.bilingual import Language
from casework.commands.lessons import LessonLevel
from casework.lesson_parts import PublishedLesson
from casework.lessons import PLAN_IS_WRITTEN, Wanted, cards, matching
from casework.reference import CARRIERS, CRITERIA, INCIDENT_CLASSES, PORTS, PRACTICES, Practice
from casework.roles import CARRIER_ROLES, Actor
from casework.visibility import lesson_levels, sees_cases
from cli.connections import Record, open_record
from cli.exits import BAD_INPUT, NOT_FOUND, Stop
from cli.person import reader
from cli.reading import Seen
from cli.terminal import as_json, say
from cli.words import language_named, mark, word
from records.lesson_library import ShelvedLesson
from reports.synthetic import synthetic_history
from runtime.settings import load_settings

_MOST = 5
"""So many lessons and cards are shown beside a case; ``lessons`` lists the rest."""


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
    actor = reader(who, production=settings.production)
    levels = lesson_levels(actor)
    if (level := given["level"]) is not None:
        levels = tuple(one for one in levels if one.value == level.casefold())
        if not levels:
            allowed = ", ".join(one.value for one in lesson_levels(actor))
            raise Stop(NOT_FOUND, f"--level: there is none for you; one of {allowed}")
    if synthetic:
        found = _made_up(levels, wanted)
    else:
        async with open_record(settings) as record:
            found = await record.library.lessons(levels, wanted)
    if synthetic and not json:
        say(word("synthetic", said), strong=True)
    shown = cards(wanted) if given["level"] is None else ()
    if json:
        lessons = _as_objects(found, actor)
        as_json({"synthetic": synthetic, "lessons": lessons, "practices": list(shown)})
        return
    for shelved in found:
        _lesson(shelved.lesson, said, case=shelved.case_id if _cbp(actor) else None)
    for card in shown:
        _card(card, said)
    if not found:
        say(word("no lessons", said))


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


def _made_up(levels: Iterable[LessonLevel], wanted: Wanted) -> tuple[ShelvedLesson, ...]:
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


def _as_objects(found: Iterable[ShelvedLesson], actor: Actor | None) -> list[dict[str, Any]]:
    return [
        {
            **shelved.lesson.model_dump(mode="json"),
            **({"case_id": shelved.case_id} if _cbp(actor) else {}),
        }
        for shelved in found
    ]


def _cbp(actor: Actor | None) -> bool:
    return actor is None or (sees_cases(actor) and actor.role not in CARRIER_ROLES)


def _known(known: Mapping[str, Any], text: str | None, option: str) -> str | None:
    if text is not None and text not in known:
        raise Stop(BAD_INPUT, f"{option}: there is no {text[:40]!r}; one of {', '.join(known)}")
    return text
