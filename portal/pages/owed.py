"""What somebody outside CBP owes, by when, and why that day; each day explained on its own page."""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from casework.bilingual import Language
from casework.clocks import Clock, explain
from casework.clocks.step_labels import PARTY_NAMES
from casework.customs_sight import crossings_together
from casework.options import options
from casework.reference import CARRIERS, PARTNERS, PORTS
from casework.reference_clocks import reference_days
from casework.roles import Actor, Role
from casework.view import is_late
from portal import sight
from portal.forms.now import may_now
from portal.pages.languages import language_of
from portal.pages.listing import meaning
from portal.pages.places import Place, must_have
from portal.pages.rendering import page
from portal.problems import Problem, ProblemType
from portal.services import On
from portal.sessions import SignedIn
from reading.owed import Owed, owed
from reading.seen import Seen

router = APIRouter(include_in_schema=False)


@router.get(Place.OWED)
async def what_is_owed(request: Request, on: On, session: SignedIn) -> Response:
    """Show a carrier's people what their railroad owes in all its cases, and what others owe."""
    return await _owed_page(request, on, session, Place.OWED)


@router.get(Place.ASKED)
async def asked_of_us(request: Request, on: On, session: SignedIn) -> Response:
    """Show an administration its notices, an agency what it was asked, each with its days."""
    return await _owed_page(request, on, session, Place.ASKED)


async def _owed_page(request: Request, on: On, session: SignedIn, place: Place) -> Response:
    must_have(place, session.actor)
    found = await owed(on.record, session.actor)
    ids = [one.seen.case.id for one in found]
    await sight.log_reads(on, ids, "owed", session.actor, way="page")
    language = language_of(request)
    return await page(
        request,
        on,
        "work/owed.html",
        asked=place is Place.ASKED,
        cases=[_case(one, session.actor, language) for one in found],
    )


@router.get("/cases/{case_id}/clocks/{key:path}")
async def one_clock(
    request: Request, on: On, session: SignedIn, case_id: str, key: str
) -> Response:
    """Explain day by day why something is due when it is."""
    seen = await sight.read(on, case_id, session.actor, what="clocks", way="page")
    clock = seen.case.clocks.get(key)
    if clock is None:
        raise Problem(ProblemType.NOT_FOUND, "there is no such clock for you")
    language = language_of(request)
    return await page(
        request,
        on,
        "work/clock.html",
        case_id=seen.case.id,
        carrier=seen.case.railroad.name,
        clock=clock_line(seen, clock, language),
        why=explain(clock, language),
    )


def clock_line(seen: Seen, clock: Clock, language: Language) -> dict[str, Any]:
    """Return what a page shows of a clock; its explanation has a page of its own."""
    return {
        "key": clock.key,
        "path": f"/cases/{seen.case.id}/clocks/{quote(clock.key, safe=':@')}",
        "what": clock.terms.what.in_(language),
        "day": clock.due_day,
        "zone": clock.terms.zone,
        "whose": PARTY_NAMES[clock.terms.party].in_(language),
        "late": is_late(clock),
        "over": not clock.is_open and not is_late(clock),
        "provisional": clock.provisional,
    }


def reference_lines(seen: Seen, language: Language) -> list[dict[str, Any]]:
    """Return the days of the membership that run outside the case, for reference."""
    if seen.case.membership is None:
        return []
    return [
        {"what": found.what.in_(language), "day": found.day, "until": found.until}
        for found in reference_days(seen.case, today=seen.case.local_day(seen.now))
        if found.day is not None
    ]


def _case(found: Owed, actor: Actor, language: Language) -> dict[str, Any]:
    case, whole = found.seen.case, found.seen.whole
    may = may_now(whole, options(whole, actor, at=found.seen.now), actor.role, language)
    about = meaning(case.state, language)
    partner = PARTNERS[case.notice.partner].id if case.notice is not None else None
    return {
        "id": case.id,
        "carrier": CARRIERS[case.carrier].name,
        "crossings": [PORTS[code].name for code in crossings_together(whole)]
        if actor.role is Role.MXC
        else [],
        "may": [act for group in may for act in group["acts"]],
        "illustrative": case.illustrative,
        "meaning": about,
        "partner": partner,
        "own": [clock_line(found.seen, clock, language) for clock in found.own],
        "others": [clock_line(found.seen, clock, language) for clock in found.others],
    }
