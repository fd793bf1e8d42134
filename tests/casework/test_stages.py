"""A return by stages: each lane opens, passes, waits or falls back on recorded figures."""

from typing import Any

import pytest

from casework.refusal import Refusal
from casework.roles import Role
from casework.states import Standing, State
from tests.casework import lanes, paths
from tests.casework.walk import HQ, MXC, OFF, PORT, SUP, Walk


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def stage(walk: Walk, name: str) -> str:
    """Where a stage stands."""
    return walk.case.tracks["STAGE"][name]


def benefits(walk: Walk) -> dict[str, str]:
    """Where each benefit stands."""
    return walk.case.tracks["BENEFIT"]


def started() -> Walk:
    """The first stage runs, and nothing is on record of it."""
    walk = lanes.staged()
    walk.must(SUP, "start_stage", stage="laredo")
    return walk


def running() -> Walk:
    """The first stage runs, its benefits are on, and nothing is on record of it."""
    walk = lanes.staged()
    lanes.opened(walk, "laredo")
    return walk


def test_the_plan_is_signed_with_the_letter_and_printed_in_it() -> None:
    walk = lanes.suspended()
    lanes.return_recommended(walk)
    order = lanes.staged_order(walk)
    refused = walk.do(HQ, "reinstate", **{**order, "stage_plan_sha256": "0" * 64})
    assert rule(refused) == "stage_plan_previewed"
    (signed, *_) = walk.must(HQ, "reinstate", **order)
    facts = signed.notices[0].facts
    assert facts["mode"] == "staged"
    assert [line["id"] for line in facts["stages"]] == ["laredo", "eagle-pass"]
    assert walk.sha("stages") in [found["sha256"] for found in facts["documents"]]


def test_a_signed_plan_is_never_replaced() -> None:
    walk = lanes.staged()
    again = walk.do(OFF, "file_draft", document="stages", content=lanes.PLAN)
    assert rule(again) == "draft_may_change"


def test_a_stage_gives_back_only_what_is_off_there() -> None:
    walk = lanes.suspended()
    lanes.return_recommended(walk)
    wrong = {**lanes.LAREDO, "benefits": ["visible-status"]}
    order = lanes.staged_order(walk, {**lanes.PLAN, "stages": [wrong]})
    assert rule(walk.do(HQ, "reinstate", **order)) == "stages_fit_the_case"


def test_the_standing_is_good_and_what_no_stage_names_comes_back_at_once() -> None:
    walk = lanes.staged()
    assert walk.case.standing is Standing.GOOD
    assert walk.case.state is State.MONITORING
    assert benefits(walk) == {
        "reduced-exams@all": "OFF",
        "front-of-line@2304": "OFF",
        "joint-processing@2304": "ON_ORDERED",
    }
    assert walk.case.tracks["STAGE"] == {"laredo": "PLANNED", "eagle-pass": "PLANNED"}


def test_a_stage_orders_its_lane_on_and_the_port_confirms() -> None:
    walk = started()
    assert benefits(walk)["reduced-exams@2304"] == "ON_ORDERED"
    assert benefits(walk)["front-of-line@2304"] == "ON_ORDERED"
    assert benefits(walk)["reduced-exams@all"] == "OFF"
    assert walk.case.clocks["T36:reduced-exams@2304"].is_open
    walk.must(PORT, "confirm_on", benefits=lanes.LAREDO_ITEMS)
    assert benefits(walk)["reduced-exams@2304"] == "ON"


def test_its_days_are_the_plans_and_the_policys_where_the_plan_names_none() -> None:
    walk = started()
    clock = walk.case.clocks["T41:laredo"]
    assert (clock.terms.amount, clock.terms.given) == (21, True)
    walk = lanes.staged()
    lanes.passed(walk)
    paths.evidence(walk, "e2", "a2")
    walk.must(SUP, "start_stage", stage="eagle-pass")
    assert walk.case.clocks["T41:eagle-pass"].terms.amount == 14


def test_no_stage_starts_before_the_one_before_it_nor_before_its_actions() -> None:
    walk = lanes.staged()
    assert rule(walk.do(SUP, "start_stage", stage="eagle-pass")) == "earlier_stages_passed"
    lanes.passed(walk)
    assert rule(walk.do(SUP, "start_stage", stage="eagle-pass")) == "entry_actions_accepted"


def test_no_stage_starts_without_the_figures_that_its_entry_asks_for() -> None:
    asked = {**lanes.LAREDO, "entry": {"figures": 2, "joint_inspections": 1}}
    walk = lanes.staged({**lanes.PLAN, "stages": [asked]})
    assert rule(walk.do(SUP, "start_stage", stage="laredo")) == "entry_figures_recorded"
    lanes.seen(walk, "second")
    walk.must(SUP, "start_stage", stage="laredo")


