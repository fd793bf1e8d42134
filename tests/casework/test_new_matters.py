"""Further incidents: attached before the return, a linked case after it; failed visits."""

from casework.refusal import Refusal
from casework.states import DecisionKind, State
from casework.view import case_view
from tests.casework import paths
from tests.casework.walk import HQ, OFF, OFF2, POC, PORT, SUP, Walk
from tests.casework.ways_of_requests import SECOND


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def test_a_further_incident_moves_no_clock_unless_the_officer_says_so() -> None:
    walk = paths.suspended()
    walk.until(5)
    before = walk.case.clocks["T08"].due
    walk.must(PORT, "attach_incident", incident=SECOND)
    assert walk.case.clocks["T08"].due == before
    anew = {"incident": {**SECOND, "id": "i3"}, "restart_analysis": True}
    assert rule(walk.do(PORT, "attach_incident", **anew)) == "no_restart_is_asked"
    walk.must(OFF, "attach_incident", **anew)
    assert walk.case.clocks["T08"].due > before
    assert walk.case.incidents == ("i1", "i2", "i3")


def test_an_analysis_started_anew_is_owed_anew() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    walk.must(OFF, "attach_incident", incident=SECOND, restart_analysis=True)
    assert walk.case.analysis is None
    assert not walk.case.running("T08R")
    plan = paths.attested(walk, "cap", paths.plan())
    refused = walk.do(POC, "submit_plan", **plan)
    assert rule(refused) == "analysis_filed"


def test_an_incident_is_attached_once_not_from_the_future() -> None:
    walk = paths.suspended()
    for changes, code in (
        ({"id": "i1"}, "incident_is_new"),
        ({"discovered_at": "2027-01-01T10:00:00Z"}, "incident_lies_behind"),
    ):
        refused = walk.do(PORT, "attach_incident", incident={**SECOND, **changes})
        assert rule(refused) == code


def ready_to_close() -> Walk:
    """Everything for the closing after monitoring is there."""
    walk = paths.reinstated()
    walk.until(100)
    paths.evidence(walk, "e-last", "a2")
    today = walk.case.local_day(walk.now).isoformat()
    walk.must(OFF, "record_check", checked_on=today, result="Seals whole.", passed=True)
    walk.must(OFF2, "confirm_effectiveness", basis="Three checks in a row.")
    return walk


def test_a_linked_case_bars_the_closing_until_it_is_decided() -> None:
    walk = ready_to_close()
    walk.hear("on:linked_case.opened", linked_case="case-2")
    assert case_view(walk.case).linked == ("case-2",)
    refused = walk.do(SUP, "close_reinstated", **walk.letter("letter-closing"))
    assert rule(refused) == "no_linked_case_open"
    walk.hear("on:linked_case.decided", linked_case="case-2")
    walk.must(SUP, "close_reinstated", **walk.letter("letter-closing-2"))
    assert case_view(walk.case).linked == ()
    assert walk.case.state is State.CLOSED_REINSTATED


def test_what_is_heard_of_a_linked_case_twice_changes_nothing() -> None:
    walk = ready_to_close()
    assert walk.hear("on:linked_case.decided", linked_case="case-2") == ()
    walk.hear("on:linked_case.opened", linked_case="case-2")
    assert walk.hear("on:linked_case.opened", linked_case="case-2") == ()


def failed_twice() -> Walk:
    """The plan is verified twice, and fails twice."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    for number in (1, 2):
        paths.plan_accepted(walk)
        paths.evidence(walk, f"e{number}", "a1")
        walk.must(OFF, "evidence_complete")
        paths.visited(walk, passed=False, actions_required=["Lock the gate."])
        if number == 1:
            assert rule(walk.do(SUP, "refer", **paths.recommendation(walk, "rec-8")))
            walk.must(SUP, "fail_verification", reason="The gate is open.")
            paths.plan_filed(walk, "Another plan.")
    return walk


def test_a_second_failed_visit_goes_to_headquarters_and_nowhere_else() -> None:
    walk = failed_twice()
    assert rule(walk.do(SUP, "fail_verification", reason="Again.")) == "first_failure"
    walk.must(SUP, "refer", **paths.recommendation(walk, "rec-9"))
    assert walk.case.state is State.DECISION
    assert walk.case.deciding is DecisionKind.DISPOSITION


def test_a_failed_report_is_not_wiped_out_by_another_visit() -> None:
    walk = failed_twice()
    today = walk.case.local_day(walk.now).isoformat()
    visit = {"visited_on": today, "sites": ["yard"], "announced": True}
    assert rule(walk.do(OFF, "record_visit", **visit)) == "no_failed_report_open"
    assert rule(walk.do(HQ, "waive_visit", reason="So.")) == "no_failed_report_open"


def test_headquarters_that_gives_time_after_two_failures_has_the_site_seen_again() -> None:
    walk = failed_twice()
    walk.must(SUP, "refer", **paths.recommendation(walk, "rec-9"))
    words = {"reason": "They have rebuilt it.", "days": 30, "resume": "VERIFICATION"}
    walk.must(HQ, "extend_and_return", **words, **walk.letter("letter-more"))
    assert walk.case.state is State.VERIFICATION
    assert walk.case.clocks["T16"].is_open
    assert walk.case.verification.failures == 1
    paths.visited(walk)
    assert walk.case.verification.passed


def test_a_report_still_owed_when_the_case_was_referred_is_owed_when_it_comes_back() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    today = walk.case.local_day(walk.now).isoformat()
    walk.must(OFF, "record_visit", visited_on=today, sites=["yard"], announced=False)
    walk.must(SUP, "refer", **paths.recommendation(walk, "rec-9"))
    walk.must(HQ, "remand", questions="What was seen?")
    assert walk.case.state is State.IMPLEMENTING
    assert walk.case.clocks["T17"].is_open
