"""What operations look after: what waits to go out, what came in and needs a person, faults.

No content of a case stands here: ids, kinds and instants only.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from casework.bilingual import Bilingual, Language
from casework.commands import commands
from casework.roles import Actor
from desk.examining import BothSides, examined
from desk.faults import ABOUT, Fault, Runbook
from exchange.intake import STATUS_NAMES, needs_a_person, outcome_of
from exchange.ports import KeptEvent
from portal import sight
from portal.engine import EngineAway
from portal.forms.words import act_name
from portal.pages.languages import language_of
from portal.pages.listing import zone_of
from portal.pages.places import Place, must_have
from portal.pages.rendering import page
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from portal.sessions import SignedIn, own_form
from records.examined_cases import PostgresExaminedCases
from records.portal_sessions import Session

router = APIRouter(include_in_schema=False)

_MOST = 100
_EVENTS_LOOKED_AT = 500
_PATIENCE = timedelta(seconds=8)

_PARTIES = {
    "carrier": Bilingual(en="the railroad", es="el ferrocarril"),
    "partner": Bilingual(en="a partner", es="un socio"),
    "agency": Bilingual(en="an agency", es="una autoridad"),
    "port": Bilingual(en="a port", es="un puerto"),
}
_OFFICE = Bilingual(en="CBP's own people", es="personal propio de CBP")


@router.get(Place.OPERATIONS)
async def operations(request: Request, on: On, session: SignedIn) -> Response:
    """Show what waits and what was given up; nothing is looked for in the cases themselves."""
    must_have(Place.OPERATIONS, session.actor)
    return await _show(request, on, session)


@router.post("/operations/examine")
async def examine(request: Request, on: On, session: SignedIn) -> Response:
    """Look at every case on both sides now, and show what is wrong."""
    must_have(Place.OPERATIONS, session.actor)
    await own_form(request, on, session)
    try:
        client = await on.engine.client(_PATIENCE)
    except EngineAway:
        return await _show(request, on, session, engine_away=True)
    cases = PostgresExaminedCases(on.record.cases, on.record.log)
    at = datetime.now(UTC)
    found = await examined(BothSides(client, cases, on.record.log, on.record.histories))
    return await _show(request, on, session, found=found, at=at)


@router.post("/operations/replay")
async def replay(
    request: Request,
    on: On,
    session: SignedIn,
    delivery: Annotated[str, Form(max_length=100)] = "",
    subscription: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Send again what was given up: one message, or all of a subscriber."""
    must_have(Place.OPERATIONS, session.actor)
    await own_form(request, on, session)
    if bool(delivery) is bool(subscription):
        raise Problem(ProblemType.BAD_INPUT, "name a message or a subscriber")
    again = await on.outbox.replay(delivery or None, subscription or None, datetime.now(UTC))
    return RedirectResponse(f"{Place.OPERATIONS}?again={again}#webhooks", 303)


@router.post("/operations/events/{number}")
async def dealt_with(
    request: Request,
    on: On,
    session: SignedIn,
    number: int,
    note: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Note that an event has been dealt with, and how. The first word on an event stays."""
    must_have(Place.OPERATIONS, session.actor)
    await own_form(request, on, session)
    said = " ".join(note.replace("\0", "").split())
    if not said:
        return await _show(request, on, session, unsaid=number, status=422)
    await on.inbox.deal_with(number, session.actor, said)
    return RedirectResponse(f"{Place.OPERATIONS}#events", 303)


async def _show(
    request: Request,
    on: Services,
    session: Session,
    *,
    status: int = 200,
    found: list[Fault] | None = None,
    at: datetime | None = None,
    engine_away: bool = False,
    unsaid: int | None = None,
) -> Response:
    language = language_of(request)
    undelivered = await on.record.cases.undelivered(limit=_MOST)
    waiting = await on.record.log.unanswered(older_than=datetime.now(UTC), limit=_MOST)
    dead = await on.outbox.dead(None, _MOST)
    events = await _events(on)
    await _log(on, session.actor, [n.case_id for n in undelivered], found or ())
    again = request.query_params.get("again", "")
    return await page(
        request,
        on,
        "operations.html",
        status=status,
        zone=zone_of(session.actor),
        most=_MOST,
        books=Runbook,
        undelivered=[
            {
                "case_id": one.case_id,
                "template": one.template,
                "party": party(one.party, language),
                "refused": one.refused,
                "since": one.since,
            }
            for one in undelivered
        ],
        waiting=[
            {
                "case_id": one.received.case_id,
                "act": _called(one.received.act, language),
                "command_id": one.received.command_id,
                "since": one.received.received_at,
                "sent": one.sent,
            }
            for one in waiting
        ],
        subscriptions=await on.outbox.subscriptions(),
        dead=dead,
        again=int(again) if again.isdecimal() and len(again) < 8 else None,
        events=[_event(kept, language) for kept in events],
        unsaid=unsaid,
        examined_at=at,
        engine_away=engine_away,
        faults=[_fault(fault, language) for fault in found or ()],
    )


async def _events(on: Services) -> list[KeptEvent]:
    """Return the events that need a person, of those received lately."""
    found = await on.record.inbox.page(before=None, limit=_EVENTS_LOOKED_AT)
    return [kept for kept in found if needs_a_person(kept)][:_MOST]


async def _log(on: Services, actor: Actor, ids: list[str], faults: Iterable[Fault]) -> None:
    named = dict.fromkeys([*ids, *(fault.case_id for fault in faults if fault.case_id)])
    await sight.log_reads(on, list(named), "operations", actor, way="page")


def _called(act: str, language: Language) -> str:
    """Return the name of an act; what one matter tells another has none but its own."""
    return act_name(act).in_(language) if act in commands() else act


def _event(kept: KeptEvent, language: Language) -> dict[str, Any]:
    outcome = outcome_of(kept)
    return {
        "number": kept.number,
        "type": outcome.type,
        "system": outcome.system,
        "at": outcome.received_at,
        "status": STATUS_NAMES[outcome.status].in_(language),
        "told": [f"{one.case_id} {one.rule or one.result}" for one in outcome.told],
        "aside": [f"{one.subject} {one.rule}" for one in outcome.set_aside],
    }


def _fault(fault: Fault, language: Language) -> dict[str, Any]:
    about = ABOUT[fault.kind]
    return {
        "case_id": fault.case_id,
        "detail": fault.detail,
        "meaning": about.meaning.in_(language),
        "remedy": about.remedy.in_(language),
        "runbook": about.runbook.value,
    }


def party(name: str, language: Language) -> str:
    """Return for whom a notice is: never by name or address."""
    kind, _, which = name.partition(":")
    said = _PARTIES.get(kind, _OFFICE).in_(language)
    return f"{said} ({which})" if which and kind in ("port", "partner", "agency") else said
