"""The work queue: mine, my turn, my office, late; with filters, a search, and pages."""

from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from casework.bilingual import Bilingual, Language
from casework.clocks.step_labels import PARTY_NAMES
from casework.reference import CARRIERS, PORTS
from casework.roles import Party
from casework.states import STATES, Phase, State
from portal import sight
from portal.pages.languages import language_of
from portal.pages.listing import listed
from portal.pages.live import UNCHANGED, still_so
from portal.pages.places import Place, must_have
from portal.pages.rendering import page
from portal.services import On
from portal.sessions import SignedIn
from reading.work import Narrowed, Tab, counts, tabs
from records.work_queue import WorkPage
from reports.status import PHASES

router = APIRouter(include_in_schema=False)

_A_PAGE = 25

_TABS = {
    Tab.MINE: Bilingual(en="Mine", es="Míos"),
    Tab.TURN: Bilingual(en="My turn", es="Mi turno"),
    Tab.ORDERS: Bilingual(en="Orders to confirm", es="Órdenes por confirmar"),
    Tab.OFFICE: Bilingual(en="My office", es="Mi oficina"),
    Tab.LATE: Bilingual(en="Late", es="Vencidos"),
    Tab.ALL: Bilingual(en="All", es="Todos"),
}

_BESIDE = {
    Phase.APPEAL: Bilingual(en="appeal", es="apelación"),
    Phase.PARTNER_NOTICE: Bilingual(en="notice to a partner", es="aviso a una administración"),
}

Chosen = Annotated[str, Query(max_length=40)]


@router.get(Place.QUEUE)
async def work_queue(
    request: Request,
    on: On,
    session: SignedIn,
    tab: Chosen = "",
    state: Chosen = "",
    phase: Chosen = "",
    port: Chosen = "",
    carrier: Chosen = "",
    awaiting: Chosen = "",
    overdue: Chosen = "",
    held: Chosen = "",
    closed: Chosen = "",
    words: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Show a part of somebody's work queue. A filter that names nothing known filters nothing."""
    must_have(Place.QUEUE, session.actor)
    language = language_of(request)
    own = tabs(session.actor)
    many = await counts(on.record, session.actor)
    # Who names no part comes to the first that holds something.
    here = Tab(tab) if tab in own else next((one for one in own if many[one]), own[0])
    narrowed = Narrowed(
        state=State(state) if state in set(State) else None,
        phase=Phase(phase) if phase in set(Phase) else None,
        port=port if port in PORTS else None,
        carrier=carrier if carrier in CARRIERS else None,
        awaiting=Party(awaiting) if awaiting in set(Party) else None,
        overdue=bool(overdue),
        held=bool(held),
        closed=bool(closed),
        words=words.replace("\0", ""),
    )
    found = await sight.look_at_queue(on, session.actor, here, narrowed, limit=_A_PAGE, after=after)
    seen = _fingerprint(found, many)
    if still_so(request, seen):
        return Response(status_code=UNCHANGED)
    ids = [view.case_id for view in found.cases]
    await sight.log_reads(on, ids, "queue", session.actor, way="page")
    return await page(
        request,
        on,
        "work/queue.html",
        seen=seen,
        tabs=[(one.value, _TABS[one].in_(language), many[one], one is here) for one in own],
        tab=here.value,
        cases=[listed(view, language) for view in found.cases],
        every=found.every,
        chosen=narrowed,
        narrowed=narrowed != Narrowed(),
        choices=choices(language),
        further=f"{Place.QUEUE}?{_again(request, str(found.after))}" if found.after else None,
        first=after is None,
    )


def choices(language: Language) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter offers: a value and its name."""
    spanish = language == "es"
    phases = {**PHASES, **_BESIDE}
    return {
        "state": [
            (state.value, about.meaning_es if spanish else about.meaning_en)
            for state, about in STATES.items()
        ],
        "phase": [(phase.value, name.in_(language)) for phase, name in phases.items()],
        "port": [(code, f"{found.name} ({code})") for code, found in PORTS.items()],
        "carrier": [(found.id, found.name) for found in CARRIERS.values()],
        "awaiting": [(party.value, name.in_(language)) for party, name in PARTY_NAMES.items()],
    }


def _fingerprint(found: WorkPage, many: dict[Tab, int]) -> str:
    """Return what tells whether a queue still shows what it showed."""
    said = [view.model_dump_json() for view in found.cases]
    told = "\n".join([*said, str(found.every), str(list(many.items()))])
    return sha256(told.encode()).hexdigest()[:16]


def _again(request: Request, after: str) -> str:
    asked: dict[str, Any] = {
        key: value for key, value in request.query_params.items() if value and key != "seen"
    }
    return urlencode({**asked, "after": after})
