"""Questions go both ways with a clock, and CBP's silence never makes the carrier late."""

from datetime import timedelta

from casework.agenda import settled
from casework.clocks import local_day
from casework.refusal import Refusal
from casework.states import State
from tests.casework import paths
from tests.casework.walk import HQ, OFF, POC, SUP, Walk


def state(walk: Walk) -> State:
    """Where the case stands now."""
    return walk.case.state


def facts_asked() -> Walk:
    """The carrier asks for the facts of the ground on the day of the service."""
    walk = paths.suspended()
    walk.must(POC, "ask", question="q1", text="Which seals?", about="facts_of_ground")
    return walk


def test_the_analysis_is_not_due_before_the_facts_were_given() -> None:
    walk = facts_asked()
    walk.until(38)
    assert not walk.case.clocks["T08"].lapsed_at
    assert walk.case.clocks["T31:q1"].lapsed_at  # CBP is late
    walk.must(OFF, "answer", question="q1", text="Those of cars 3 and 4.")
    answered = local_day(walk.now, walk.case.zone)
    assert walk.case.clocks["T08"].due_day == answered + timedelta(days=21)
    told = next(n for n in walk.notices if n.template == "answer")
    assert told.facts["next_clock"]["day"] == walk.case.clocks["T08"].due_day.isoformat()


def test_an_answer_never_takes_time_away() -> None:
    walk = facts_asked()
    why = {"reason": "Rain."}
    walk.must(POC, "request_extension", request="x1", clock="T08", days=60, **why)
    walk.must(HQ, "grant_extension", request="x1", days=60, **why)
    before = walk.case.clocks["T08"].due_day
    walk.must(OFF, "answer", question="q1", text="Those of cars 3 and 4.")
    assert walk.case.clocks["T08"].due_day == before


def test_a_clock_that_a_question_holds_back_runs_out_once_it_is_answered() -> None:
    walk = paths.suspended()
    walk.must(POC, "ask", question="q1", text="Which form?", waits="T10")
    walk.until(120)
    assert state(walk) is State.SUSPENDED
    walk.must(OFF, "answer", question="q1", text="Any form.")
    walk.until(1)
    assert state(walk) is State.SUSPENDED  # nobody is late at the instant of the answer
    walk.until(3)
    assert state(walk) is State.NON_RESPONSE
    assert walk.case.clocks["T22G"].is_open  # and the grace counts from then


def test_asking_again_holds_no_clock_open_for_ever() -> None:
    walk = paths.suspended()
    walk.must(POC, "ask", question="q1", text="Which form?", waits="T10")
    walk.until(100)
    again = walk.do(POC, "ask", question="q2", text="And which ink?", waits="T10")
    assert isinstance(again, Refusal)
    assert again.rule == "waiting_clock_runs"
    walk.must(POC, "withdraw_question", question="q1")
    walk.until(0)
    assert walk.case.state is State.NON_RESPONSE


def test_no_question_holds_back_a_clock_of_cbp_or_of_the_statute() -> None:
    walk = paths.suspended()
    for clock in ("T14", "T19:letter-suspension", "T99"):
        refused = walk.do(POC, "ask", question="q1", text="Why?", waits=clock)
        assert isinstance(refused, Refusal)
        assert refused.rule == "waiting_clock_runs"


def test_who_asks_does_not_answer_and_alone_takes_back() -> None:
    walk = paths.suspended()
    walk.must(OFF, "ask", question="q1", text="Who holds the keys?")
    own = walk.do(HQ, "answer", question="q1", text="Nobody.")
    other = walk.do(POC, "withdraw_question", question="q1")
    assert isinstance(own, Refusal)
    assert own.rule == "other_side_asked"
    assert isinstance(other, Refusal)
    assert other.rule == "own_side_asked"
    walk.must(POC, "answer", question="q1", text="The yard master.")
    assert walk.case.tracks["ASK"] == {"q1": "ANSWERED"}
    assert not walk.case.running("T30")


def test_an_unanswered_question_is_marked_late_and_the_review_goes_on() -> None:
    walk = paths.suspended()
    walk.must(OFF, "ask", question="q1", text="Who holds the keys?")
    late = [e for e in walk.until(20) if e.kind == "answer_late"]
    assert [n.template for n in late[0].notices] == ["late_mark"]
    assert walk.case.tracks["ASK"] == {"q1": "ASKED"}


def test_an_open_question_does_not_keep_a_closed_case_awake() -> None:
    walk = paths.opened()
    walk.must(OFF, "ask", question="q1", text="Who holds the keys?")
    walk.must(SUP, "void_case", reason="Opened twice.")
    assert not settled(walk.case)
    walk.until(20)
    assert settled(walk.case)


def test_a_name_is_used_once() -> None:
    walk = facts_asked()
    again = walk.do(POC, "ask", question="q1", text="And which locks?")
    assert isinstance(again, Refusal)
    assert "this name is taken" in again.en
