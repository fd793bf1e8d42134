"""``show``, ``list``, ``log``, ``clocks``, ``commands`` and ``verify``: reads, as the asker may."""

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any, TypeVar

from casework.options import options
from casework.reference import CARRIERS, PORTS
from casework.reference_clocks import reference_days
from casework.roles import Party
from casework.states import Phase, State
from cli import case_text, filed, lessons, possibilities, printing, terminal
from cli.bodies import model_named
from cli.connections import open_record
from cli.exits import BAD_INPUT, REFUSED, Stop
from cli.person import reader, speaker
from cli.words import language_named
from desk.errors import BadInput
from desk.ports import CaseDisposed
from reading import learned
from reading.filed import documents
from reading.objects import case_object, events_object
from reading.seen import Filter, Seen, see, some_cases
from runtime.settings import load_settings

_MOST = 500

E = TypeVar("E", bound=StrEnum)


async def seen_by(case_id: str, who: str | None) -> Seen:
    """Read a case as somebody may see it."""
    settings = load_settings()
    actor = await reader(who, settings)
    async with open_record(settings) as record:
        return await see(record, case_id, actor)


async def show(
    case_id: str, *, document: str | None, who: str | None, language: str, json: bool
) -> None:
    """Show a case, or one document of it."""
    said = language_named(language)
    settings = load_settings()
    actor = await reader(who, settings)
    async with open_record(settings) as record:
        seen = await see(record, case_id, actor)
        others = await learned.beside(seen, record, actor)
    if document is not None:
        found = filed.named(documents(seen), document, "--document")
        terminal.as_json(found.as_object()) if json else filed.show(found)
    elif json:
        terminal.as_json({**case_object(seen), **others})
    else:
        case_text.show(seen, said)
        lessons.show_beside(others, said)


async def list_cases(
    given: Mapping[str, str | None],
    *,
    overdue: bool,
    illustrative: bool | None,
    limit: int,
    after: str | None,
    who: str | None,
    json: bool,
) -> None:
    """List cases. ``given`` are the filters by the name of their option."""
    if not 1 <= limit <= _MOST:
        raise Stop(BAD_INPUT, f"--limit: is 1 to {_MOST}")
    wanted = Filter(
        state=_one_of(State, given["state"], "--state"),
        phase=_one_of(Phase, given["phase"], "--phase"),
        awaiting=_one_of(Party, given["awaiting"], "--awaiting"),
        carrier=_known(CARRIERS, given["carrier"], "--carrier", "railroad"),
        port=_known(PORTS, given["port"], "--port", "rail crossing"),
        overdue=overdue,
        illustrative=illustrative,
    )
    settings = load_settings()
    actor = await reader(who, settings)
    async with open_record(settings) as record:
        page = await some_cases(record, actor, wanted, limit=limit, after=after)
    if json:
        terminal.as_json({"cases": page.cases, "after": page.after})
    else:
        printing.cases(page)


async def log(case_id: str, *, who: str | None, json: bool) -> None:
    """Print every event of a case."""
    seen = await seen_by(case_id, who)
    if json:
        terminal.as_json(events_object(seen.events))
    else:
        printing.log(seen.events, seen.case.zone)


async def clocks(
    case_id: str, *, explained: bool, every: bool, who: str | None, language: str, json: bool
) -> None:
    """List the clocks of a case."""
    said = language_named(language)
    seen = await seen_by(case_id, who)
    shown = [clock for clock in seen.case.clocks.values() if every or clock.is_open]
    days = reference_days(seen.case, today=seen.case.local_day(seen.now))
    if json:
        terminal.as_json(
            [*shown, *({**day.model_dump(mode="json"), "reference": True} for day in days)]
        )
    else:
        printing.clocks(shown, explained=explained, language=said)
        printing.reference_days(days, language=said)


async def commands(
    case_id: str, act: str | None, *, who: str | None, language: str, json: bool
) -> None:
    """Say what somebody may do in a case now, or all about one command."""
    said = language_named(language)
    settings = load_settings()
    actor = await speaker(who, settings)
    if act is not None:
        model_named(act)
    async with open_record(settings) as record:
        seen = await see(record, case_id, actor)
        others = await learned.beside(seen, record, actor)
    found = options(seen.whole, actor, at=seen.now)
    if act is not None:
        one = next((option for option in found if option.act == act), None)
        if one is None:
            raise BadInput(
                ((act, f"is no command of such a case; `commands {case_id}` lists them"),)
            )
        terminal.as_json(possibilities.as_object(one)) if json else possibilities.show_one(
            one, said
        )
    elif json:
        terminal.as_json(found)
    else:
        possibilities.show(found, said)
        lessons.show_beside(others, said)


async def verify(case_id: str, *, who: str | None, json: bool) -> None:
    """Verify a case's record, and end with 3 where it does not hold."""
    with suppress(CaseDisposed):  # what is left of it is verified
        await seen_by(case_id, who)
    from cli.verifying import verdict_of

    found = await verdict_of(load_settings(), case_id)
    terminal.as_json({**found.model_dump(mode="json"), "ok": found.ok}) if json else (
        printing.verdict(found)
    )
    if not found.ok:
        raise Stop(REFUSED, "the record does not verify; see docs/operations.md")


def _one_of(kinds: type[E], text: str | None, option: str) -> E | None:
    if text is None:
        return None
    for kind in kinds:
        if text.casefold() == kind.value.casefold():
            return kind
    known = ", ".join(kind.value for kind in kinds)
    raise Stop(BAD_INPUT, f"{option}: there is no {text[:40]!r}; one of {known}")


def _known(known: Mapping[str, Any], text: str | None, option: str, what: str) -> str | None:
    if text is not None and text not in known:
        raise Stop(
            BAD_INPUT, f"{option}: {text[:40]!r} is no known {what}; one of {', '.join(known)}"
        )
    return text
