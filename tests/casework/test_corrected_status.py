"""A status that an appeal or a stay has changed: who hears of it, and not before the carrier."""

from typing import Any

import pytest

from casework.partner_parts import differs
from casework.states import Standing, State
from tests.casework import paths
from tests.casework.matters import Matters
from tests.casework.walk import HQ, HQ2, POC, Walk
from tests.casework.ways_of_appeals import (
    annulled_after_withdrawal,
    determined,
    filed,
    removed,
    removed_at_once,
)
from tests.casework.ways_of_partners import MX, RECOGNISED
from tests.casework.ways_of_stays import ORDER, REASONS

OUTSIDE = ("status_notice", "reversal_notice")


def outside(walk: Walk, since: int) -> list[tuple[str, str, str]]:
    """What others were told after an event: by what, at which address, which status."""
    return [
        (notice.template, notice.address, str(notice.facts["status"]))
        for event in walk.events[since:]
        for notice in event.notices
        if notice.template in OUTSIDE
    ]


def answered(case: Walk, letter: str, outcome: str, **more: Any) -> tuple[Matters, int]:
    """An appeal that is determined and whose letter the carrier has not opened yet."""
    matters = filed(case, letter)
    since = len(case.events)
    determined(matters, outcome, **more)
    assert outside(case, since) == [], "the carrier hears first"
    return matters, since


def opened(matters: Matters) -> None:
    """The carrier opens the determination."""
    matters.beside("appeal-1").must(POC, "acknowledge_letter", letter="determination")
    matters.tell()


def test_whoever_was_told_of_a_removal_is_told_that_it_is_one_no_more() -> None:
    case = removed()
    assert case.case.published == "removed"
    matters, since = answered(case, "letter-removal", "annul")
    opened(matters)
    assert case.case.standing is Standing.SUSPENDED_FULL
    told = {(template, address) for template, address, _ in outside(case, since)}
    assert told == {("reversal_notice", told.address) for told in case.case.told.values()}
    assert {status for *_, status in outside(case, since)} == {"suspended"}
    assert case.case.published == "suspended"
    assert case.case.running("T44")


def test_a_removal_without_a_suspension_before_is_told_as_a_return() -> None:
    case = removed_at_once()
    matters, since = answered(case, "letter-removal", "annul")
    opened(matters)
    assert {status for *_, status in outside(case, since)} == {"reinstated"}


def test_a_suspension_made_smaller_is_told_to_whoever_was_told_of_the_whole() -> None:
    case = paths.suspended()
    smaller = {"scope": paths.SCOPE[:1], "term_days": 30}
    matters, since = answered(case, "letter-suspension", "change", **smaller)
    opened(matters)
    assert {status for *_, status in outside(case, since)} == {"suspended_in_part"}
    opened_at = len(case.events)
    assert outside(case, opened_at) == []


@pytest.mark.parametrize("outcome", ["deny", "remand"])
def test_an_outcome_that_leaves_the_standing_is_told_to_nobody_outside(outcome: str) -> None:
    case = paths.suspended()
    more = {"questions": "Who held the car?"} if outcome == "remand" else {}
    matters, since = answered(case, "letter-suspension", outcome, **more)
    opened(matters)
    assert outside(case, since) == []
    assert case.events[-1].row == "G12T"


def test_while_an_order_awaits_its_service_nothing_is_told_beside_it() -> None:
    case = removed()
    matters, since = answered(case, "letter-removal", "annul")
    ground = {"legal_basis": "967a", "rests_on": [case.sha("rec-1")], "reapply_after_days": 90}
    case.must(HQ2, "remove", **case.letter("letter-anew"), **ground)
    assert case.case.state is State.ORDERED
    opened(matters)
    assert outside(case, since) == []
    case.must(POC, "acknowledge_letter", letter="letter-anew")
    assert {status for *_, status in outside(case, since)} == {"removed"}


def test_the_determination_reaches_a_carrier_that_has_left_and_nobody_else() -> None:
    case = annulled_after_withdrawal().case
    (row,) = [event for event in case.events if event.row == "G12G"]
    assert {notice.template for notice in row.notices} == {"appeal_letter"}
    assert case.case.standing is Standing.WITHDRAWN
    assert case.case.tracks["LETTER"]["appeal-1-determination"] == "SIGNED"
    assert "RECON" not in case.case.tracks, "there is nothing left to decide anew"


def test_partners_hear_of_a_stay_and_of_its_end_and_an_administration_too() -> None:
    recognised = {**paths.CONTACTS, "recognitions": [RECOGNISED]}
    walk = paths.opened(contacts=recognised)
    paths.recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="Nobody can be reached.")
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    matters = Matters(walk)
    matters.tell()
    since = len(walk.events)
    walk.must(HQ, "record_court_stay", stay="court", decision="letter-suspension", **ORDER)
    matters.tell()
    assert {status for *_, status in outside(walk, since)} == {"suspension_stayed"}
    notice = matters.beside(f"partner-{MX}-1").case.notice
    assert notice is not None
    assert (notice.told.standing, notice.told.stayed) == (Standing.SUSPENDED_FULL, True)
    since = len(walk.events)
    walk.must(HQ, "end_stay", stay="court", **REASONS)
    matters.tell()
    assert {status for *_, status in outside(walk, since)} == {"suspended"}
    notice = matters.beside(f"partner-{MX}-1").case.notice
    assert notice is not None
    assert not notice.told.stayed
    assert not differs(notice.told.standing, None)
