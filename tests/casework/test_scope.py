"""What a suspension covers is given back in part or widened, by letter, and ports decide on UCP."""

from typing import Any

import pytest

from casework.events import Event
from casework.refusal import Refusal
from casework.roles import Role
from casework.states import Standing, State
from casework.visibility import sight
from tests.casework import lanes, paths
from tests.casework.walk import CNS, HQ, OFF, POC, PORT, SUP, Walk
from tests.casework.ways import walked

AT_LAREDO = {"benefit": "reduced-exams", "place": "2304"}
AT_EAGLE_PASS = {"benefit": "reduced-exams", "place": "2303"}
CONTROLS = {"interim_controls": "Two people look at every seal."}


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def standing(walk: Walk) -> Standing:
    """The carrier's standing now."""
    return walk.case.standing


def changed(walk: Walk, **said: Any) -> tuple[Event, ...] | Refusal:
    """Headquarters signs a change of the scope."""
    letter = walk.letter(f"letter-scope-{len(walk.batches)}")
    return walk.do(HQ, "modify_scope", **letter, legal_basis="967a", **said)


def serve(walk: Walk) -> tuple[Event, ...]:
    """The carrier confirms the letter of the scope."""
    change = walk.case.scope_change
    assert change is not None
    return walk.must(POC, "acknowledge_letter", letter=change.letter)


def relieved() -> Walk:
    """One benefit is back at one crossing of a scope that covers it everywhere."""
    walk = lanes.suspended()
    changed(walk, give_back=[AT_LAREDO])
    serve(walk)
    return walk


def test_nothing_moves_before_the_carrier_has_the_letter() -> None:
    walk = lanes.suspended()
    before = dict(walk.case.tracks["BENEFIT"])
    events = changed(walk, give_back=[AT_LAREDO])
    assert not isinstance(events, Refusal)
    assert walk.case.tracks["BENEFIT"] == before
    assert standing(walk) is Standing.SUSPENDED_FULL
    assert {n.party for e in events for n in e.notices} == {"carrier"}
    served = serve(walk)
    assert walk.case.tracks["BENEFIT"]["reduced-exams@2304"] == "ON_ORDERED"
    assert walk.case.tracks["BENEFIT"]["reduced-exams@all"] == "OFF"
    assert standing(walk) is Standing.SUSPENDED_PARTIAL
    assert {n.party for e in served for n in e.notices} == {"port:2304", "partner", "carrier"}


def test_partners_hear_the_status_and_no_more() -> None:
    walk = relieved()
    told = [n for n in walk.notices if n.template == "status_notice"]
    assert [n.facts["status"] for n in told] == ["suspended", "suspended_in_part"]
    assert "give_back" not in told[-1].facts


def test_a_relief_has_no_appeal_and_a_wider_scope_has_one_of_its_own() -> None:
    walk = relieved()
    assert len([k for k in walk.case.clocks if k.startswith("T19:letter-scope")]) == 0
    changed(walk, take_away=[{"benefit": "visible-status"}])
    window = [k for k in walk.case.clocks if k.startswith("T19:letter-scope")]
    assert len(window) == 1
    letter = [n for n in walk.notices if n.template == "scope_letter"][-1]
    assert letter.facts["appeal"]["right"]
    assert letter.facts["taken_away"][0]["benefit"]["en"] == "certified status visible to partners"


def test_more_is_taken_away_from_a_carrier_that_was_heard_or_for_a_stated_reason() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="A matter of hours.")
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    more: dict[str, Any] = {"take_away": [{"benefit": "visible-status"}]}
    assert rule(changed(walk, **more)) == "carrier_was_heard"
    assert not isinstance(changed(walk, **more, no_comment_reason="Hours."), Refusal)


def test_what_was_given_back_at_one_place_can_be_taken_away_again() -> None:
    walk = relieved()
    walk.must(PORT, "confirm_on", benefits=[AT_LAREDO])
    changed(walk, take_away=[AT_LAREDO])
    serve(walk)
    assert walk.case.tracks["BENEFIT"]["reduced-exams@2304"] == "OFF_ORDERED"
    assert walk.case.relieved == ()
    assert standing(walk) is Standing.SUSPENDED_PARTIAL


def test_a_full_suspension_that_is_widened_stays_full() -> None:
    walk = lanes.suspended()
    changed(walk, take_away=[{"benefit": "visible-status"}])
    serve(walk)
    assert standing(walk) is Standing.SUSPENDED_FULL
    assert walk.case.tracks["BENEFIT"]["visible-status@all"] == "OFF_ORDERED"


