"""Agriculture's concurrence: asked, answered or not, seen by nobody else's eyes, and stated."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from casework.commands.corrective_action import SubmitEvidence
from casework.evolve import awaited
from casework.refusal import Refusal
from casework.roles import Actor, Party, Role
from casework.states import Phase, State
from casework.view import case_view
from casework.visibility import admitted, sight, visible_document, visible_phase
from tests.casework import paths
from tests.casework.walk import APHIS, HQ, OFF, POC, PORT, SENASICA, Walk
from tests.casework.ways import walked
from tests.casework.ways_of_agriculture import INSPECTION, REQUEST, at_headquarters, seal


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def reinstate(walk: Walk, name: str, **more: Any) -> object:
    order = {"legal_basis": "967a", "mode": "conditional", **more}
    return walk.do(HQ, "reinstate", **walk.letter(name), **order)


def test_a_return_waits_for_agriculture_and_its_days_are_agricultures() -> None:
    walk = at_headquarters()
    assert awaited(walk.case) is Party.AGRICULTURE
    assert rule(reinstate(walk, "l1")) == "agriculture_settled"
    walk.must(APHIS, "concur", agency="aphis")
    assert awaited(walk.case) is Party.CBP
    assert not isinstance(reinstate(walk, "l2"), Refusal)


def test_after_silence_or_objection_headquarters_says_why_it_decides_without() -> None:
    walk = at_headquarters()
    reason = {"without_agriculture": "No answer."}
    assert rule(reinstate(walk, "l1", **reason)) == "agriculture_settled"
    words = {"reason": "Soil.", "would_satisfy": "Washing."}
    walk.must(APHIS, "object", agency="aphis", **words)
    assert rule(reinstate(walk, "l2")) == "agriculture_settled"
    assert not isinstance(reinstate(walk, "l3", **reason), Refusal)
    (letter, _) = (n for n in walk.notices if n.letter == "l3")
    assert letter.facts["without_agriculture"] == "No answer."


def test_an_agricultural_finding_without_a_request_bars_the_return() -> None:
    walk = at_headquarters()
    walk.must(APHIS, "concur", agency="aphis")
    assert set(walk.case.tracks["AG"]) == {"aphis"}
    bare = walk.case.model_copy(update={"tracks": {**walk.case.tracks, "AG": {}}})
    walk._case = bare
    assert rule(reinstate(walk, "l1")) == "agriculture_settled"


def test_the_days_run_by_the_policy_or_by_the_joint_work_plan() -> None:
    clocks = walked("agriculture concurs").case.clocks
    assert clocks["T37:senasica"].due_day == date(2026, 3, 20)
    assert walked("return without agriculture").case.clocks["T37:aphis"].due_day == date(
        2026, 3, 17
    )
    walk = at_headquarters()
    late = {"agreed_day": "2026-03-01", "work_plan": "JWP"}
    refused = walk.do(OFF, "request_concurrence", agency="senasica", **REQUEST, **late)
    assert rule(refused) in ("no_day_is_agreed", "agreed_day_lies_ahead")


def test_each_agency_speaks_for_itself_and_only_of_findings_of_its_field() -> None:
    walk = at_headquarters()
    assert rule(walk.do(SENASICA, "concur", agency="aphis")) == "carrier"
    walk.must(OFF, "request_concurrence", agency="senasica", **REQUEST)
    assert rule(walk.do(SENASICA, "concur", agency="aphis")) == "speaks_for_own_agency"
    walk.must(SENASICA, "object", agency="senasica", reason="Soil.", would_satisfy="Washing.")
    other = {**REQUEST, "findings": ["f1", "f2"]}
    asked = walk.do(OFF, "request_concurrence", agency="senasica", **other)
    assert rule(asked) == "findings_are_agricultural"


def test_an_agency_sees_no_finding_outside_agriculture_and_no_case_in_which_it_was_not_asked() -> (
    None
):
    walk = at_headquarters()
    assert admitted(walk.case, APHIS)
    assert not admitted(walk.case, SENASICA)
    assert not admitted(paths.suspended().case, APHIS)
    seen = sight(walk.case, walk.events, APHIS)
    assert set(seen.case.findings) == {"f1"}
    assert seen.case.documents == {}
    assert seen.case.standing is walk.case.standing
    assert case_view(seen.case).awaiting is Party.AGRICULTURE
    assert seen.case.plan is None
    assert seen.case.decisions == ()
    told = json.dumps([e.model_dump(mode="json") for e in seen.events if e is not None])
    assert "Cars are free of soil" in told
    for word in ("Drivers are vetted", "Reasons of", "status@fxe.example", "letter-suspension"):
        assert word not in told + seen.case.model_dump_json()


def test_an_agency_does_not_see_that_an_order_is_being_served() -> None:
    walk = at_headquarters()
    walk.must(APHIS, "concur", agency="aphis")
    reinstate(walk, "l1")
    assert walk.case.state is State.ORDERED
    assert sight(walk.case, walk.events, APHIS).case.state is State.DECISION
    assert visible_phase(walk.case, APHIS) is Phase.REVIEW
    letter = walk.case.documents["l1"]
    assert not visible_document("l1", letter, walk.case, APHIS)
    asked = walk.do(OFF, "request_concurrence", agency="senasica", **REQUEST)
    assert rule(asked) == "concurrence_can_be_asked"


def test_what_an_agency_is_asked_tells_nobody_a_status() -> None:
    case = walked("agriculture concurs").case
    assert {told.party for told in case.told.values()} == {"partner", "port:2304"}


def test_silence_is_neither_concurrence_nor_objection_and_may_still_be_broken() -> None:
    walk = at_headquarters()
    walk.until(20)
    assert walk.case.tracks["AG"]["aphis"] == "LAPSED"
    assert awaited(walk.case) is Party.CBP
    walk.must(APHIS, "concur", agency="aphis")
    assert not isinstance(reinstate(walk, "l1"), Refusal)


def test_a_joint_inspection_is_made_by_two_and_lies_behind() -> None:
    walk = paths.opened()
    today = walk.case.local_day(walk.now).isoformat()
    broken = seal(found="ZZ-1", verified=False)
    words = {**INSPECTION, "inspected_on": today, "seals": [seal(), {**broken, "car": "SVRX7"}]}
    assert rule(walk.do(APHIS, "record_inland_inspection", **words)) == "carrier"
    walk.must(PORT, "record_inland_inspection", **words)
    assert walk.case.inland_inspections[0].broken_seals == ("SVRX7",)
    ahead = {**words, "inspected_on": "2026-12-24"}
    assert rule(walk.do(OFF, "record_inland_inspection", **ahead)) == "inspection_lies_behind"
    stranger = Actor(person="p", role=Role.POC, organisation="SVR")
    assert rule(walk.do(stranger, "record_inland_inspection", **words)) == "role"


EVIDENCE = {"evidence": "e1", "action": "a1", "file_name": "log.pdf", "file_sha256": "a" * 64}
DEVICE = {
    "device": "GPS-7001",
    "kind": "gps",
    "car": "SVRX1001",
    "attached_at": "2026-03-01T10:00:00Z",
    "removed_at": "2026-03-02T10:00:00Z",
    "longest_gap_minutes": 12,
}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"expected": "ab-1"}, "pattern"),
        ({"seal_class": "X"}, "Input should be"),
        ({"found": "ZZ-1"}, "is not the one expected"),
        ({"found": None, "verified": False}, "no seal to tug"),
        ({"car": "1234"}, "pattern"),
        ({"checked_at": "2026-03-01T10:00:00"}, "timezone"),
    ],
)
def test_a_seal_is_typed_and_contradicts_itself_nowhere(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        SubmitEvidence.model_validate({**EVIDENCE, "seals": [seal(**changes)]})


def test_a_device_is_removed_after_it_was_attached() -> None:
    wrong = {**DEVICE, "removed_at": "2026-02-01T10:00:00Z"}
    with pytest.raises(ValidationError, match="before the device was attached"):
        SubmitEvidence.model_validate({**EVIDENCE, "devices": [wrong]})


def test_seals_and_devices_are_evidence_and_a_broken_one_is_named() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    seals = [seal(), seal(car="SVRX7", twisted=False)]
    walk.must(POC, "submit_evidence", **EVIDENCE, seals=seals, devices=[DEVICE])
    assert walk.case.evidence["e1"].broken_seals == ("SVRX7",)
    later = [seal(checked_at="2026-12-24T10:00:00Z")]
    more = {**EVIDENCE, "evidence": "e2", "seals": later}
    assert rule(walk.do(POC, "submit_evidence", **more)) == "security_items_lie_behind"
