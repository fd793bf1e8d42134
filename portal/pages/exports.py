"""Event logs of cases for process mining, for the auditor to take away."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from casework.event_log.names import Names, may_name
from portal import sight
from portal.pages.places import Place, must_have
from portal.pages.rendering import page
from portal.problems import Problem, ProblemType
from portal.services import On
from portal.sessions import SignedIn
from reading.event_logs import FORMATS, every_case, log_of

router = APIRouter(include_in_schema=False)

_SAID = {
    "ocel": ("OCEL 2.0 (JSON)", "application/json", "json"),
    "xes": ("XES (IEEE 1849)", "application/xml", "xes"),
    "csv": ("CSV", "text/csv; charset=utf-8", "csv"),
}
"""By form: its name, its media type, and how a file of it ends."""


@router.get(Place.EXPORTS)
async def exports(
    request: Request,
    on: On,
    session: SignedIn,
    case: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Ask which cases, in which form, with or without names."""
    must_have(Place.EXPORTS, session.actor)
    return await page(
        request,
        on,
        "exports.html",
        forms=[(form, said[0]) for form, said in _SAID.items()],
        case=case,
        unknown="",
    )


@router.get("/exports/event-log")
async def event_log(
    request: Request,
    on: On,
    session: SignedIn,
    form: Annotated[str, Query(max_length=10)] = "ocel",
    case: Annotated[str, Query(max_length=200)] = "",
    names: Annotated[str, Query(max_length=5)] = "",
) -> Response:
    """Give one case, or every one, as a file; each case that is in it is written down as read."""
    must_have(Place.EXPORTS, session.actor)
    if form not in FORMATS:
        raise Problem(ProblemType.BAD_INPUT, f"form: is one of {', '.join(FORMATS)}")
    actor, wanted = session.actor, case.strip()
    called = Names(named=bool(names) and may_name(actor))
    ids = [wanted] if wanted else await every_case(on.record, actor)
    try:
        logs = [
            log_of(await sight.read(on, one, actor, what="export", way="page"), actor, called)
            for one in ids
        ]
    except Problem as problem:
        if problem.type is not ProblemType.NOT_FOUND:
            raise
        told = [(name, said[0]) for name, said in _SAID.items()]
        return await page(
            request, on, "exports.html", status=404, forms=told, case=case, unknown=wanted
        )
    _, media, ending = _SAID[form]
    kept = {"Content-Disposition": f'attachment; filename="cases.{ending}"'}
    return Response(FORMATS[form](logs), media_type=media, headers=kept)
