"""What a report is made of, before it is text, HTML or CSV: sections with a table and a plot."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from casework.bilingual import Bilingual, Language
from casework.clocks import printed_day, printed_instant
from reports.history import Period, Provenance


class Share(NamedTuple):
    """A part of a whole: how many of how many."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """The part, from 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


Words: TypeAlias = str | Bilingual
Cell: TypeAlias = Words | int | float | date | datetime | Share | None
"""What stands in a table; None where nothing is known."""


def both(en: str, es: str) -> Bilingual:
    """Return a text in both languages."""
    return Bilingual(en=en, es=es)


class Column(NamedTuple):
    """A column: its name in data files, and its heading."""

    id: str
    heading: Words


class Table(NamedTuple):
    """Rows under columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Series(NamedTuple):
    """One line or one colour of a plot: its name and a value for each place."""

    name: Words
    values: tuple[float, ...]


class Plot(NamedTuple):
    """A picture of numbers: bars side by side, or lines over time."""

    kind: str
    title: Words
    places: tuple[Words, ...]
    series: tuple[Series, ...]


class Section(NamedTuple):
    """A part of a report; ``id`` names its data file."""

    id: str
    title: Words
    table: Table
    note: Words | None = None
    plot: Plot | None = None


class Report(NamedTuple):
    """A whole report. ``kinds`` are the kinds of cases that it was reckoned from."""

    id: str
    title: Words
    period: Period
    kinds: tuple[Provenance, ...]
    cases: int
    sections: tuple[Section, ...]


_KINDS = {
    Provenance.REAL: both("real cases", "casos reales"),
    Provenance.ILLUSTRATIVE: both(
        "ILLUSTRATIVE cases, not statements of fact",
        "casos ILUSTRATIVOS, que no afirman hechos",
    ),
    Provenance.SYNTHETIC: both(
        "SYNTHETIC cases, made up by this system", "casos SINTÉTICOS, inventados por este sistema"
    ),
}


def said(value: Words, language: Language) -> str:
    """Return words in a language."""
    return value.in_(language) if isinstance(value, Bilingual) else value


def about(report: Report, language: Language) -> str:
    """Return on which days and cases a report rests; what is not real is said in capitals."""
    kinds = ", ".join(said(_KINDS[kind], language) for kind in report.kinds)
    since, until = (printed_day(day, language) for day in report.period[:2])
    if language == "es":
        return f"{since} a {until} ({report.period.zone}); {report.cases} casos: {kinds}"
    return f"{since} to {until} ({report.period.zone}); {report.cases} cases: {kinds}"


def shown(cell: Cell, language: Language, zone: str) -> str:
    """Return a cell as people read it."""
    match cell:
        case None:
            return "–"
        case Share():
            if cell.ratio is None:
                return "–"
            of = "de" if language == "es" else "of"
            return f"{cell.ratio:.0%} ({cell.part} {of} {cell.whole})"
        case datetime():
            return printed_instant(cell, zone, language)
        case date():
            return printed_day(cell, language)
        case bool() | int():
            return str(cell)
        case float():
            return f"{cell:.1f}"
        case _:
            return said(cell, language)


def as_data(cell: Cell) -> str:
    """Return a cell as programs read it: ISO days, ratios from 0 to 1, English names."""
    match cell:
        case None:
            return ""
        case Share():
            return "" if cell.ratio is None else f"{cell.ratio:.4f}"
        case datetime() | date():
            return cell.isoformat()
        case float():
            return f"{cell:.4f}"
        case _:
            return said(cell, "en") if isinstance(cell, str | Bilingual) else str(cell)


def columns(*named: tuple[str, str, str]) -> tuple[Column, ...]:
    """Return columns from their name and their heading in both languages."""
    return tuple(Column(id, both(en, es)) for id, en, es in named)


def rows(found: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows as a table keeps them."""
    return tuple(tuple(row) for row in found)
