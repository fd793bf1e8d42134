"""Who read what, who signed in, who asked for which file: for the auditor, with a file to keep.

A list of lines shows nothing of any case, so looking at it is no read; asking who read one case is,
and is written down like any other.
"""

import csv
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from casework.bilingual import Bilingual, Language
from casework.clocks.zones import day_begins
from casework.roles import ROLE_NAMES, Actor, Role
from portal import sight
from portal.pages.dashboard import day
from portal.pages.languages import language_of
from portal.pages.listing import role_name, zone_of
from portal.pages.places import Place, must_have
from portal.pages.rendering import page
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from portal.sessions import SignedIn
from records.logbook import Log, LogAsked, LogLine
from reports.renderings import harmless

router = APIRouter(include_in_schema=False)

_A_PAGE = 50

_LOGS = {
    Log.READS: Bilingual(en="Reads of cases", es="Lecturas de casos"),
    Log.SIGN_INS: Bilingual(en="Sign-ins", es="Inicios de sesión"),
    Log.EVIDENCE: Bilingual(en="Reads of files", es="Lecturas de archivos"),
}

_WORDS = {
    "case": Bilingual(en="the case", es="el caso"),
    "list": Bilingual(en="a list of cases", es="una lista de casos"),
    "queue": Bilingual(en="the work queue", es="el trabajo pendiente"),
    "owed": Bilingual(en="what is owed", es="lo que se debe"),
    "clocks": Bilingual(en="a clock", es="un plazo"),
    "form": Bilingual(en="a form", es="un formulario"),
    "receipt": Bilingual(en="a receipt", es="un recibo"),
    "documents": Bilingual(en="documents", es="documentos"),
    "document": Bilingual(en="a document", es="un documento"),
    "events": Bilingual(en="what happened", es="lo que pasó"),
    "commands": Bilingual(en="what may be done", es="lo que puede hacerse"),
    "before a command": Bilingual(en="the case before a command", es="el caso antes de un acto"),
    "outcome": Bilingual(en="what became of a command", es="el resultado de un acto"),
    "benefits": Bilingual(en="benefits", es="beneficios"),
    "lesson": Bilingual(en="its lesson", es="su lección"),
    "operations": Bilingual(en="operations", es="operaciones"),
    "status": Bilingual(en="its status", es="su estatus"),
    "customer text": Bilingual(en="the text for customers", es="el texto para clientes"),
    "readers": Bilingual(en="who read it", es="quién lo leyó"),
    "export": Bilingual(en="an export", es="una exportación"),
    "signed in": Bilingual(en="signed in", es="inició sesión"),
    "signed out": Bilingual(en="signed out", es="cerró sesión"),
    "refused": Bilingual(en="refused", es="rechazado"),
    "given": Bilingual(en="given", es="entregado"),
    "page": Bilingual(en="by a page", es="por una página"),
    "api": Bilingual(en="by the API", es="por la API"),
}
"""What a word of a log means; a reference of a file is itself."""

_WRONG = Bilingual(en="A day is not one: {which}", es="Una fecha no lo es: {which}")

_COLUMNS = ("log", "at", "case_id", "what", "way", "person", "role", "organisation", "reason")

Chosen = Annotated[str, Query(max_length=200)]


class Filters(NamedTuple):
    """What of the logs is asked for, as the form says it."""

    log: Log
    case: str
    person: str
    since: str
    until: str

    def wrong(self) -> list[str]:
        """Return the days that are none."""
        return [text for text in (self.since, self.until) if text and day(text) is None]

    def asked(self, zone: str, before: int | None = None) -> LogAsked:
        """Return what is asked of the record; days are those of a zone."""
        last = day(self.until)
        return LogAsked(
            case_id=self.case or None,
            person=self.person or None,
            since=_begins(day(self.since), zone),
            until=_begins(last + timedelta(days=1) if last else None, zone),
            before=before,
        )

    def query(self, **more: str) -> str:
        """Return it as the query of an address."""
        said = {**self._asdict(), "log": self.log.value, **more}
        return urlencode({name: value for name, value in said.items() if value})


def _filters(
    log: Chosen = "", case: Chosen = "", person: Chosen = "", since: Chosen = "", until: Chosen = ""
) -> Filters:
    found = Log(log) if log in set(Log) else Log.READS
    texts = (text.replace("\0", "").strip() for text in (case, person, since, until))
    return Filters(found, *texts)


Asked = Annotated[Filters, Depends(_filters)]


@router.get(Place.READS)
async def who_read_what(
    request: Request,
    on: On,
    session: SignedIn,
    chosen: Asked,
    before: Annotated[str, Query(max_length=18, pattern=r"^\d*$")] = "",
) -> Response:
    """Show lines of a log, the last first."""
    must_have(Place.READS, session.actor)
    language, zone = language_of(request), zone_of(session.actor)
    wrong = chosen.wrong()
    found: tuple[LogLine, ...] = ()
    if not wrong:
        asked = chosen.asked(zone, int(before) if before else None)
        found = await on.logbook.lines(chosen.log, asked, limit=_A_PAGE + 1)
        await _log_read(on, chosen, session.actor)
    more = found[_A_PAGE - 1].id if len(found) > _A_PAGE else None
    return await page(
        request,
        on,
        "reads.html",
        status=422 if wrong else 200,
        zone=zone,
        chosen=chosen,
        logs=[(log.value, name.in_(language)) for log, name in _LOGS.items()],
        wrong=_WRONG.in_(language).format(which=", ".join(wrong)) if wrong else "",
        lines=[
            {
                "at": line.at,
                "person": line.person,
                "role": _role(line.role, language),
                "organisation": line.organisation,
                "what": _said(line.what, language),
                "way": _said(line.way, language),
                "reason": line.reason,
                "case_id": line.case_id,
            }
            for line in found[:_A_PAGE]
        ],
        download=f"/reads.csv?{chosen.query()}",
        further=f"{Place.READS}?{chosen.query(before=str(more))}" if more else None,
    )


@router.get("/reads.csv")
async def as_file(on: On, session: SignedIn, chosen: Asked) -> Response:
    """Give all lines that are asked for as CSV (RFC 4180), instants in UTC."""
    must_have(Place.READS, session.actor)
    if chosen.wrong():
        raise Problem(ProblemType.BAD_INPUT, "a day is not one")
    asked = chosen.asked(zone_of(session.actor))
    await _log_read(on, chosen, session.actor)
    return StreamingResponse(
        _csv(chosen.log, on.logbook.every(chosen.log, asked)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{chosen.log.value}.csv"'},
    )


async def _csv(log: Log, lines: AsyncIterator[LogLine]) -> AsyncIterator[str]:
    yield _row(_COLUMNS)
    async for line in lines:
        said = (getattr(line, name) for name in _COLUMNS[2:])
        yield _row((log.value, line.at.isoformat(), *(harmless(str(one)) for one in said)))


def _row(cells: tuple[str, ...]) -> str:
    out = StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


async def _log_read(on: Services, chosen: Filters, actor: Actor) -> None:
    known = chosen.case and await on.record.cases.case(chosen.case) is not None
    await sight.log_reads(on, [chosen.case] if known else [], "readers", actor, way="page")


def _begins(found: date | None, zone: str) -> datetime | None:
    return day_begins(found, zone) if found else None


def _said(word: str, language: Language) -> str:
    known = _WORDS.get(word)
    return known.in_(language) if known else word


def _role(role: str, language: Language) -> str:
    known = {one.value for one in ROLE_NAMES}
    return role_name(Role(role), language) if role in known else role
