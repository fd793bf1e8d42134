"""The PDF of a letter: a draft says that it is one; what was attached, as it was; for whom."""

from dataclasses import replace
from typing import Any

import pytest

from activities.printing import COMPILER, printed
from casework.prints import Print
from casework.roles import Actor, Role
from cli.exits import BAD_INPUT, Stop
from cli.letters import as_it_would_be, as_pdf, as_signed, in_language, readable
from reading.printed_letters import Printed
from tests.activities import pdf_facts
from tests.casework import paths
from tests.casework.walk import CASE_ID, EXE, HQ, MXA, OFF, POC, SUP, Walk
from tests.casework.ways_of_partners import MX, answered
from tests.cli.seeing import seen_by

LETTER = "letter-suspension"
DECISION: dict[str, Any] = {"legal_basis": "967a", "scope": paths.SCOPE}


@pytest.fixture
def ordered() -> Walk:
    """The suspension is signed; the carrier has not opened its letter."""
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    walk.must(POC, "submit_comment", text="The seals were whole.")
    paths.suspension_ordered(walk)
    return walk


def kept(walk: Walk, **changes: Any) -> tuple[Print, ...]:
    """The letter's printed form as the delivery kept it."""
    notice = readable(seen_by(walk, HQ), LETTER)
    assert notice is not None
    sheets = printed(notice, case_id=CASE_ID, illustrative=walk.case.illustrative)
    return tuple(sheet.model_copy(update=changes) for sheet in sheets)


def signed(walk: Walk, actor: Actor, sheets: tuple[Print, ...] = ()) -> Printed:
    seen = seen_by(walk, actor)
    notice = readable(seen, LETTER)
    assert notice is not None
    return as_signed(seen, notice, (), sheets)


def test_a_preview_can_be_printed_and_says_on_every_page_that_it_is_a_draft() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    walk.must(POC, "submit_comment", text="The seals were whole.")
    walk.letter("letter-1")
    seen = seen_by(walk, HQ)
    preview = as_it_would_be(seen, HQ, "letter-1", "suspend", dict(DECISION), ["rec-1"])
    sheet, told = as_pdf(preview, seen, "en")
    pages = [page.extract_text() for page in pdf_facts.opened(sheet.pdf).pages]
    assert all("DRAFT" in page for page in pages)
    assert "DRAFT: not signed and not sent; nothing is decided by this." in pages[0]
    assert "Reasons of letter-1." in " ".join(" ".join(pages).split())
    assert told.startswith("preview: nothing was signed")
    assert as_pdf(preview, seen, None)[0].language == next(iter(preview.parts))


def test_a_signed_letter_is_printed_without_a_drafts_mark_before_it_is_sent(ordered: Walk) -> None:
    letter = signed(ordered, HQ)
    sheet, told = as_pdf(letter, seen_by(ordered, HQ), "es")
    assert told == "signed; not handed to the mail system yet, printed now"
    assert "BORRADOR" not in pdf_facts.text(pdf_facts.opened(sheet.pdf))
    assert sheet.sha256 in {each.sha256 for each in kept(ordered)}
    sent = replace(letter, agrees=True)
    assert "sent without a PDF" in as_pdf(sent, seen_by(ordered, HQ), "es")[1]


def test_what_was_attached_is_handed_out_with_the_event_that_holds_its_hash(ordered: Walk) -> None:
    sheets = kept(ordered)
    said = {"message_id": "<1@ctpat.example>", "content_sha256": "b" * 64}
    hashes = {each.language: each.sha256 for each in sheets}
    ordered.hear("on:sent", letter=LETTER, **said, at=ordered.now.isoformat(), printed=hashes)
    number = len(ordered.events)
    assert ordered.events[-1].kind == "letter_sent"
    ordered.must(POC, "acknowledge_letter", letter=LETTER)
    for actor in (HQ, POC, EXE):
        letter = signed(ordered, actor, sheets)
        sheet, told = as_pdf(letter, seen_by(ordered, actor), "es")
        assert sheet == next(each for each in sheets if each.language == "es")
        assert f"as it was attached, its hash is in event {number}; " in told
        assert told.endswith(f"(version {letter.version}, {COMPILER}): the same bytes")
    assert signed(ordered, POC, sheets).as_object()["pdf"]["en"]["compiler"] == COMPILER


def test_what_another_compiler_printed_is_handed_out_as_it_was(ordered: Walk) -> None:
    sheets = kept(ordered, compiler="typst 0.0.1", pdf=b"%PDF of then", sha256="1" * 64)
    sheet, told = as_pdf(signed(ordered, HQ, sheets), seen_by(ordered, HQ), "en")
    assert sheet.pdf == b"%PDF of then"
    assert f"printed with version {sheet.version}, typst 0.0.1; here is {COMPILER}" in told


def test_words_that_have_changed_since_are_said_to_have(ordered: Walk) -> None:
    sheets = kept(ordered, pdf=b"%PDF of other words", sha256="1" * 64)
    _, told = as_pdf(signed(ordered, HQ, sheets), seen_by(ordered, HQ), "en")
    assert told.endswith("other bytes; its words have changed since")


@pytest.mark.parametrize("actor", [HQ, OFF, SUP, None])
def test_cbps_people_read_a_letter_once_it_is_signed(ordered: Walk, actor: Actor | None) -> None:
    assert readable(seen_by(ordered, actor), LETTER) is not None


def test_the_carrier_has_its_letter_once_it_is_delivered_and_not_before(ordered: Walk) -> None:
    agency = Actor(person="usda", role=Role.AGL, organisation="USDA")
    assert readable(seen_by(ordered, POC), LETTER) is None
    ordered.must(POC, "acknowledge_letter", letter=LETTER)
    found = readable(seen_by(ordered, POC), LETTER)
    assert found is not None
    assert found.party == "carrier"
    assert readable(seen_by(ordered, agency), LETTER) is None


def test_an_administration_has_the_notice_to_it_and_the_carrier_the_notices_to_nobody_else() -> (
    None
):
    matter = answered().beside(f"partner-{MX}-1")
    notice = readable(seen_by(matter, MXA), "partner_notice")
    assert notice is not None
    assert notice.party.startswith("partner:")
    case = answered().case
    assert readable(seen_by(case, POC), "partner_notice") is None
    assert readable(seen_by(case, POC), "status_notice") is None
    assert readable(seen_by(case, HQ), "task") is None, "no letter"


def test_a_language_in_which_it_does_not_go_out_is_named(ordered: Walk) -> None:
    letter = signed(ordered, HQ)
    assert in_language(letter, None) is None
    assert in_language(letter, "es") == "es"
    spanish = Printed(letter.notice, letter.version, {"es": "Aviso"}, letter.sha256)
    with pytest.raises(Stop) as stop:
        in_language(spanish, "en")
    assert (stop.value.code, stop.value.line) == (
        BAD_INPUT,
        f"--lang: {LETTER} goes out in es only",
    )
