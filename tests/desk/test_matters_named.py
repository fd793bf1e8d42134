"""What Temporal's pages say of a matter before its card is opened."""

import re

import pytest

from casework.matters import Matter
from desk.matters import details, summary

TURNED_INTO_SIGNS = re.compile(r"\((c|r|p|tm)\)", re.IGNORECASE)
"""What the pages' Markdown shows as ©, ® and the like: a paragraph's letter is none."""


@pytest.mark.parametrize("matter", Matter)
def test_what_is_said_is_shown_as_it_is_written(matter: Matter) -> None:
    for said in (details(matter), summary("case-1", matter, illustrative=False)):
        assert not TURNED_INTO_SIGNS.search(said)
