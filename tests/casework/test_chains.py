"""Linked cases: who had what in hand, what is shared and with whom, and who waits for whom."""

import json

from casework.evolve import awaited
from casework.refusal import Refusal
from casework.roles import Party
from casework.visibility import sight
from tests.casework import paths
from tests.casework.walk import OFF, POC, Walk
from tests.casework.ways import walked
from tests.casework.ways_of_chains import EARLIER, NEED, SAME, linked, waiting


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def test_a_case_is_linked_with_another_once_and_for_a_reason_that_fits() -> None:
    walk = paths.opened()
    for changes, code in (
        ({"other_case": walk.case.id}, "link_is_another_case"),
        ({"other_carrier": "SVR"}, "relation_fits_carrier"),
        ({"incident": "i9"}, "incident_is_this_cases"),
        ({"relation": "earlier_case"}, "relation_fits_carrier"),
    ):
        assert rule(walk.do(OFF, "link_case", **{**SAME, **changes})) == code
    walk.must(OFF, "link_case", **SAME)
    assert rule(walk.do(OFF, "link_case", **SAME)) == "link_is_another_case"
    walk.must(OFF, "link_case", **EARLIER)
    point = walk.case.chain["case-7"].points[0]
    held = (point.owned_by, point.custody, point.controlled_by, point.inspected_before_by)
    assert held == ("GSL", "SVR", "SVR", "GSL")
    assert walk.case.chain["case-7"].reported_first == "GSL"


def test_days_on_which_everything_waits_for_another_railroad_are_its_days() -> None:
    walk = linked()
    assert awaited(walk.case) is Party.CARRIER
    walk.must(OFF, "record_dependency", **NEED)
    assert awaited(walk.case) is Party.OTHER_RAILROAD
    walk.must(OFF, "settle_dependency", dependency="log", basis="Seen.")
    assert awaited(walk.case) is Party.CARRIER
    paths.sent(walk, "e1", "a1")
    assert awaited(walk.case) is Party.CBP


def test_a_day_does_not_run_out_while_another_railroad_owes_its_part() -> None:
    walk = waiting()
    assert [e for e in walk.until(80) if e.row == "M52"] == []
    walk.must(OFF, "settle_dependency", dependency="log", basis="Seen.")
    assert [e for e in walk.until(1) if e.row == "M52"] == []
    assert [e.body["clock"] for e in walk.until(5) if e.row == "M52"] == ["T33:a1"]


def test_what_is_recorded_after_the_day_holds_nothing_back() -> None:
    walk = linked()
    walk.until(80)
    assert "M52" in {event.row for event in walk.events}
    walk.must(OFF, "record_dependency", **NEED)
    assert walk.case.clocks["T33:a1"].lapsed_at is not None


def test_only_another_railroads_linked_case_and_an_open_action_can_be_waited_for() -> None:
    walk = linked()
    for changes, code in (
        ({"other_case": "case-9"}, "case_is_linked"),
        ({"other_case": "case-0"}, "other_is_another_railroad"),
        ({"action": "a9"}, "action_is_open"),
    ):
        assert rule(walk.do(OFF, "record_dependency", **{**NEED, **changes})) == code
    assert rule(walk.do(POC, "record_dependency", **NEED)) == "role"
    paths.evidence(walk, "e1", "a1")
    assert rule(walk.do(OFF, "record_dependency", **NEED)) == "action_is_open"


def test_evidence_is_shared_by_its_hash_along_a_link_and_once() -> None:
    walk = linked()
    share = {"sha256": "a" * 64, "what": "Log", "access": "cbp", "other_case": "case-7"}
    refused = walk.do(OFF, "share_evidence", **share, filed_here=True)
    assert rule(refused) == "shared_is_evidence"
    paths.sent(walk, "e1", "a1")
    walk.must(OFF, "share_evidence", **share, filed_here=True)
    again = walk.do(OFF, "share_evidence", **share, filed_here=True)
    assert rule(again) == "not_shared_yet"
    elsewhere = {**share, "other_case": "case-9", "filed_here": False}
    assert rule(walk.do(OFF, "share_evidence", **elsewhere)) == "case_is_linked"


def carriers_eyes(walk: Walk) -> str:
    """All that the carrier's people can read of the case."""
    seen = sight(walk.case, walk.events, POC)
    events = [e.model_dump(mode="json") for e in seen.events if e is not None]
    return json.dumps(events) + seen.case.model_dump_json()


def test_the_carrier_reads_what_is_needed_and_nothing_else_of_the_other_case() -> None:
    told = carriers_eyes(walked("waited for another railroad"))
    assert NEED["needs"] in told
    assert "Own seal log" in told
    for secret in ("case-7", "case-0", "GSL", '"b4"', "Seal log of the bridge", "d" * 64):
        assert secret not in told, secret
    notices = [n for n in walked("waited for another railroad").notices if n.party == "carrier"]
    said = [n.facts for n in notices if n.template == "dependency_told"]
    assert [(f["waits_here"], f["settled"]) for f in said] == [
        (True, False),
        (False, False),
        (True, True),
    ]
    assert "GSL" not in json.dumps(said)
