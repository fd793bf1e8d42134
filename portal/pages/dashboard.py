"""The measures of the programme as pictures, each with its numbers in a table beside it."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from markupsafe import Markup

from casework.bilingual import Bilingual, Language
from casework.reference import OFFICES, ReportKind
from casework.roles import Actor, Role
from portal.pages.languages import language_of
from portal.pages.places import Place, must_have
from portal.pages.rendering import page
from portal.services import On
from portal.sessions import SignedIn
from reading.asked_reports import ReportUnclear, asked_report
from reports.pages import Report, about, said, shown
from reports.plots import svg

router = APIRouter(include_in_schema=False)

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)

_EVERY = "all"
_AT_AN_OFFICE = frozenset({Role.OFF, Role.SUP})

_WRONG = {
    "from": Bilingual(
        en="The first day is a day, and not after the last one.",
        es="El primer día es una fecha, y no posterior al último.",
    ),
    "until": Bilingual(en="The last day is a day.", es="El último día es una fecha."),
}

Day = Annotated[str, Query(max_length=20)]


@router.get(Place.DASHBOARD)
async def dashboard(
    request: Request,
    on: On,
    session: SignedIn,
    office: Annotated[str, Query(max_length=10)] = "",
    since: Annotated[str, Query(alias="from", max_length=20)] = "",
    until: Day = "",
) -> Response:
    """Show the measures of some days, of an office or of all; by default those of last month."""
    must_have(Place.DASHBOARD, session.actor)
    language = language_of(request)
    chosen = office if office in (*OFFICES, _EVERY) else _own(session.actor)
    wrong = [name for name, text in (("from", since), ("until", until)) if text and not day(text)]
    found: Report | None = None
    if not wrong:
        try:
            asked = asked_report(
                ReportKind.MEASURES,
                session.actor,
                now=datetime.now(UTC),
                since=day(since),
                until=day(until),
                office=None if chosen == _EVERY else chosen,
                production=on.settings.production,
            )
            found = await asked.made(on.record)
        except ReportUnclear as unclear:
            wrong = [unclear.field]
    return await page(
        request,
        on,
        "dashboard.html",
        status=422 if wrong else 200,
        office=chosen,
        offices=[(name, one.es if language == "es" else one.en) for name, one in OFFICES.items()],
        since=since or (found.period.since.isoformat() if found else ""),
        until=until or (found.period.until.isoformat() if found else ""),
        wrong={name: _WRONG[name].in_(language) for name in wrong},
        about=about(found, language) if found else "",
        sections=_sections(found, language) if found else [],
    )


def day(text: str) -> date | None:
    """Return the day that a field of a form says, None where it says none that can be meant."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


def _own(actor: Actor) -> str:
    at_one = actor.role in _AT_AN_OFFICE and actor.organisation in OFFICES
    return actor.organisation if at_one else _EVERY


def _sections(report: Report, language: Language) -> list[dict[str, Any]]:
    zone = report.period.zone
    return [
        {
            "id": section.id,
            "title": said(section.title, language),
            "note": "" if section.note is None else said(section.note, language),
            # made of escaped words and numbers only, by ``reports.plots``
            "plot": Markup("" if section.plot is None else svg(section.plot, language)),
            "head": [said(column.heading, language) for column in section.table.columns],
            "rows": [[shown(cell, language, zone) for cell in row] for row in section.table.rows],
        }
        for section in report.sections
    ]