def test_a_stage_does_not_start_while_a_new_matter_is_open() -> None:
    walk = lanes.staged()
    walk.hear("on:linked_case.opened", linked_case="case-2")
    assert rule(walk.do(SUP, "start_stage", stage="laredo")) == "no_linked_case_open"


def test_no_stage_goes_on_while_a_condition_of_the_return_is_late() -> None:
    walk = lanes.staged()
    walk.until(200)
    assert rule(walk.do(SUP, "start_stage", stage="laredo")) == "no_condition_is_late"


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"trains": 9}, "exposure_reached"),
        ({"cars": 799}, "exposure_reached"),
        ({"exceptions": 2}, "criterion_met"),
        ({"exams": 17}, "criterion_met"),
    ],
)
def test_a_stage_passes_on_its_figures_only(figures: dict[str, Any], code: str) -> None:
    walk = running()
    lanes.seen(walk, "first", **figures)
    assert rule(walk.do(SUP, "pass_stage", stage="laredo")) == code


def test_a_stage_does_not_pass_on_benefits_that_no_port_has_confirmed() -> None:
    walk = started()
    lanes.seen(walk, "first")
    assert rule(walk.do(SUP, "pass_stage", stage="laredo")) == "lane_is_carried_out"
    lanes.confirmed(walk, "laredo")
    walk.must(SUP, "pass_stage", stage="laredo")


def test_nothing_counts_that_was_seen_before_the_start_or_elsewhere() -> None:
    walk = lanes.staged()
    lanes.seen(walk, "too-early")
    walk.until(1)
    lanes.opened(walk, "laredo")
    lanes.seen(walk, "elsewhere", "2303")
    assert rule(walk.do(SUP, "pass_stage", stage="laredo")) == "exposure_reached"


def test_a_stage_waits_for_the_joint_inspections_that_it_asks_for() -> None:
    walk = running()
    walk.must(PORT, "record_exposure", **lanes.figure(walk, "first"))
    assert rule(walk.do(SUP, "pass_stage", stage="laredo")) == "joint_inspections_recorded"
    walk.must(MXC, "record_joint_inspection", **lanes.inspection(walk, "j1"))
    walk.must(SUP, "pass_stage", stage="laredo")
    assert stage(walk, "laredo") == "PASSED"


def test_what_a_joint_inspection_finds_counts_though_the_port_does_not_say_so() -> None:
    walk = running()
    walk.must(PORT, "record_exposure", **lanes.figure(walk, "first"))
    found = lanes.inspection(walk, "j1", exceptions=2)
    walk.must(PORT, "record_joint_inspection", **found)
    assert rule(walk.do(SUP, "pass_stage", stage="laredo")) == "criterion_met"


def test_a_corrected_figure_counts_and_the_first_is_kept() -> None:
    walk = running()
    lanes.seen(walk, "first", trains=9)
    overlap = lanes.figure(walk, "again")
    assert rule(walk.do(PORT, "record_exposure", **overlap)) == "days_are_counted_once"
    walk.must(PORT, "record_exposure", **overlap, supersedes="first")
    assert walk.case.figures["first"].trains == 9
    assert walk.case.figures["first"].superseded == "again"
    walk.must(SUP, "pass_stage", stage="laredo")


def test_the_rest_comes_back_when_the_last_stage_has_passed() -> None:
    walk = lanes.staged()
    lanes.passed(walk)
    assert benefits(walk)["reduced-exams@all"] == "OFF"
    paths.evidence(walk, "e2", "a2")
    lanes.opened(walk, "eagle-pass")
    lanes.seen(walk, "other", "2303")
    walk.must(SUP, "pass_stage", stage="eagle-pass")
    assert benefits(walk)["reduced-exams@all"] == "ON_ORDERED"
    walk.until(5)
    assert walk.case.clocks["T36:reduced-exams@all"].lapsed_at


def test_the_last_stage_waits_for_what_the_plan_wants_before_the_full_return() -> None:
    walk = lanes.staged({**lanes.PLAN, "stages": [lanes.LAREDO]})
    lanes.opened(walk, "laredo")
    lanes.seen(walk, "first")
    assert rule(walk.do(SUP, "pass_stage", stage="laredo")) == "full_return_is_earned"
    paths.evidence(walk, "e2", "a2")
    walk.must(SUP, "pass_stage", stage="laredo")


def test_days_that_run_out_decide_nothing_and_are_told_upwards() -> None:
    walk = running()
    events = walk.until(35)
    assert stage(walk, "laredo") == "ACTIVE"
    over = next(e for e in events if e.kind == "stage_over")
    assert [n.party for n in over.notices] == ["cbp:SUP"]
    told = {n.party for e in events if e.kind == "lateness_escalated" for n in e.notices}
    assert "cbp:HQ" in told


