"""What a carrier's status is and since when: for its partners, and for its own customers."""

from fastapi import APIRouter, Request, Response

from casework.clocks import local_day
from casework.customer_text import customer_text
from casework.matters import Matter
from casework.roles import CARRIER_ROLES
from casework.status_outside import WORDS
from casework.status_told import status_told
from portal import sight
from portal.pages.languages import language_of
from portal.pages.places import Place, must_have
from portal.pages.rendering import page
from portal.problems import Problem, ProblemType
from portal.services import On
from portal.sessions import SignedIn

router = APIRouter(include_in_schema=False)


@router.get(Place.STATUSES)
async def statuses(request: Request, on: On, session: SignedIn) -> Response:
    """Show a partner the bare status of each carrier that lets it know: no reason, no case."""
    must_have(Place.STATUSES, session.actor)
    language = language_of(request)
    found = await sight.read_statuses(on, session.actor)
    return await page(
        request,
        on,
        "statuses.html",
        statuses=[
            {
                "name": told.name,
                "scac": told.scac,
                "status": WORDS[told.status].in_(language),
                "since": local_day(told.since, told.zone),
                "zone": told.zone,
                "illustrative": told.illustrative,
            }
            for told in found
        ],
    )


@router.get("/cases/{case_id}/customers")
async def for_customers(request: Request, on: On, session: SignedIn, case_id: str) -> Response:
    """Show a carrier's people a text that they may give their customers, in both languages."""
    if session.actor.role not in CARRIER_ROLES:
        raise Problem(ProblemType.FORBIDDEN, "this page is not for this role")
    seen = await sight.read(on, case_id, session.actor, what="customer text", way="page")
    if seen.case.matter is not Matter.RESUMPTION:
        raise Problem(ProblemType.NOT_FOUND, "there is no such text of this matter")
    told = status_told(seen.case, (event for _, event in seen.events if event is not None))
    text = customer_text(seen.case, told, seen.case.local_day(seen.now)) if told else None
    return await page(
        request,
        on,
        "customers.html",
        case_id=seen.case.id,
        carrier=seen.case.railroad.name,
        texts=[("en", text.en), ("es", text.es)] if text else [],
    )
