"""What is cleaned out of a text, and what stays."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from activities.plain_text import WIDTH, cleaned, cleaned_facts, laid_out, one_line

BIDI = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
anything = st.text(st.characters(exclude_categories=()))


@given(anything)
def test_a_cleaned_text_holds_nothing_that_acts(text: str) -> None:
    result = cleaned(text)
    assert all(c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") for c in result)
    assert not any(unicodedata.bidirectional(c) in BIDI for c in result)
    assert cleaned(result) == result
    result.encode("utf-8")


@given(anything)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(st.text("áb -\n\t", max_size=300))
def test_a_body_ends_with_one_line_feed_and_loses_no_word(text: str) -> None:
    body = laid_out(text)
    assert body.endswith("\n")
    assert not body.endswith("\n\n")
    assert "\n\n\n" not in body
    assert body.split() == text.split()
    assert all(len(line) <= WIDTH or " " not in line.strip() for line in body.splitlines())


def test_names_and_values_deep_in_the_facts_are_cleaned() -> None:
    assert cleaned_facts({"a\x00": [{"b": ("x\x07y", 3, None, True)}]}) == {
        "a": [{"b": ["xy", 3, None, True]}]
    }


def test_lines_are_wrapped_with_their_indent() -> None:
    wrapped = laid_out("- " + "word " * 30).splitlines()
    assert wrapped[0].startswith("- word")
    assert wrapped[1].startswith("  word")