def test_ports_are_told_who_signed_the_change() -> None:
    walk = lanes.suspended()
    other = HQ.model_copy(update={"person": "hq-9"})
    letter = walk.letter("letter-scope")
    walk.must(other, "modify_scope", **letter, legal_basis="967a", give_back=[AT_LAREDO])
    orders = [n for e in serve(walk) for n in e.notices if n.template == "benefit_order"]
    assert [n.facts["signed_by"]["person"] for n in orders] == ["hq-9"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"give_back": [{"benefit": "visible-status"}]}, "given_back_is_off"),
        ({"take_away": [AT_LAREDO]}, "taken_away_is_on"),
        ({"give_back": lanes.EVERYWHERE}, "something_stays_off"),
        ({"give_back": [AT_LAREDO], "request": "r1"}, "grants_its_request"),
    ],
)
def test_a_change_fits_what_is_off_and_is_no_return(said: dict[str, Any], code: str) -> None:
    assert rule(changed(lanes.suspended(), **said)) == code


def test_who_recommended_does_not_change_the_scope() -> None:
    walk = lanes.suspended()
    recommender = HQ.model_copy(update={"person": OFF.person})
    letter = walk.letter("letter-scope")
    said = {"legal_basis": "967a", "give_back": [AT_LAREDO]}
    refused = walk.do(recommender, "modify_scope", **letter, **said)
    assert rule(refused) == "decider_is_another_person"


def test_one_change_at_a_time_and_its_service_is_watched() -> None:
    walk = lanes.suspended()
    changed(walk, give_back=[AT_LAREDO])
    assert rule(changed(walk, give_back=[AT_EAGLE_PASS])) == "no_scope_change_under_way"
    late = {e.kind for e in walk.until(6)}
    assert {"letter_not_delivered_in_time", "service_not_settled_in_time"} <= late
    tried = {"channels_tried": ["mail", "courier"], "log": "Nobody opened."}
    walk.must(HQ, "declare_served", **tried)
    assert walk.case.scope_change is None
    assert walk.case.tracks["BENEFIT"]["reduced-exams@2304"] == "ON_ORDERED"
    assert "DECLARED" in walk.case.tracks["LETTER"].values()
    assert not walk.case.clocks["T04B"].is_open
    again = walk.do(HQ, "declare_served", **tried)
    assert rule(again) == "scope_letter_under_way"


def test_a_later_order_overtakes_a_change_that_was_not_served() -> None:
    walk = lanes.suspended()
    changed(walk, give_back=[AT_LAREDO])
    signed = walk.case.scope_change
    assert signed is not None
    walk.until(100)
    walk.must(HQ, "remove", **walk.letter("letter-removal"), legal_basis="967a")
    walk.must(POC, "acknowledge_letter", letter=signed.letter)
    assert standing(walk) is Standing.SUSPENDED_FULL
    assert "reduced-exams@2304" not in walk.case.tracks["BENEFIT"]


def test_a_removal_takes_back_what_was_given_back_at_one_place() -> None:
    walk = relieved()
    walk.must(PORT, "confirm_on", benefits=[AT_LAREDO])
    walk.until(100)
    walk.must(HQ, "remove", **walk.letter("letter-removal"), legal_basis="967a")
    walk.must(POC, "acknowledge_letter", letter="letter-removal")
    assert standing(walk) is Standing.REMOVED
    assert walk.case.tracks["BENEFIT"]["reduced-exams@2304"] == "OFF_ORDERED"


# --- early relief ----------------------------------------------------------------------------


def requested() -> Walk:
    """The carrier asks for one benefit at Laredo."""
    walk = lanes.suspended()
    walk.must(CNS, "request_early_relief", request="r1", benefits=[AT_LAREDO], **CONTROLS)
    return walk


def test_a_request_is_receipted_and_headquarters_has_its_days() -> None:
    walk = requested()
    event = walk.events[-1]
    assert {n.party for n in event.notices} == {"carrier", "cbp:HQ"}
    assert event.notices[0].facts["next_clock"]["day"]
    assert walk.case.clocks["T40:r1"].terms.owner is Role.HQ
    late = walk.until(20)
    assert "request_decision_late" in {e.kind for e in late}
    assert "lateness_escalated" in {e.kind for e in late}
    assert walk.case.tracks["RELIEF"]["r1"] == "REQUESTED"  # a lapse grants nothing
    assert standing(walk) is Standing.SUSPENDED_FULL


