"""Cases: the list, one case, its events, clocks, documents and benefits."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from casework.clocks import explain
from casework.options import options
from casework.reference import BENEFITS, CARRIERS, PORTS
from casework.reference_clocks import reference_days
from casework.roles import Party
from casework.states import Phase, State
from casework.view import is_late, next_due_on, opened_on
from portal import sight
from portal.api import models
from portal.callers import ReaderActor
from portal.problems import Problem, ProblemType
from portal.services import On
from reading.filed import documents as on_file
from reading.objects import case_object, events_object
from reading.seen import Filter, Seen

router = APIRouter(prefix="/cases", tags=["cases"])


@router.get("", response_model=models.CaseList, summary="Cases that you may see")
async def list_cases(
    request: Request,
    response: Response,
    on: On,
    actor: ReaderActor,
    state: State | None = None,
    phase: Phase | None = None,
    carrier: Annotated[str | None, Query(max_length=20)] = None,
    port: Annotated[str | None, Query(max_length=20)] = None,
    awaiting: Party | None = None,
    overdue: bool = False,
    illustrative: bool | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="`next` of a page")] = None,
) -> models.CaseList:
    """Return cases, the one opened last first; a carrier sees its own."""
    for name, value, known in (("carrier", carrier, CARRIERS), ("port", port, PORTS)):
        if value is not None and value not in known:
            said = f"is not known; one of {', '.join(known)}"
            raise Problem(ProblemType.BAD_INPUT, errors=((name, said),))
    wanted = Filter(state, phase, carrier, port, awaiting, overdue, illustrative)
    page = await sight.read_some(on, actor, wanted, limit=limit, after=cursor)
    if page.after is not None:
        url = request.url.include_query_params(cursor=page.after)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    return models.CaseList(cases=[models.listed(view) for view in page.cases], next=page.after)


@router.get(
    "/{case_id}",
    response_model=models.WholeCase,
    summary="One case, with what you may do",
)
async def one_case(response: Response, on: On, actor: ReaderActor, case_id: str) -> Any:
    """Return a case as its asker may see it; its version is the ``ETag``, for ``If-Match``."""
    seen = await sight.read(on, case_id, actor, what="case")
    response.headers["ETag"] = etag(seen)
    view = seen.view()
    possible = [option for option in options(seen.whole, actor, at=seen.now) if option.possible]
    found = case_object(seen)
    return models.WholeCase(
        **found,
        version=found["last_event"],
        opened_on=opened_on(view),
        next_due_on=next_due_on(view),
        commands=possible,
    )


@router.get("/{case_id}/commands", response_model=models.Options, summary="What you may do")
async def commands_of_case(on: On, actor: ReaderActor, case_id: str) -> models.Options:
    """Return every command as it stands for who asks; of those that are not possible, why not."""
    seen = await sight.read(on, case_id, actor, what="commands")
    found = options(seen.whole, actor, at=seen.now)
    return models.Options(case_id=case_id, version=seen.last, commands=list(found))


@router.get("/{case_id}/events", response_model=models.Events, summary="What happened")
async def events_of_case(
    on: On,
    actor: ReaderActor,
    case_id: str,
    after: Annotated[int, Query(ge=0, le=2**31)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> models.Events:
    """Return events in order; what is not to be seen has its number and its hash only."""
    seen = await sight.read(on, case_id, actor, what="events")
    wanted = [row for row in seen.events if row[0].seq > after]
    page = events_object(wanted[:limit])
    return models.Events(
        case_id=case_id,
        zone=seen.case.zone,
        events=[models.NumberedEvent(**row) for row in page],
        next=page[-1]["seq"] if len(wanted) > limit else None,
    )


@router.get("/{case_id}/clocks", response_model=models.Clocks, summary="What is due, and why")
async def clocks_of_case(
    on: On,
    actor: ReaderActor,
    case_id: str,
    every: Annotated[bool, Query(description="also clocks that have stopped")] = False,
) -> models.Clocks:
    """Return the clocks of a case, each explained day by day in both languages."""
    seen = await sight.read(on, case_id, actor, what="clocks")
    found = [
        models.Explained(
            key=clock.key,
            what_en=clock.terms.what.en,
            what_es=clock.terms.what.es,
            status=clock.status.value,
            party=clock.terms.party.value,
            due=clock.due,
            due_day=clock.due_day,
            zone=clock.terms.zone,
            amount=clock.terms.amount,
            unit=clock.terms.unit.value,
            provisional=clock.provisional,
            late=is_late(clock),
            source_en=clock.terms.source.en,
            source_es=clock.terms.source.es,
            mark=clock.terms.mark.value,
            why_en=list(explain(clock, "en")),
            why_es=list(explain(clock, "es")),
            ledger=clock.model_dump(mode="json"),
        )
        for clock in seen.case.clocks.values()
        if every or clock.is_open
    ]
    days = reference_days(seen.case, today=seen.case.local_day(seen.now))
    return models.Clocks(
        case_id=case_id, clocks=found, reference=[day.model_dump(mode="json") for day in days]
    )


@router.get("/{case_id}/documents", response_model=models.Documents, summary="What is on file")
async def documents_of_case(on: On, actor: ReaderActor, case_id: str) -> models.Documents:
    """Return the documents that who asks may read, each with its hash."""
    seen = await sight.read(on, case_id, actor, what="documents")
    refs = [models.DocumentRef(**found.as_object()) for found in on_file(seen).values()]
    return models.Documents(case_id=case_id, documents=refs)


@router.get("/{case_id}/documents/{name}", response_model=models.Document)
async def one_document(on: On, actor: ReaderActor, case_id: str, name: str) -> models.Document:
    """Return a document with what it says."""
    seen = await sight.read(on, case_id, actor, what="document")
    found = on_file(seen).get(name)
    if found is None:
        raise Problem(ProblemType.NOT_FOUND, "there is no such document for you")
    return models.Document(**found.as_object())


@router.get("/{case_id}/benefits", response_model=models.Benefits, summary="What is on and off")
async def benefits_of_case(on: On, actor: ReaderActor, case_id: str) -> models.Benefits:
    """Return each benefit at its place with its state."""
    seen = await sight.read(on, case_id, actor, what="benefits")
    return models.Benefits(
        case_id=case_id,
        benefits=[
            models.Benefit(
                benefit=name,
                place=place,
                name_en=BENEFITS[name].en,
                name_es=BENEFITS[name].es,
                mark=BENEFITS[name].mark.value,
                state=state,
            )
            for item, state in seen.case.tracks.get("BENEFIT", {}).items()
            for name, _, place in [item.partition("@")]
        ],
    )


def etag(seen: Seen) -> str:
    """Return the version of a case as a strong ``ETag``."""
    return f'"{seen.last}"'
