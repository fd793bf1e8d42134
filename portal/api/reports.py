"""Reports: made when they are asked for, from what who asks may read."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from casework.bilingual import Language
from casework.reference import ReportKind
from portal.callers import ReaderActor
from portal.problems import Problem, ProblemType
from portal.services import On
from reading.asked_reports import ReportNotForYou, ReportUnclear, asked_report
from reports.groups import Audience
from reports.history import Provenance
from reports.pages import Report, about, as_data, said
from reports.renderings import as_html, as_text

router = APIRouter(tags=["reports"])


OnRecord = Literal[Provenance.REAL, Provenance.ILLUSTRATIVE]
"""Made-up histories take seconds to make: they are the command line's."""


class Form(StrEnum):
    """How a report is sent."""

    JSON = "json"
    TEXT = "text"
    HTML = "html"


@router.get(
    "/reports/{kind}",
    response_model=None,
    responses={
        200: {
            "description": "The report",
            "content": {
                "application/json": {"schema": {"type": "object"}},
                "text/plain": {"schema": {"type": "string"}},
                "text/html": {"schema": {"type": "string"}},
            },
        },
        204: {"description": "A digest that has nothing to say"},
    },
    summary="The status report, the measures, your digest",
)
async def report(
    on: On,
    actor: ReaderActor,
    kind: ReportKind,
    since: Annotated[date | None, Query(alias="from", description="first day")] = None,
    until: Annotated[date | None, Query(description="last day")] = None,
    cases: Annotated[list[OnRecord] | None, Query(description="kinds of cases")] = None,
    audience: Audience | None = None,
    form: Annotated[Form, Query(alias="format")] = Form.JSON,
    lang: Language = "en",
) -> Any:
    """Make a report. Days are local to the office; outside CBP, it names nobody."""
    for name, day in (("from", since), ("until", until)):
        if day is not None and not _FIRST <= day <= _LAST:
            raise Problem(ProblemType.BAD_INPUT, errors=((name, f"is {_FIRST} to {_LAST}"),))
    try:
        asked = asked_report(
            kind,
            actor,
            now=datetime.now(UTC),
            since=since,
            until=until,
            kinds=cases or (),
            audience=audience,
            production=on.settings.production,
        )
    except ReportUnclear as unclear:
        wrong = ((unclear.field, unclear.problem),)
        raise Problem(ProblemType.BAD_INPUT, errors=wrong) from None
    except ReportNotForYou as not_for_you:
        raise Problem(ProblemType.FORBIDDEN, str(not_for_you)) from None
    found = await asked.made(on.record)
    if found is None:
        return Response(status_code=204)
    match form:
        case Form.TEXT:
            return Response(as_text(found, lang), media_type="text/plain")
        case Form.HTML:
            name = f'attachment; filename="{found.id}.{lang}.html"'
            return Response(
                as_html(found, lang),
                media_type="text/html",
                headers={"Content-Disposition": name},
            )
        case Form.JSON:
            return _as_object(found, lang)


_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)


def _as_object(report: Report, lang: Language) -> dict[str, Any]:
    """Return a report's tables: numbers as programs read them, headings as people do."""
    return {
        "id": report.id,
        "title": said(report.title, lang),
        "about": about(report, lang),
        "from": report.period.since.isoformat(),
        "until": report.period.until.isoformat(),
        "zone": report.period.zone,
        "kinds": [kind.value for kind in report.kinds],
        "cases": report.cases,
        "sections": [
            {
                "id": section.id,
                "title": said(section.title, lang),
                "columns": [
                    {"id": column.id, "heading": said(column.heading, lang)}
                    for column in section.table.columns
                ],
                "rows": [[as_data(cell) for cell in row] for row in section.table.rows],
            }
            for section in report.sections
        ],
    }
