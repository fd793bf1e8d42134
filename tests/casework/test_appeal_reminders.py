"""A carrier that is back is told once until when it may appeal, and not reminded of it."""

from activities.renderings import wording
from tests.casework import paths
from tests.casework.walk import CASE_ID, HQ, Walk
from tests.casework.ways import walked


def reminded(walk: Walk, clock: str) -> list[tuple[str, int]]:
    """What became of each reminder of a clock, with the number of messages."""
    return [
        (event.kind, len(event.notices))
        for event in walk.events
        if event.act == "remind" and event.body["clock"] == clock
    ]


def test_a_suspended_carrier_is_reminded_of_its_appeal() -> None:
    walk = paths.suspended(paths.opened_at_first())
    walk.until(95)
    assert reminded(walk, "T19:letter-suspension") == [("reminder_sent", 1)] * 3


def test_a_carrier_that_is_back_is_not() -> None:
    walk = paths.reinstated(paths.opened_at_first())  # after a fortnight
    walk.must(HQ, "move_policy", policy="2026-11b", reason="Fewer letters.")
    walk.until(95)
    assert reminded(walk, "T19:letter-suspension") == [("reminder_left_out", 0)] * 3
    assert walk.case.clocks["T19:letter-suspension"].lapsed_at is not None


def test_a_case_under_the_first_policy_goes_on_as_it_began() -> None:
    walk = paths.reinstated(paths.opened_at_first())
    walk.until(95)
    assert reminded(walk, "T19:letter-suspension") == [("reminder_sent", 1)] * 3


def test_the_letter_of_the_return_says_so_once() -> None:
    (letter,) = (
        notice
        for notice in walked("clean").notices
        if notice.template == "reinstatement_letter" and notice.address.startswith("security")
    )
    day = walked("clean").case.clocks["T19:letter-suspension"].due_day
    assert [owed["day"] for owed in letter.facts["open_appeals"]] == [day.isoformat()]
    said = wording(
        letter.template, letter.facts, case_id=CASE_ID, illustrative=True, languages=("en", "es")
    )
    text = " ".join(said.text.split())
    assert "You will not be reminded of these days" in text
    assert "No se le recordarán estas fechas" in text
