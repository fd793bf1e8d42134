"""My cases, and one case: where it stands, what is owed by when and why, what happened."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from casework.bilingual import Bilingual, Language
from casework.clocks import Clock, explain
from casework.clocks.step_labels import PARTY_NAMES
from casework.events import CaseView
from casework.options import options
from casework.reference import BENEFITS, CARRIERS, PORTS
from casework.roles import ROLE_NAMES
from casework.states import STATES, State
from casework.view import is_late
from portal import sight
from portal.forms.now import may_now, not_now
from portal.going_on import HOME, local_path
from portal.pages.languages import language_of
from portal.pages.rendering import page
from portal.problems import Problem, ProblemType
from portal.services import On
from portal.sessions import LANGUAGE, SignedIn
from reading.objects import suspension_days
from reading.seen import Filter, Seen

router = APIRouter(include_in_schema=False)

_A_PAGE = 25
_YEAR = 365 * 24 * 3600


@router.get("/")
async def first() -> Response:
    """Lead to the cases."""
    return RedirectResponse(HOME, 303)


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
        cases=[_listed(view, language) for view in found.cases],
        after=found.after,
        overdue=overdue,
    )


@router.get("/cases/{case_id}")
async def one_case(request: Request, on: On, session: SignedIn, case_id: str) -> Response:
    """Show a case as its reader may see it."""
    seen = await sight.read(on, case_id, session.actor, what="case", way="page")
    language = language_of(request)
    case, view = seen.case, seen.view()
    found = options(seen.whole, session.actor, at=seen.now)
    return await page(
        request,
        on,
        "case.html",
        case=case,
        listed=_listed(view, language),
        ports=[f"{code} {PORTS[code].name} – {PORTS[code].opposite}" for code in case.ports],
        owed=owed_now(seen, language),
        may=may_now(seen.whole, found, language),
        may_not=not_now(seen.whole, found, language),
        benefits=[_benefit(item, state, language) for item, state in _benefits(seen)],
        moves=list(_moves(seen, language)),
        days=[
            (_party(name, language), count)
            for name, count in suspension_days(seen.whole, seen.days_end).items()
        ],
    )


def _listed(view: CaseView, language: Language) -> dict[str, Any]:
    return {
        "id": view.case_id,
        "carrier": CARRIERS[view.carrier].name,
        "illustrative": view.illustrative,
        "state": view.state.value,
        "meaning": meaning_of(view.state, language),
        "standing": view.standing.value,
        "awaiting": _party(view.awaiting.value, language) if view.awaiting else None,
        "next_due": view.next_due,
        "overdue": view.overdue,
    }


def owed_now(seen: Seen, language: Language) -> list[dict[str, Any]]:
    """Return what is owed in a case, the soonest first."""
    clocks = [clock for clock in seen.case.clocks.values() if clock.is_open or is_late(clock)]
    return [_owed(clock, language) for clock in sorted(clocks, key=_soonest)]


def _owed(clock: Clock, language: Language) -> dict[str, Any]:
    return {
        "key": clock.key,
        "what": clock.terms.what.in_(language),
        "day": clock.due_day,
        "zone": clock.terms.zone,
        "whose": PARTY_NAMES[clock.terms.party].in_(language),
        "late": is_late(clock),
        "held": not clock.is_open and not is_late(clock),
        "why": explain(clock, language),
    }


def _soonest(clock: Clock) -> tuple[Any, str]:
    return clock.due_day, clock.key


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


def _moves(seen: Seen, language: Language) -> Any:
    """Yield each step from state to state that the reader may see, in order."""
    for row, event in seen.events:
        if event is None or event.track or event.before == event.after:
            continue
        yield {
            "seq": row.seq,
            "at": event.at,
            "meaning": meaning_of(State(event.after), language),
            "state": event.after,
            "who": ROLE_NAMES[event.actor.role][language == "es"],
        }


def meaning_of(state: State, language: Language) -> str:
    """Return what a state means."""
    about = STATES[state]
    return about.meaning_es if language == "es" else about.meaning_en


def _party(name: str, language: Language) -> str:
    return next(said for party, said in PARTY_NAMES.items() if party.value == name).in_(language)
