"""The term of a suspension: extended twice, run out, warned of, and never held."""

from datetime import timedelta

import pytest

from casework.refusal import Refusal
from casework.states import DecisionKind, State
from tests.casework import paths
from tests.casework.walk import HQ, HQ2, OFF, POC, SUP, Walk
from tests.casework.ways_of_requests import extended_and_returned, filed_late


def extend(walk: Walk, name: str, days: int = 30) -> None:
    """Headquarters extends the term."""
    walk.must(HQ, "extend_term", days=days, reason="A flood.", **walk.letter(name))


def test_the_term_is_extended_once_for_each_letter_and_twice_in_all() -> None:
    walk = paths.suspended()
    before = walk.case.clocks["T14"].due_day
    extend(walk, "letter-term-1")
    assert walk.case.clocks["T14"].due_day == before + timedelta(days=30)
    extend(walk, "letter-term-2")
    assert walk.case.clocks["T14"].due_day == before + timedelta(days=60)
    letter = walk.letter("letter-term-3")
    third = walk.do(HQ, "extend_term", days=30, reason="Again.", **letter)
    assert isinstance(third, Refusal)
    assert third.rule == "term_extended_less_than_twice"


def test_each_extension_can_be_appealed_by_itself() -> None:
    walk = paths.suspended()
    window = walk.case.clocks["T19:letter-suspension"].due
    walk.until(10)
    extend(walk, "letter-term-1")
    assert walk.case.clocks["T19:letter-suspension"].due == window
    assert walk.case.clocks["T19:letter-term-1"].due > window
    letter = next(n for n in walk.notices if n.letter == "letter-term-1")
    assert letter.facts["appeal"]["right"]


def test_a_term_that_ran_out_runs_again_from_the_day_of_the_decision() -> None:
    walk = paths.suspended()
    walk.until(100)
    assert walk.case.tracks["TERM"] == {"term": "EXPIRED_UNDECIDED"}
    extend(walk, "letter-term-1")
    assert walk.case.tracks["TERM"] == {"term": "RUNNING"}
    end = walk.case.local_day(walk.now) + timedelta(days=30)
    assert walk.case.clocks["T14"].due_day == end
    assert walk.case.clocks["T29"].due_day == end - timedelta(days=20)
    assert not walk.case.running("T29D")


def test_headquarters_is_warned_as_soon_as_the_plan_of_clocks_passes_the_term() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    early = paths.plan()
    early["actions"][0]["due"] = "2026-04-20"
    walk.must(POC, "submit_plan", **paths.attested(walk, "cap", early))
    paths.plan_accepted(walk)
    assert "plan_passes_term" not in {event.kind for event in walk.events}
    events = walk.must(HQ, "redate_milestone", action="a1", due="2026-05-25", reason="Rain.")
    warning = next(event for event in events if event.kind == "plan_passes_term")
    assert [notice.party for notice in warning.notices] == ["cbp:HQ"]


@pytest.mark.parametrize("resume", ["IMPLEMENTING", "VERIFICATION", "CAP_REVISION", "COMMENT"])
def test_a_case_goes_back_only_to_where_it_has_something_to_work_on(resume: str) -> None:
    walk = paths.suspended()
    walk.until(100)
    letter = walk.letter("letter-more")
    words = {"reason": "They call.", "days": 30, "resume": resume, **letter}
    refused = walk.do(HQ, "extend_and_return", **words)
    assert isinstance(refused, Refusal)
    assert refused.rule == "resume_allowed"


def test_after_silence_headquarters_gives_more_time_and_the_days_begin_anew() -> None:
    walk = extended_and_returned()
    today = walk.case.local_day(walk.now)
    assert walk.case.state is State.SUSPENDED
    assert walk.case.clocks["T10"].due_day == today + timedelta(days=90)
    assert walk.case.clocks["T14"].due_day == today + timedelta(days=30)
    letter = next(n for n in walk.notices if n.letter == "letter-more")
    assert {owed["label"]["en"] for owed in letter.facts["required"]} >= {"Corrective action plan"}
    assert walk.case.term_extensions == 1


def test_a_recommended_return_may_be_sent_back_to_the_plan() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    paths.verified(walk)
    walk.must(OFF, "recommend_return", **paths.recommendation(walk, "rec-2"))
    assert walk.case.deciding is DecisionKind.RETURN
    words = {"reason": "One yard is missing.", "days": 30, "resume": "IMPLEMENTING"}
    walk.must(HQ, "extend_and_return", **words, **walk.letter("letter-more"))
    assert walk.case.state is State.IMPLEMENTING
    assert walk.case.running("T50")


def test_where_nothing_is_suspended_there_is_no_term_to_extend() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    walk.must(HQ, "require_plan", **walk.letter("letter-plan"))
    walk.must(POC, "acknowledge_letter", letter="letter-plan")
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    walk.must(SUP, "refer", **paths.recommendation(walk, "rec-2"))
    words = {"reason": "More time.", "days": 30, "resume": "CAP_REVISION"}
    walk.must(HQ, "extend_and_return", **words, **walk.letter("letter-more"))
    assert walk.case.state is State.CAP_REVISION
    assert walk.case.term_extensions == 0
    letter = next(n for n in walk.notices if n.letter == "letter-more")
    assert letter.facts["term"] is None


def test_a_late_filing_is_taken_into_review_by_headquarters_only() -> None:
    walk = filed_late()
    assert walk.case.state is State.CAP_REVIEW
    assert walk.case.plan is not None
    assert walk.case.plan_kept is None
    assert {"T11", "T12"} <= {clock.key for clock in walk.case.clocks.values() if clock.is_open}
    receipt = [n for n in walk.notices if n.template == "filing_received"][-1]
    assert receipt.facts["late"]


def test_monitoring_is_prolonged_once() -> None:
    walk = paths.reinstated()
    before = walk.case.clocks["T23"].due_day
    words = {"days": 90, "reason": "A quiet season."}
    walk.must(HQ2, "extend_monitoring", **words, **walk.letter("letter-longer"))
    assert walk.case.clocks["T23"].due_day >= before + timedelta(days=90)
    again = walk.do(HQ2, "extend_monitoring", **words, **walk.letter("letter-longer-2"))
    assert isinstance(again, Refusal)
    assert again.rule == "monitoring_not_yet_extended"
