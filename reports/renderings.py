"""A report as text, as one HTML page, and as CSV files: the same cells in each."""

import csv
from collections.abc import Iterator
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from casework.bilingual import Language
from reports.pages import Report, Section, about, as_data, said, shown
from reports.plots import svg

if TYPE_CHECKING:
    from jinja2 import Template


def as_text(report: Report, language: Language) -> str:
    """Return a report as plain text with columns."""
    lines = [said(report.title, language), about(report, language), ""]
    for section in report.sections:
        lines += [said(section.title, language), *_text_table(section, report, language)]
        if section.note is not None:
            lines.append(said(section.note, language))
        lines.append("")
    return "\n".join(lines)


def as_html(report: Report, language: Language) -> str:
    """Return a report as one HTML page with its plots inside."""
    zone = report.period.zone
    sections = [
        {
            "title": said(section.title, language),
            "note": "" if section.note is None else said(section.note, language),
            "plot": "" if section.plot is None else svg(section.plot, language),
            "head": [said(column.heading, language) for column in section.table.columns],
            "rows": [[shown(cell, language, zone) for cell in row] for row in section.table.rows],
        }
        for section in report.sections
    ]
    return _page().render(
        language=language,
        title=said(report.title, language),
        about=about(report, language),
        sections=sections,
    )


def as_csv(report: Report) -> Iterator[tuple[str, str]]:
    """Yield a file name and a content for each table: a heading line, then rows (RFC 4180).

    Names and numbers are the same in every language. Each row begins with the days of the report
    and the kinds of cases that it rests on, so that no row is read without them.
    """
    about_all = [
        report.period.since.isoformat(),
        report.period.until.isoformat(),
        "+".join(kind.value for kind in report.kinds),
    ]
    for section in report.sections:
        out = StringIO()
        writer = csv.writer(out)
        names = [column.id for column in section.table.columns]
        writer.writerow(["since", "until", "kinds", *names])
        for row in section.table.rows:
            writer.writerow([*about_all, *(harmless(as_data(cell)) for cell in row)])
        yield f"{report.id}-{section.id}.csv", out.getvalue()


def _text_table(section: Section, report: Report, language: Language) -> Iterator[str]:
    head = tuple(said(column.heading, language) for column in section.table.columns)
    body = [
        tuple(shown(cell, language, report.period.zone) for cell in row)
        for row in section.table.rows
    ]
    widths = [max(len(row[place]) for row in [head, *body]) for place in range(len(head))]
    for row in (head, *body):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    is_formula = cell[:1] in ("=", "+", "@", "\t", "\r") or (
        cell[:1] == "-" and not cell[1:2].isdigit()
    )
    return f"'{cell}" if is_formula else cell


@cache
def _page() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("reports", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return made.get_template("report.html.j2")
