"""False statements: what is barred, who is heard, what headquarters must decide, and on what."""

from datetime import date

import pytest

from casework.refusal import Refusal
from casework.roles import Actor, Role
from casework.states import Standing, State
from tests.casework import paths
from tests.casework.walk import HQ, OFF, POC, SUP, Walk
from tests.casework.ways import walked
from tests.casework.ways_of_false_statements import KNOWN, LIE, confirmed, raised


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def at_review() -> Walk:
    """A plan lies before CBP, and the officer says that the carrier has lied."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    walk.must(OFF, "accept_pia")
    raised(walk)
    return walk


GATES = [{"action": "a1", "gate": "BEFORE_RETURN"}, {"action": "a2", "gate": "IN_MONITORING"}]


def test_nothing_is_accepted_while_a_finding_is_open_and_everything_after_it_is_dismissed() -> None:
    walk = at_review()
    assert rule(walk.do(SUP, "accept_plan", gates=GATES)) == "no_finding_open"
    walk.must(HQ, "dismiss_finding", finding="lie-1", reason="A slip.")
    walk.must(SUP, "accept_plan", gates=GATES)
    assert not walk.case.running("T30")
    assert not walk.case.running("T39")


def test_neither_a_return_is_recommended_nor_ordered_over_a_finding() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    paths.verified(walk)
    raised(walk)
    words = paths.recommendation(walk, "rec-2")
    assert rule(walk.do(OFF, "recommend_return", **words)) == "no_finding_open"
    walk.must(HQ, "dismiss_finding", finding="lie-1", reason="A slip.")
    walk.must(OFF, "recommend_return", **words)
    raised(walk, finding="lie-2")
    letter = walk.letter("letter-return")
    returned = walk.do(HQ, "reinstate", **letter, legal_basis="967a", mode="conditional")
    assert rule(returned) == "no_finding_open"


def test_the_end_of_the_clock_lifts_no_bar_and_tells_headquarters_daily() -> None:
    walk = at_review()
    events = walk.until(40)
    assert [e.row for e in events].count("FN4") == 1
    late = [e for e in events if e.row == "T22E" and e.body["clock"] == "T39:lie-1"]
    assert len(late) > 3
    assert rule(walk.do(SUP, "accept_plan", gates=GATES)) == "no_finding_open"


def test_nobody_is_found_to_have_lied_unheard_or_by_who_said_so() -> None:
    walk = at_review()
    words = {"finding": "lie-1", "reason": "The ink.", **KNOWN}
    assert rule(walk.do(HQ, "confirm_finding", **words)) == "carrier_heard_on_finding"
    same = Actor(person=OFF.person, role=Role.HQ, organisation="HQ")
    walk.must(POC, "answer", question="lie-1", text="It was lost.")
    assert rule(walk.do(same, "confirm_finding", **words)) == "another_person_raised"
    walk.must(HQ, "confirm_finding", **words)


def test_silence_over_the_time_to_answer_is_being_heard() -> None:
    walk = at_review()
    assert rule(walk.do(OFF, "withdraw_question", question="lie-1")) == "question_is_no_hearing"
    walk.until(15)
    walk.must(HQ, "confirm_finding", finding="lie-1", reason="The ink.", **KNOWN)


@pytest.mark.parametrize(
    ("knowingly", "during", "basis", "fits"),
    [
        (True, True, "967b", True),
        (True, True, "967a", False),
        (True, False, "967b", False),
        (True, False, "967a", True),
        (False, True, "967b", False),
        (False, True, "agreement", True),
    ],
)
def test_only_what_was_knowingly_said_during_a_validation_is_a_matter_of_967b(
    *, knowingly: bool, during: bool, basis: str, fits: bool
) -> None:
    walk = at_review()
    walk.must(POC, "answer", question="lie-1", text="It was lost.")
    words = {"finding": "lie-1", "reason": "The ink.", "legal_basis": basis}
    said = {**words, "knowingly": knowingly, "during_validation": during}
    answer = walk.do(HQ, "confirm_finding", **said)
    if fits:
        assert not isinstance(answer, Refusal)
        assert walk.case.state is State.DECISION
    else:
        assert rule(answer) == "basis_fits_finding"


def test_headquarters_must_suspend_or_remove_and_say_for_how_long() -> None:
    walk = at_review()
    confirmed(walk, during_validation=False, legal_basis="967a")
    more = {"reason": "Rain.", "days": 30, "resume": "SUSPENDED"}
    assert rule(walk.do(HQ, "extend_and_return", **more, **walk.letter("l1"))) in (
        "no_finding_to_decide",
        "decides_return_or_disposition",
    )
    assert rule(walk.do(HQ, "remand", questions="Why?")) == "no_finding_to_decide"
    scope = {"scope": paths.SCOPE, **walk.letter("l2")}
    assert rule(walk.do(HQ, "suspend", legal_basis="967a", **scope)) == "time_is_stated"
    stated = {**scope, "term_days": 60}
    assert rule(walk.do(HQ, "suspend", legal_basis="967b", **stated)) == "basis_as_found"
    walk.must(HQ, "suspend", legal_basis="967a", **stated)
    window = walk.case.clocks["T19:l2"]
    assert (window.due_day - walk.case.local_day(walk.now)).days == 90


def test_a_second_suspension_has_a_term_of_its_own_and_the_short_window_of_967b() -> None:
    walk = walked("suspended for a false statement")
    case = walk.case
    assert case.state is State.SUSPENDED
    assert case.clocks["T14"].due_day == date(2026, 9, 12)
    assert (case.clocks["T19:letter-lie"].due_day - date(2026, 3, 15)).days == 30
    assert case.false_statements["lie-1"].decided
    assert not case.verification.passed


def test_a_term_that_began_at_the_signature_does_not_begin_again_at_the_delivery() -> None:
    walk = walked("suspended at once")
    assert [e.row for e in walk.events if e.track == "TERM"] == ["TE1"]


def test_after_the_removal_nothing_of_the_finding_is_open() -> None:
    case = walked("removed for a false statement").case
    assert (case.state, case.standing) == (State.REMOVED, Standing.REMOVED)
    assert (case.clocks["T24"].due_day - date(2026, 3, 2)).days == 730


def test_a_finding_is_raised_in_an_open_case_and_once_under_its_name() -> None:
    walk = paths.reinstated()
    paths.closed(walk)
    assert rule(walk.do(OFF, "raise_false_statement", **LIE)) == "finding_can_be_raised"
    walk = at_review()
    assert rule(walk.do(OFF, "raise_false_statement", **LIE)) == "state"
