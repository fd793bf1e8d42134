"""Promises that are watched, names that two persons agree on, and what must be kept."""

from datetime import date

from casework.agenda import settled
from casework.events import Event
from casework.policy import policy
from casework.refusal import Refusal
from casework.roles import Actor, Party, Role
from casework.states import State
from casework.view import case_view
from casework.visibility import sight
from tests.casework import paths
from tests.casework.walk import OFF, OPS, POC, SUP, Walk
from tests.casework.ways import walked
from tests.casework.ways_of_notes import CALL, HOLD, NAME, promise


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def lapses(walk: Walk) -> dict[str, Event]:
    """The promises that were not kept, by name."""
    return {e.item or "": e for e in walk.events if e.act == "lapse:T52"}


def test_a_promise_with_a_day_is_a_clock_of_who_made_it_and_one_without_is_only_noted() -> None:
    case = walked("promised").case
    assert case.clocks["T52:p1"].terms.party is Party.CARRIER
    assert case.clocks["T52:p2"].terms.party is Party.CBP
    assert "T52:p3" not in case.clocks
    assert case.promises["p3"].due is None
    assert case.clocks["T52:p4"].due_day == date(2026, 3, 6)
    assert case.clocks["T52:p4"].terms.mark.value == "default"


def test_a_broken_promise_is_marked_and_cbps_own_goes_up_the_ladder() -> None:
    walk = walked("promised")
    assert set(lapses(walk)) == {"p4", "p5"}
    assert [n.template for n in lapses(walk)["p4"].notices] == ["late_mark"]
    told = [e for e in walk.events if e.row == "T22E" and e.body["clock"] == "T52:p5"]
    assert told
    assert walk.case.tracks["COMMITMENT"] == {
        "p1": "KEPT",
        "p2": "KEPT",
        "p4": "PROMISED",
        "p5": "PROMISED",
        "p6": "RELEASED",
    }
    assert walk.case.state is State.SUSPENDED


def test_nobody_binds_cbp_but_cbp_and_no_promise_lies_behind() -> None:
    walk = paths.suspended()
    for actor, made, code in (
        (POC, promise("p1", "OFF", "2026-03-12"), "commits_own_side"),
        (OFF, promise("p1", "POC", "2026-01-12"), "note_in_order"),
    ):
        assert rule(walk.do(actor, "contact_note", **CALL, commitments=[made])) == code
    ahead = {**CALL, "held_at": "2027-01-01T10:00:00Z"}
    assert rule(walk.do(OFF, "contact_note", **ahead)) == "note_in_order"
    twice = [promise("p1", "POC", None)] * 2
    assert rule(walk.do(OFF, "contact_note", **CALL, commitments=twice)) == "commitments_are_new"
    walk.must(OFF, "contact_note", **CALL, commitments=[promise("p1", "OFF", "2026-03-12")])
    assert rule(walk.do(POC, "fulfil_commitment", commitment="p1", basis="So.")) == (
        "carrier_promised"
    )


def test_a_case_under_an_older_policy_notes_promises_without_a_clock() -> None:
    assert "T52" not in policy("2026-11").clocks
    walk = paths.suspended()
    walk._case = walk.case.model_copy(update={"policy": "2026-11"})
    dated = [promise("p1", "POC", "2026-03-12")]
    refused = walk.do(OFF, "contact_note", **CALL, commitments=dated)
    assert rule(refused) == "policy_counts_commitments"
    walk.must(OFF, "contact_note", **CALL, commitments=[promise("p1", "POC", None)])


def test_a_carrier_is_called_otherwise_once_another_person_agrees_and_keeps_its_id() -> None:
    walk = paths.suspended()
    walk.must(OPS, "rename_carrier", **NAME)
    assert walk.case.railroad.name == "Sierra Verde Railway"
    same = Actor(person=OPS.person, role=Role.SUP, organisation="LRD")
    refused = walk.do(same, "countersign_renaming", renaming="n1")
    assert rule(refused) == "another_person_proposed_name"
    walk.must(SUP, "countersign_renaming", renaming="n1")
    railroad = walk.case.railroad
    assert (railroad.id, railroad.name, railroad.scac) == ("SVR", "Sierra Verde and Gulf", "SVG")
    assert (walk.case.names["n1"].old_name, walk.case.names["n1"].since) == (
        "Sierra Verde Railway",
        date(2026, 2, 1),
    )
    walk.must(POC, "submit_pia", **pia(walk))  # its people act for it as before
    (told,) = (n for n in walk.notices if n.template == "carrier_renamed")
    assert (told.facts["old_scac"], told.facts["new_scac"]) == ("SVR", "SVG")
    earlier = [n for n in walk.notices if n.template == "suspension_letter"]
    assert {n.facts["carrier_name"] for n in earlier} == {"Sierra Verde Railway"}


def pia(walk: Walk) -> dict[str, str]:
    """An analysis that the executive has attested."""
    content = {
        "kind": "pia",
        "chronology": "First the yard.",
        "root_causes": [{"cause": "No second look", "method": "5-why"}],
        "custody_map": [{"place": "yard", "owner": "SVR", "custody": "SVR", "control": "SVR"}],
    }
    return paths.attested(walk, "pia", content)


def test_a_name_is_new_not_from_the_future_and_says_with_whom_it_merged() -> None:
    walk = paths.opened()
    for changes in (
        {"since": "2027-01-01"},
        {"name": "Sierra Verde Railway", "scac": "SVR"},
        {"merged_with": None},
        {"why": "renamed"},
    ):
        assert rule(walk.do(OPS, "rename_carrier", **{**NAME, **changes})) == "renaming_fits"


def test_a_legal_hold_keeps_a_closed_case_awake_until_it_is_released() -> None:
    walk = walked("renamed")
    assert walk.case.state is State.CLOSED_NO_ACTION
    assert not case_view(walk.case).legal_hold
    held = paths.opened()
    held.must(SUP, "legal_hold", **HOLD)
    assert case_view(held.case).legal_hold
    assert rule(held.do(OFF, "release_legal_hold", **{**HOLD, "reason": "No."})) == "role"
    held.must(SUP, "void_case", reason="Opened twice.")
    assert not settled(held.case)
    held.must(SUP, "release_legal_hold", **HOLD)
    assert settled(held.case)


def test_a_legal_hold_moves_no_clock_and_is_nobodys_business_outside_cbp() -> None:
    walk = paths.suspended()
    before = walk.case.clocks
    walk.must(SUP, "legal_hold", **HOLD)
    assert walk.case.clocks == before
    seen = sight(walk.case, walk.events, POC)
    assert seen.events[-1] is None
    assert "LEGAL_HOLD" not in seen.case.tracks
