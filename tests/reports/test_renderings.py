"""The same cells as text, page and data: nothing is lost, nothing acts."""

import csv
import xml.etree.ElementTree as ElementTree
from datetime import date
from io import StringIO

import pytest

from casework.bilingual import Language
from reports.history import Provenance
from reports.pages import Plot, Report, Section, Series, Share, Table, both, columns
from reports.plots import svg
from reports.renderings import as_csv, as_html, as_text
from tests.reports.told import YEAR

PLOT = Plot(
    "bars",
    both("Cases <by> port", "Casos <por> puerto"),
    ("Laredo", "El Paso & more"),
    (
        Series(both("open", "abiertos"), (3.0, 1.5)),
        Series(both("late", "vencidos"), (0.0, 1.0)),
    ),
)
REPORT = Report(
    id="status",
    title=both("Status", "Situación"),
    period=YEAR,
    kinds=(Provenance.SYNTHETIC,),
    cases=2,
    sections=(
        Section(
            "one",
            both("One", "Uno"),
            Table(
                columns(("what", "what", "qué"), ("n", "number", "número")),
                (
                    ("<script>alert(1)</script>", 1),
                    ("=1+1", Share(1, 3)),
                    (both("nothing", "nada"), None),
                    (date(2026, 3, 2), 2.25),
                ),
            ),
            note=both("A note.", "Una nota."),
            plot=PLOT,
        ),
    ),
)


@pytest.mark.parametrize("kind", ["bars", "lines"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_plot_is_well_formed_says_what_it_shows_and_has_a_mark_for_each_value(
    kind: str, language: Language
) -> None:
    drawn = ElementTree.fromstring(svg(PLOT._replace(kind=kind), language))
    space = "{http://www.w3.org/2000/svg}"
    title = drawn.find(f"{space}title")
    assert title is not None
    assert title.text == PLOT.title.in_(language)  # type: ignore[union-attr]
    if kind == "lines":
        lines = drawn.findall(f"{space}polyline")
        assert [len(line.attrib["points"].split()) for line in lines] == [2, 2]
    else:
        bars = [float(bar.attrib["width"]) for bar in drawn.findall(f"{space}rect")][:4]
        assert sorted(bars) == [0.0, 140.0, 210.0, 420.0], "as long as their values say"


def test_a_plot_of_nothing_is_nothing() -> None:
    assert svg(PLOT._replace(places=()), "en") == ""
    assert "NaN" not in svg(PLOT._replace(series=(Series("none", (0.0, 0.0)),)), "en")


def test_a_page_shows_every_cell_and_runs_none() -> None:
    page = as_html(REPORT, "es")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert '<html lang="es">' in page
    for words in ("Situación", "Uno", "qué", "nada", "33% (1 de 3)", "2 de marzo de 2026", "SINT"):
        assert words in page
    assert page.count("<svg") == 1


def test_text_stands_in_columns_and_says_what_is_made_up() -> None:
    text = as_text(REPORT, "en")
    assert "2 cases: SYNTHETIC cases, made up by this system" in text
    assert "  nothing                    –" in text


def test_data_files_hold_numbers_and_no_formula() -> None:
    ((name, content),) = as_csv(REPORT)
    rows = list(csv.reader(StringIO(content)))
    assert name == "status-one.csv"
    assert rows[0] == ["since", "until", "kinds", "what", "n"]
    assert [row[2] for row in rows[1:]] == ["synthetic"] * 4
    assert [row[3:] for row in rows[1:]] == [
        ["<script>alert(1)</script>", "1"],
        ["'=1+1", "0.3333"],
        ["nothing", ""],
        ["2026-03-02", "2.2500"],
    ]