def test_a_prolonged_stage_runs_from_its_last_day_and_after_it_from_today() -> None:
    walk = running()
    before = walk.case.clocks["T41:laredo"].due_day
    walk.must(SUP, "prolong_stage", stage="laredo", days=7, reason="Few trains.")
    assert (walk.case.clocks["T41:laredo"].due_day - before).days >= 7
    walk.until(40)
    walk.must(SUP, "prolong_stage", stage="laredo", days=10, reason="Few trains.")
    clock = walk.case.clocks["T41:laredo"]
    assert clock.is_open
    assert (clock.due_day - walk.case.local_day(walk.now)).days >= 10


def test_a_stage_that_is_taken_back_loses_its_lane_and_what_it_has_seen() -> None:
    walk = lanes.staged()
    lanes.passed(walk)
    (event, *_) = walk.must(SUP, "fall_back", stage="laredo", reason="Two seals were broken.")
    assert stage(walk, "laredo") == "PLANNED"
    assert benefits(walk)["front-of-line@2304"] == "OFF_ORDERED"
    assert {n.party for n in event.notices} == {"carrier", "cbp:HQ"}
    assert event.notices[0].facts["reason"] == "Two seals were broken."
    walk.until(1)
    lanes.opened(walk, "laredo")
    assert rule(walk.do(SUP, "pass_stage", stage="laredo")) == "exposure_reached"


def both_open() -> Walk:
    """The first lane has passed, the second one runs."""
    walk = lanes.staged()
    lanes.passed(walk)
    paths.evidence(walk, "e2", "a2")
    lanes.opened(walk, "eagle-pass")
    return walk


def test_a_supervisor_goes_one_stage_back_and_headquarters_further() -> None:
    walk = both_open()
    assert rule(walk.do(SUP, "fall_back", stage="laredo", reason="r")) == "is_the_latest_stage"
    walk.must(SUP, "fall_back", stage="eagle-pass", reason="Rain.")
    assert rule(walk.do(SUP, "fall_back", stage="laredo", reason="r")) == "first_step_back"
    walk.must(HQ, "fall_back", stage="laredo", reason="Rain.")
    assert walk.case.tracks["STAGE"] == {"laredo": "PLANNED", "eagle-pass": "PLANNED"}


def test_a_new_matter_freezes_the_stage_and_takes_nothing_away() -> None:
    walk = running()
    walk.hear("on:linked_case.opened", linked_case="case-2")
    assert stage(walk, "laredo") == "FROZEN"
    assert benefits(walk)["front-of-line@2304"] == "ON"
    lanes.seen(walk, "first")
    assert rule(walk.do(SUP, "pass_stage", stage="laredo")) == "state"
    frozen = [e for e in walk.until(65) if e.kind == "stage_still_frozen"]
    assert len(frozen) == 2  # every thirty days
    walk.must(SUP, "unfreeze", stage="laredo", reason="Another yard.")
    assert stage(walk, "laredo") == "ACTIVE"
    assert walk.case.clocks["T41:laredo"].terms.amount == 21
    walk.must(SUP, "pass_stage", stage="laredo")


def test_the_case_is_closed_when_every_stage_has_passed() -> None:
    walk = both_open()
    today = lanes.day(walk)
    walk.must(OFF, "record_check", checked_on=today, result="Whole.", passed=True)
    second = OFF.model_copy(update={"person": "off-2"})
    walk.must(second, "confirm_effectiveness", basis="Figures.")
    closing = walk.letter("letter-closing")
    assert rule(walk.do(SUP, "close_reinstated", **closing)) == "stages_complete"
    lanes.seen(walk, "other", "2303")
    walk.must(SUP, "pass_stage", stage="eagle-pass")
    walk.must(SUP, "close_reinstated", **closing)
    assert walk.case.state is State.CLOSED_REINSTATED


def test_stages_are_overtaken_by_a_new_suspension_and_leave_nothing_behind() -> None:
    walk = running()
    walk.must(SUP, "refer", **paths.recommendation(walk, "rec-3"))
    assert rule(walk.do(SUP, "pass_stage", stage="laredo")) == "case_is_monitored"
    order = {"legal_basis": "967a", "scope": lanes.EVERYWHERE, "no_comment_reason": "Hours."}
    walk.must(HQ, "suspend", **walk.letter("letter-again"), **order)
    walk.must(OFF, "record_delivery", letter="letter-again", proof="s", proof_sha256="c" * 64)
    assert stage(walk, "laredo") == "OVERTAKEN"
    assert walk.case.stages == {}
    assert not walk.case.clocks["T41:laredo"].is_open
    assert benefits(walk)["reduced-exams@2304"] == "OFF_ORDERED"


def test_only_a_supervisor_or_headquarters_moves_a_stage() -> None:
    walk = running()
    for actor in (OFF, PORT, MXC):
        refused = walk.do(actor, "fall_back", stage="laredo", reason="r")
        assert isinstance(refused, Refusal)
        assert set(refused.roles) == {Role.SUP, Role.HQ}
