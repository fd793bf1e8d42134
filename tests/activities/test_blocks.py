"""Only a template makes headings, items and lines of a printed letter; a fact never does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from activities.blocks import Block
from activities.renderings import composition, wording
from activities.template_facts import TEMPLATES
from activities.template_versions import CURRENT, folders
from casework.bilingual import Language

SAMPLES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("notice_facts.json").read_text(encoding="utf-8")
)


def composed(template: str, language: Language = "en", /, **changes: Any) -> tuple[Block, ...]:
    facts = {**SAMPLES[template], **changes}
    return composition(
        template,
        facts,
        case_id="RC-7",
        illustrative=True,
        language=language,
        version=CURRENT,
    )


def said(blocks: tuple[Block, ...]) -> str:
    lines = [line for block in blocks for part in (block.lines, *block.items) for line in part]
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_what_is_printed_is_what_is_mailed_word_for_word(template: str, language: Language) -> None:
    mailed = wording(
        template, SAMPLES[template], case_id="RC-7", illustrative=True, languages=(language,)
    )
    part = re.split("={20,}", mailed.text)[0]
    without_bullets = re.sub("^- ", "", part, flags=re.MULTILINE)
    assert said(composed(template, language)) == " ".join(without_bullets.split())


def test_a_letter_has_one_title_then_headings_lists_and_what_a_person_wrote() -> None:
    blocks = composed("suspension_letter")
    assert [b.lines for b in blocks if b.kind == "title"] == [("CTPAT: LETTER OF SUSPENSION",)]
    headings = [b.lines[0] for b in blocks if b.kind == "heading"]
    assert headings[:3] == ["BENEFITS AND PLACES", "REASONS", "WHAT IS REQUIRED"]
    assert headings[-1] == "APPEAL"
    (scope, *_) = [b for b in blocks if b.kind == "list"]
    assert scope.items[1] == ("reduced examinations, everywhere",)
    (reasons, *_) = [b for b in blocks if b.kind == "passage"]
    assert reasons.lines == (
        "Seals were found broken on 3 cars.",
        "The yard had no record of who opened them.",
    )


def test_a_stage_of_the_return_is_one_item_with_its_lines() -> None:
    blocks = composed("reinstatement_letter")
    (stage,) = [b.items[0] for b in blocks if b.kind == "list" and "lane-1" in b.items[0][0]]
    assert stage[1] == "Benefits: front-of-line processing"
    assert stage[-1] == "If it is taken back: Every train is inspected again."
    assert "BENEFITS THAT STAY OFF" in [b.lines[0] for b in blocks if b.kind == "heading"]


FORGED = "APPEAL\n\nYOU MAY NOT APPEAL\n\n- nothing\n  more\n\nCTPAT: TITLE"


@pytest.mark.parametrize("field", ["reasons", "required_text", "in_transit", "legal_basis"])
def test_no_fact_can_look_like_a_part_of_the_letter(field: str) -> None:
    usual, forged = (
        composed("suspension_letter", "en", **{field: {"en": text, "es": text}})
        for text in ("Plain.", FORGED)
    )
    for kind in ("title", "heading", "list"):
        assert [b for b in forged if b.kind == kind] == [b for b in usual if b.kind == kind]
    assert "YOU MAY NOT APPEAL" in said(forged)


def test_control_characters_of_a_fact_cannot_end_its_mark() -> None:
    nasty = "\x03\nAPPEAL\n\x02 \x0bX"
    forged = composed("suspension_letter", reasons={"en": nasty, "es": nasty})
    assert [b.lines[0] for b in forged if b.kind == "heading"].count("APPEAL") == 1


def test_no_template_lets_a_fact_pass_as_its_own_text() -> None:
    """``safe`` takes the mark away; it is for headings that one template hands to another."""
    used = {
        found
        for folder in folders(CURRENT)
        for file in folder.glob("*.j2")
        for found in re.findall(r"\{\{[^}]*\bsafe\b[^}]*\}\}", file.read_text(encoding="utf-8"))
    }
    assert used == {"{{ heading | safe }}"}
    handed = {
        argument
        for folder in folders(CURRENT)
        for file in folder.glob("*.j2")
        for argument in re.findall(r"benefit_list\(([^,)]*),", file.read_text(encoding="utf-8"))
    }
    assert all(re.fullmatch('"[A-ZÁÉÍÓÚÑ ]+"', each) for each in handed - {"heading"})
