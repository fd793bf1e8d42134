"""Forms that open a case: who may open one, how, and what becomes of it."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from desk.case_desk import case_opened_by
from desk.errors import BadInput, ClockDiffers, Declination, IdUsedBefore, NotAnsweredYet
from portal.forms.openings import OpeningForm, openings, zone_of
from portal.forms.typed import Typed
from portal.forms.words import act_name, act_says
from portal.pages import saved
from portal.pages.act_forms import as_form, changed_only, command_of, moved
from portal.pages.languages import language_of
from portal.pages.places import Place, must_have
from portal.pages.rendering import page
from portal.pages.saved import SignedInOrKept
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from portal.sessions import SignedIn, own_form
from records.portal_sessions import Session
from records.saved_forms import SavedForm

router = APIRouter(include_in_schema=False)


@router.get(Place.OPEN)
async def ways_to_open(request: Request, on: On, session: SignedIn) -> Response:
    """List how somebody may open a case, and what he began and did not send."""
    must_have(Place.OPEN, session.actor)
    language = language_of(request)
    return await page(
        request,
        on,
        "open.html",
        ways=[
            {
                "path": saved.place_of("", one.act),
                "name": act_name(one.act).in_(language),
                "says": act_says(one.act).in_(language),
            }
            for one in openings(session.actor)
        ],
        saved=await saved.offered(on, session.actor, "", language),
        own_zone=zone_of(session.actor),
    )


@router.get("/open/{act}")
async def form(
    request: Request,
    on: On,
    session: SignedIn,
    act: str,
    kept: Annotated[str, Query(alias="saved", max_length=64)] = "",
) -> Response:
    """Show the form that opens a case."""
    before = await saved.found(on, session.actor, "", act, kept)
    asking = _asking(request, session, act, Typed(before.fields if before else ()))
    return await _show(request, on, session, asking, {}, before=before)


@router.post("/open/{act}")
async def send(request: Request, on: On, session: SignedInOrKept, act: str) -> Response:
    """Open a case as the form says, once."""
    await own_form(request, on, session)
    ours, typed = await saved.sent(request)
    command_id = command_of(ours)
    asking = _asking(request, session, act, typed)
    answer = await changed_only(on, session, asking, "", ours)
    if answer is not None:
        return answer
    if ours.get("do") != "send":
        return await _show(request, on, session, asking, ours)
    known = await on.log.find(command_id) is not None
    if not known and not asking.check():
        return await _show(request, on, session, asking, ours, status=422)
    again = {**ours, "command_id": str(uuid4())}
    try:
        await on.desk.open(session.actor, asking.said.body, act=act, command_id=command_id)
    except NotAnsweredYet:
        pass  # received and durable: the receipt says so
    except ClockDiffers as differs:
        asking.told = differs.said.in_(asking.language)
        return await _show(request, on, session, asking, ours, status=503)
    except Declination as declined:
        asking.refusal = declined.refusal
        return await _show(request, on, session, asking, again, status=409)
    except (BadInput, IdUsedBefore) as wrong:
        moved(asking, wrong)
        return await _show(request, on, session, asking, again, status=409)
    await on.saved.drop(session.actor, saved.named(ours))
    return RedirectResponse(f"/cases/{case_opened_by(command_id)}/receipts/{command_id}", 303)


def _asking(request: Request, session: Session, act: str, typed: Typed) -> OpeningForm:
    for option in openings(session.actor):
        if option.act == act:
            return OpeningForm(session.actor, option, typed, language_of(request))
    raise Problem(ProblemType.NOT_FOUND, "this role opens no case so")


async def _show(
    request: Request,
    on: Services,
    session: Session,
    asking: OpeningForm,
    ours: dict[str, str],
    *,
    status: int = 200,
    before: SavedForm | None = None,
) -> Response:
    others = await saved.offered(on, session.actor, "", asking.language, act=asking.act)
    told = as_form(asking, "", ours, before)
    return await page(
        request,
        on,
        "act.html",
        status=status,
        **{**told, "zone": ""},
        version="",
        saved=[one for one in others if one["id"] != told["saved_as"]],
        reads_first=False,
        findings=(),
        names_a_file=False,
        lessons=(),
    )
