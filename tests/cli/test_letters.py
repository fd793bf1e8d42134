"""The decider reads the letter as it will be printed; what is signed is what is sent."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from activities.ports import Delivery
from activities.renderings import BETWEEN_LANGUAGES, wording
from cli.exits import BAD_INPUT, REFUSED, Stop
from cli.letters import as_it_would_be, as_signed, readable
from records.case_reader import RegisteredNotice
from tests.casework import paths
from tests.casework.walk import CASE_ID, HQ, OFF, POC, Walk
from tests.cli.seeing import seen_by

DECISION: dict[str, Any] = {"legal_basis": "967a", "scope": paths.SCOPE}


@pytest.fixture
def walk() -> Walk:
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    walk.must(POC, "submit_comment", text="The seals were whole.")
    walk.letter("letter-1")
    return walk


def preview(walk: Walk, **more: Any) -> Any:
    said = {**DECISION, **more}
    return as_it_would_be(seen_by(walk, HQ), HQ, "letter-1", "suspend", said, ["rec-1"])


def test_it_shows_term_rule_appeal_right_and_day_and_benefits_in_both_languages(
    walk: Walk,
) -> None:
    printed = preview(walk)
    english, spanish = (" ".join(printed.parts[each].split()) for each in ("en", "es"))
    assert "it never reinstates by itself" in english
    assert "You have the right to appeal this decision (6 U.S.C. 967(c)). Last day to file:" in (
        english
    )
    assert "31 May 2026" in english  # 90 days from 2 March
    assert "Laredo" in english
    assert "A railroad that is suspended or removed keeps running" in english
    assert "Reasons of letter-1." in english
    assert "Motivos de letter-1." in spanish
    assert "apela" in spanish
    assert "hq-1" in english


def test_what_is_signed_is_printed_to_the_letter_as_it_was_previewed(walk: Walk) -> None:
    printed = preview(walk)
    before = walk.case
    signed = {"letter": "letter-1", "letter_sha256": walk.sha("letter-1"), **DECISION}
    events = walk.must(HQ, "suspend", **signed, rests_on=[walk.sha("rec-1")])
    (first, *_) = [n for e in events for n in e.notices if n.letter == "letter-1"]
    sent = wording(
        first.template,
        first.facts,
        case_id=CASE_ID,
        illustrative=before.illustrative,
        languages=first.languages,
    )
    assert sent.sha256 == printed.sha256
    assert sent.text == BETWEEN_LANGUAGES.join(printed.parts.values())
    assert hashlib.sha256(sent.text.encode()).hexdigest() == printed.sha256


def test_another_scope_another_draft_or_another_day_is_another_letter(walk: Walk) -> None:
    first = preview(walk)
    assert preview(walk, scope=paths.SCOPE[:1]).sha256 != first.sha256
    assert preview(walk, term_days=60).sha256 != first.sha256
    walk.now += timedelta(days=1)
    assert preview(walk).sha256 != first.sha256
    assert preview(walk).version == first.version


def test_after_it_was_sent_it_says_whether_it_was_sent_so(walk: Walk) -> None:
    signed = {"letter": "letter-1", "letter_sha256": walk.sha("letter-1"), **DECISION}
    events = walk.must(HQ, "suspend", **signed)
    (notice, *_) = [n for e in events for n in e.notices if n.letter == "letter-1"]
    seen = seen_by(walk, HQ)
    assert readable(seen, "letter-1") == notice

    def shown(*hashes: str) -> bool | None:
        deliveries = tuple(
            Delivery(
                message_id="m",
                channel="smtp",
                answer="250",
                accepted=True,
                at=walk.now,
                content_sha256=each,
            )
            for each in hashes
        )
        return as_signed(seen, notice, [RegisteredNotice(1, notice, deliveries)]).agrees

    sha256 = as_signed(seen, notice, [RegisteredNotice(1, notice, ())]).sha256
    assert shown() is None
    assert shown(sha256) is True
    assert shown("0" * 64) is False


@pytest.mark.parametrize(
    ("name", "act", "code", "why"),
    [
        ("letter-1", None, BAD_INPUT, "say which decision would sign it"),
        ("letter-1", "contact_note", BAD_INPUT, "contact_note signs no letter; these do"),
        ("letter-2", "suspend", BAD_INPUT, "no document 'letter-2' is on file here"),
        ("rec-1", "suspend", BAD_INPUT, "rec-1 is no letter"),
        ("letter-1", "remove", REFUSED, "refused (removal_has_ground)"),
    ],
)
def test_what_cannot_be_previewed_says_why(
    walk: Walk, name: str, act: str | None, code: int, why: str
) -> None:
    said = {} if act != "remove" else {"legal_basis": "967a"}
    said = DECISION if act == "suspend" else said
    with pytest.raises(Stop) as stop:
        as_it_would_be(seen_by(walk, HQ), HQ, name, act, dict(said))
    assert stop.value.code == code
    assert why in stop.value.line


def test_who_may_not_decide_gets_no_preview(walk: Walk) -> None:
    with pytest.raises(Stop) as stop:
        as_it_would_be(seen_by(walk, OFF), OFF, "letter-1", "suspend", dict(DECISION))
    assert stop.value.code == REFUSED
    with pytest.raises(Stop, match="no document 'letter-1' is on file here"):
        as_it_would_be(seen_by(walk, POC), POC, "letter-1", "suspend", dict(DECISION))