def test_relief_is_asked_for_of_what_is_off_while_it_is_corrected() -> None:
    walk = lanes.suspended()
    asked = {
        "request": "r1",
        "benefits": [{"benefit": "visible-status", "place": "2304"}],
        **CONTROLS,
    }
    assert rule(walk.do(POC, "request_early_relief", **asked)) == "relief_is_of_what_is_off"
    with pytest.raises(ValueError, match="name the crossing"):
        walk.do(
            POC, "request_early_relief", **{**asked, "benefits": [{"benefit": "reduced-exams"}]}
        )
    walk = paths.opened()
    asked = {**asked, "benefits": [AT_LAREDO]}
    assert rule(walk.do(POC, "request_early_relief", **asked)) == "case_is_correcting"


def test_a_grant_is_seen_by_the_carrier_with_its_letter_and_not_before() -> None:
    walk = requested()
    changed(walk, give_back=[AT_LAREDO], request="r1")
    assert walk.case.tracks["RELIEF"]["r1"] == "GRANTED"
    assert not walk.case.clocks["T40:r1"].is_open
    seen = sight(walk.case, walk.events, POC)
    assert seen.case.tracks["RELIEF"]["r1"] == "REQUESTED"
    assert seen.case.scope_change is None
    assert "relief_granted" not in {e.kind for e in seen.events if e is not None}
    serve(walk)
    seen = sight(walk.case, walk.events, POC)
    assert seen.case.tracks["RELIEF"]["r1"] == "GRANTED"
    assert "scope_relieved" in {e.kind for e in seen.events if e is not None}


def test_a_refusal_gives_its_reason() -> None:
    walk = requested()
    (event,) = walk.must(HQ, "refuse_relief", request="r1", reason="The log ends in April.")
    assert event.notices[0].facts["reason"] == "The log ends in April."
    assert rule(changed(walk, give_back=[AT_LAREDO], request="r1")) == "grants_its_request"


def test_the_return_overtakes_a_request() -> None:
    walk = walked("relief overtaken")
    assert walk.case.state is State.MONITORING
    assert walk.case.tracks["RELIEF"] == {"r1": "OVERTAKEN"}
    assert not walk.case.clocks["T40:r1"].is_open


# --- joint processing, port by port ----------------------------------------------------------


def test_an_order_that_names_no_place_leaves_joint_processing_to_the_ports() -> None:
    walk = paths.suspended()
    walk.until(100)
    walk.must(HQ, "remove", **walk.letter("letter-removal"), legal_basis="967a")
    walk.must(POC, "acknowledge_letter", letter="letter-removal")
    moved = walk.case.tracks["BENEFIT"]
    assert not [key for key in moved if key.startswith("joint-processing")]


def test_headquarters_names_the_port_of_joint_processing() -> None:
    walk = lanes.suspended()
    with pytest.raises(ValueError, match="name the port"):
        changed(walk, take_away=[{"benefit": "joint-processing"}])


def test_a_port_decides_where_headquarters_has_not() -> None:
    walk = paths.suspended()
    said = {"port": "2304", "reason": "Two seals were missing."}
    (event,) = walk.must(PORT, "withhold_ucp", **said)
    assert event.notices[0].party == "carrier"
    assert event.notices[0].facts["access"] == "withheld"
    assert walk.case.tracks["BENEFIT"]["joint-processing@2304"] == "OFF"
    walk.must(PORT, "grant_ucp", **said)
    assert walk.case.tracks["BENEFIT"]["joint-processing@2304"] == "ON"


def test_a_port_does_not_give_what_headquarters_holds_off() -> None:
    walk = lanes.suspended()
    said = {"port": "2304", "reason": "Ten good trains."}
    assert rule(walk.do(PORT, "grant_ucp", **said)) == "headquarters_leaves_it"


def test_a_port_decides_where_both_services_work_together_and_a_suspension_asks_it_to() -> None:
    walk = paths.suspended()
    elsewhere = {"port": "2303", "reason": "Rain."}
    assert rule(walk.do(PORT, "withhold_ucp", **elsewhere)) == "port_has_joint_processing"
    assert rule(paths.opened().do(PORT, "withhold_ucp", port="2304", reason="Rain.")) == (
        "access_is_in_question"
    )
    assert isinstance(walk.do(SUP, "withhold_ucp", port="2304", reason="Rain."), Refusal)


def test_a_return_asks_the_port_anew() -> None:
    walk = paths.suspended()
    walk.must(PORT, "withhold_ucp", port="2304", reason="Two seals were missing.")
    walk.until(15)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    paths.verified(walk)
    paths.return_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    assert walk.case.tracks["BENEFIT"]["joint-processing@2304"] == "ON_ORDERED"
    walk.must(PORT, "withhold_ucp", port="2304", reason="Not yet.")
    assert walk.case.tracks["BENEFIT"]["joint-processing@2304"] == "OFF"
    assert not walk.case.clocks["T36:joint-processing@2304"].is_open
