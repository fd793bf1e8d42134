"""``inbox``: events of other systems, what became of each, and what only a person can settle."""

from pathlib import Path
from typing import Any

from casework.bilingual import Language
from casework.reference import SYSTEMS, OutsideSystem
from casework.roles import Actor, Role
from cli import terminal
from cli.connections import open_intake, open_record
from cli.exits import BAD_INPUT, NOT_FOUND, REFUSED, UNREACHABLE, Stop
from cli.person import speaker
from desk.errors import Declination
from exchange.cloud_events import LARGEST
from exchange.intake import (
    STATUS_NAMES,
    EventIdUsed,
    EventOutcome,
    Status,
    needs_a_person,
    outcome_of,
)
from exchange.ports import KeptEvent
from runtime.settings import load_settings

_PAGE = 200


async def list_events(
    *, every: bool, limit: int, who: str | None, json: bool, language: Language
) -> None:
    """List events, the one received last first; without ``every``, those that need a person."""
    settings = load_settings()
    operations(await speaker(who, settings))
    found: list[KeptEvent] = []
    before: int | None = None
    async with open_record(settings) as record:
        while len(found) < limit:
            page = await record.inbox.page(before=before, limit=_PAGE)
            found += [kept for kept in page if every or needs_a_person(kept)]
            if len(page) < _PAGE:
                break
            before = page[-1].number
    shown = found[:limit]
    if json:
        terminal.as_json({"events": [_as_object(kept) for kept in shown]})
        return
    head = _HEAD[language]
    terminal.table(head, [_row(kept, outcome_of(kept), language) for kept in shown])


async def show_event(number: int, *, who: str | None, json: bool) -> None:
    """Print one event as it came, and what became of it."""
    settings = load_settings()
    operations(await speaker(who, settings))
    async with open_record(settings) as record:
        page = await record.inbox.page(before=number + 1, limit=1)
    if not page or page[0].number != number:
        raise Stop(NOT_FOUND, f"there is no event {number}; `inbox list --all` shows them")
    if json:
        terminal.as_json({**_as_object(page[0]), "text": page[0].event.text})
        return
    terminal.tree(_as_object(page[0]))
    terminal.say()
    gone = "what it said went under the retention schedule (`clear-logs --done`)"
    terminal.say(page[0].event.text or gone)


async def take_event(file: str, *, system: str, json: bool) -> None:
    """Hand in an event as the system would that sent it; in development, where none signs in."""
    settings = load_settings()
    if settings.production:
        raise Stop(BAD_INPUT, "--from: exists only in development mode; systems sign in")
    sender = SYSTEMS.get(system)
    if sender is None:
        raise Stop(BAD_INPUT, f"--from: there is no {system[:40]!r}; one of {', '.join(SYSTEMS)}")
    raw = _read(file)
    async with open_intake(settings) as intake:
        try:
            outcome = await intake.take(raw, sender)
        except EventIdUsed:
            line = "id: this source has sent another event under it; give the event one of its own"
            raise Stop(BAD_INPUT, line) from None
        except Declination as declined:
            why = declined.refusal
            raise Stop(REFUSED, f"refused ({why.rule}): {why.en}") from None
    _tell(outcome, sender, json=json)


def operations(actor: Actor) -> None:
    """End the command of anybody but operations."""
    if actor.role is not Role.OPS:
        raise Stop(REFUSED, "refused (role): only operations may do this; --as OPS:kay")


def _read(file: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise Stop(BAD_INPUT, f"FILE: cannot be read ({error.strerror})") from None


def _tell(outcome: EventOutcome, sender: OutsideSystem, *, json: bool) -> None:
    shown = outcome.shown_to(sender.actor)
    if json:
        terminal.as_json(shown)
    else:
        terminal.say(f"{shown.id}: {shown.status}", strong=True)
        for told in shown.told:
            terminal.say(f"  {told.case_id}  {told.act}  {told.result}  {told.rule}")
        for aside in shown.set_aside:
            terminal.say(f"  {aside.subject}  {aside.rule}: a person has to look at it")
    if outcome.status is Status.WAITS:
        line = "received, but the engine does not answer for every case; it is sent again by itself"
        raise Stop(UNREACHABLE, line)


def _as_object(kept: KeptEvent) -> dict[str, Any]:
    outcome = outcome_of(kept).model_dump(mode="json")
    dealt = kept.dealt_with.model_dump(mode="json") if kept.dealt_with else None
    return {
        "number": kept.number,
        **outcome,
        "sha256": kept.event.sha256,
        "dealt_with": dealt,
    }


def _row(kept: KeptEvent, outcome: EventOutcome, language: Language) -> tuple[str, ...]:
    told = [f"{one.case_id} {one.rule or one.result}" for one in outcome.told]
    aside = [f"{one.subject} {one.rule}" for one in outcome.set_aside]
    return (
        str(kept.number),
        outcome.received_at.isoformat(timespec="seconds"),
        outcome.system,
        outcome.type,
        STATUS_NAMES[outcome.status].in_(language),
        "; ".join([*told, *aside]) or "–",
    )


_HEAD: dict[Language, tuple[str, ...]] = {
    "en": ("number", "received", "system", "type", "status", "cases"),
    "es": ("número", "recibido", "sistema", "tipo", "estado", "casos"),
}
