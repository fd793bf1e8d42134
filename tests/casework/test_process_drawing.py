"""The page that people read says what the table says."""

import re
from pathlib import Path

from casework.process.drawing import page
from casework.process.table import ROWS
from casework.states import State

PAGE = Path(__file__).parents[2] / "docs" / "process.md"
REFRESH = "python -m casework.process.drawing > docs/process.md"


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), f"docs/process.md is stale: run {REFRESH}"


def test_the_page_says_how_it_is_refreshed() -> None:
    assert REFRESH in page()


def test_every_row_and_state_is_on_the_page() -> None:
    text = page()
    assert [row.id for row in ROWS if f"\n| {row.id} | " not in text] == []
    assert [state for state in State if f"\n| {state} | " not in text] == []


def test_every_table_has_as_many_cells_in_each_line_as_in_its_head() -> None:
    head = 0
    for line in page().splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not (head and cells) or cells == head, line
        head = cells


def test_every_arrow_can_be_drawn() -> None:
    """Mermaid reads a colon or a semicolon in the words of an arrow as the end of them."""
    arrows = re.findall(r"^    \S+ --> \S+(?: : (.*))?$", page(), flags=re.MULTILINE)
    assert len(arrows) > 40
    assert [words for words in arrows if set(words) & set(":;#")] == []
