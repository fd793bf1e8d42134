"""My cases, and one case: where it stands, what is owed by when and why, what happened."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from casework.bilingual import Bilingual, Language
from casework.clocks import Clock, ClockStatus, explain
from casework.matters import Matter
from casework.options import options
from casework.reference import BENEFITS, PORTS
from casework.roles import Actor
from casework.visibility import sees_cases
from portal import sight
from portal.forms.now import may_now, not_now
from portal.forms.words import standing
from portal.going_on import HOME, local_path
from portal.pages.case_parts import parts
from portal.pages.case_story import story
from portal.pages.languages import language_of
from portal.pages.listing import listed, party_name
from portal.pages.live import UNCHANGED, still_so
from portal.pages.owed import clock_line
from portal.pages.places import first_place
from portal.pages.rendering import page
from portal.pages.saved import offered
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from portal.sessions import LANGUAGE, SignedIn
from reading.objects import suspension_days
from reading.owed import watched
from reading.seen import Filter, Seen
from reading.work import has_queue

router = APIRouter(include_in_schema=False)

_A_PAGE = 25
_YEAR = 365 * 24 * 3600


@router.get(HOME)
async def first(session: SignedIn) -> Response:
    """Lead to the page that somebody begins with."""
    return RedirectResponse(first_place(session.actor), 303)


@router.get("/language/{language}")
async def choose_language(
    language: str, go_on_to: Annotated[str | None, Query(alias="next")] = None
) -> Response:
    """Remember a language in this browser."""
    if language not in ("en", "es"):
        raise Problem(ProblemType.NOT_FOUND)
    response = RedirectResponse(local_path(go_on_to), 303)
    response.set_cookie(LANGUAGE, language, max_age=_YEAR, samesite="lax", httponly=True)
    return response


@router.get("/cases")
async def my_cases(
    request: Request,
    on: On,
    session: SignedIn,
    overdue: bool = False,
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """List the cases that somebody may see."""
    try:
        found = await sight.read_some(
            on, session.actor, Filter(overdue=overdue), limit=_A_PAGE, after=after, way="page"
        )
    except Problem as problem:
        if problem.type is not ProblemType.FORBIDDEN:
            raise
        return await page(request, on, "no_cases.html")
    language = language_of(request)
    return await page(
        request,
        on,
        "cases.html",
        cases=[listed(view, language) for view in found.cases],
        after=found.after,
        overdue=overdue,
    )


@router.get("/cases/{case_id}")
async def one_case(request: Request, on: On, session: SignedIn, case_id: str) -> Response:
    """Show a case as its reader may see it."""
    seen = await sight.look(on, case_id, session.actor)
    if still_so(request, str(seen.last)):
        return Response(status_code=UNCHANGED)
    await sight.log_reads(on, [case_id], "case", session.actor, way="page")
    language = language_of(request)
    case, view = seen.case, seen.view()
    found = options(seen.whole, session.actor, at=seen.now)
    # who sees a case in part is not told where it stands by what others may do in it
    in_part = not sees_cases(session.actor) and case.matter is Matter.RESUMPTION
    return await page(
        request,
        on,
        "case.html",
        seen=str(seen.last),
        case=case,
        listed=listed(view, language),
        ports=[f"{code} {PORTS[code].name} – {PORTS[code].opposite}" for code in case.ports],
        owed=owed_now(seen, language),
        may=may_now(seen.whole, found, session.actor.role, language),
        may_not=[] if in_part else not_now(seen.whole, found, language),
        benefits=[_benefit(item, state, language) for item, state in _benefits(seen)],
        parts=parts(seen, session.actor, language),
        story=story(seen, language),
        engine=_engine(on, seen, session.actor),
        saved=await offered(on, session.actor, case.id, language),
        own_zone=case.zone,
        standing=standing(view.standing, language),
        days=[
            (party_name(name, language), count)
            for name, count in suspension_days(seen.whole, seen.days_end).items()
            if not in_part
        ],
    )


def owed_now(seen: Seen, language: Language) -> list[dict[str, Any]]:
    """Return what is owed in a case, the soonest first."""
    return [_owed(seen, clock, language) for clock in watched(seen)]


def _owed(seen: Seen, clock: Clock, language: Language) -> dict[str, Any]:
    return {
        **clock_line(seen, clock, language),
        "held": clock.status is ClockStatus.HELD,
        "why": explain(clock, language),
    }


def _engine(on: Services, seen: Seen, actor: Actor) -> str | None:
    """Return where CBP's people see the case's workflow."""
    if on.settings.temporal_ui_url is None or not has_queue(actor):
        return None
    namespace = on.settings.temporal_ui_namespace
    return f"{on.settings.temporal_ui_url}/namespaces/{namespace}/workflows/{seen.case.id}"


def _benefits(seen: Seen) -> list[tuple[str, str]]:
    return list(seen.case.tracks.get("BENEFIT", {}).items())


def _benefit(item: str, state: str, language: Language) -> dict[str, Any]:
    name, _, place = item.partition("@")
    said = Bilingual(en=BENEFITS[name].en, es=BENEFITS[name].es)
    return {
        "name": said.in_(language),
        "place": None if place == "all" else PORTS[place].name,
        "state": state,
    }
