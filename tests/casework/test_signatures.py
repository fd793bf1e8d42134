"""A signature covers one exact content, and two persons act where two are asked for."""

from typing import Any

import pytest

from casework.events import Event
from casework.refusal import Refusal, RefusalKind
from casework.roles import Role
from casework.states import State
from tests.casework.paths import (
    SCOPE,
    analysis_filed,
    attested,
    opened,
    plan,
    plan_accepted,
    plan_filed,
    proposed,
    recommendation,
    recommended,
    reinstated,
    suspended,
)
from tests.casework.walk import EXE, HQ, OFF, OFF2, POC, SUP, Walk


def rule(answer: tuple[Event, ...] | Refusal) -> str:
    assert isinstance(answer, Refusal), answer
    assert answer.kind is RefusalKind.CONDITION
    return answer.rule


def state(walk: Walk) -> State:
    """Where the case stands now."""
    return walk.case.state


def change(walk: Walk, name: str, content: dict[str, Any]) -> dict[str, str]:
    """File another content under the same name; return how a command names it."""
    walk.must(POC, "file_draft", document=name, content=content)
    return {"document": name, "sha256": walk.sha(name)}


def in_review() -> Walk:
    """A plan under review, with its analysis accepted by the first officer."""
    walk = suspended()
    analysis_filed(walk)
    plan_filed(walk)
    walk.must(OFF, "accept_pia")
    return walk


def return_plan(walk: Walk) -> None:
    results = [
        {"action": "a1", "accepted": False, "reason": "Who does it at night?"},
        {"action": "a2", "accepted": True, "reason": "Good."},
    ]
    walk.must(OFF, "return_plan", results=results)


def test_a_changed_plan_is_no_longer_signed() -> None:
    walk = suspended()
    analysis_filed(walk)
    signed = attested(walk, "cap", plan())
    changed = change(walk, "cap", plan("Three actions."))
    assert changed["sha256"] != signed["sha256"]
    assert rule(walk.do(POC, "submit_plan", **changed)) == "plan_signed"
    assert rule(walk.do(POC, "submit_plan", **signed)) == "plan_signed"
    walk.must(EXE, "sign_document", **changed)
    walk.must(POC, "submit_plan", **changed)
    assert state(walk) is State.CAP_REVIEW


def test_a_content_that_comes_back_has_to_be_signed_again() -> None:
    walk = suspended()
    analysis_filed(walk)
    attested(walk, "cap", plan())
    change(walk, "cap", plan("Three actions."))
    as_before = change(walk, "cap", plan())
    assert rule(walk.do(POC, "submit_plan", **as_before)) == "plan_signed"


def test_a_content_that_was_not_read_cannot_be_signed() -> None:
    walk = suspended()
    read = change(walk, "cap", plan())
    change(walk, "cap", plan("Three actions."))
    assert rule(walk.do(EXE, "sign_document", **read)) == "document_as_read"


def test_a_changed_recommendation_is_no_longer_endorsed() -> None:
    walk = opened()
    recommendation(walk, "rec-1")
    content = {"kind": "recommendation", "reasons": "Other reasons."}
    walk.must(OFF, "file_draft", document="rec-1", content=content)
    now = {"document": "rec-1", "sha256": walk.sha("rec-1")}
    assert rule(walk.do(OFF, "recommend_sanction", **now)) == "recommendation_endorsed"


def test_an_author_who_is_also_a_supervisor_does_not_endorse_himself() -> None:
    walk = opened()
    walk.must(
        OFF,
        "file_draft",
        document="rec-1",
        content={"kind": "recommendation", "reasons": "Because."},
    )
    read = {"document": "rec-1", "sha256": walk.sha("rec-1")}
    walk.must(OFF.model_copy(update={"role": Role.SUP}), "sign_document", **read)
    assert rule(walk.do(OFF, "recommend_sanction", **read)) == "recommendation_endorsed"


def test_a_changed_letter_is_not_the_one_that_was_previewed() -> None:
    walk = opened()
    recommended(walk)
    previewed = walk.letter("letter-proposal")
    reasons = {"en": "Other reasons.", "es": "Otros motivos."}
    content = {"kind": "letter", "reasons": reasons}
    walk.must(OFF, "file_draft", document="letter-proposal", content=content)
    assert rule(walk.do(HQ, "propose_sanction", **previewed)) == "letter_previewed"


def test_a_signed_letter_is_never_replaced_nor_used_again() -> None:
    walk = opened()
    recommended(walk)
    proposed(walk)
    used = {"letter": "letter-proposal", "letter_sha256": walk.sha("letter-proposal")}
    content = {"kind": "letter", "reasons": {"en": "Other.", "es": "Otro."}}
    again = walk.do(OFF, "file_draft", document="letter-proposal", content=content)
    assert rule(again) == "draft_may_change"
    walk.must(POC, "submit_comment", text="No.")
    order = {"legal_basis": "967a", "scope": SCOPE}
    assert rule(walk.do(HQ, "suspend", **used, **order)) == "letter_not_yet_used"


def test_a_returned_plan_must_be_signed_again() -> None:
    walk = in_review()
    return_plan(walk)
    assert state(walk) is State.CAP_REVISION
    same = {"document": "cap", "sha256": walk.sha("cap")}
    assert rule(walk.do(POC, "submit_plan", **same)) == "plan_signed"
    walk.must(EXE, "sign_document", **same)
    walk.must(POC, "submit_plan", **same)
    assert state(walk) is State.CAP_REVIEW
    assert walk.case.clocks["T12"].terms.variant == "re_review"


def test_a_plan_is_returned_twice_and_then_referred() -> None:
    walk = in_review()
    for number in (1, 2):
        return_plan(walk)
        assert walk.case.rounds == number
        plan_filed(walk, f"Round {number}.")
    results = [{"action": name, "accepted": False, "reason": "No."} for name in ("a1", "a2")]
    assert rule(walk.do(OFF, "return_plan", results=results)) == "rounds_left"
    walk.must(SUP, "refer", **recommendation(walk, "rec-2"))
    assert state(walk) is State.DECISION


def test_the_reviewer_of_a_plan_does_not_accept_it_in_another_role() -> None:
    walk = in_review()
    gates = [{"action": "a1", "gate": "BEFORE_RETURN"}, {"action": "a2", "gate": "IN_MONITORING"}]
    as_supervisor = OFF.model_copy(update={"role": Role.SUP})
    assert rule(walk.do(as_supervisor, "accept_plan", gates=gates)) == "accepter_did_not_review"
    plan_accepted(walk)
    assert state(walk) is State.IMPLEMENTING


def test_who_recommended_a_sanction_does_not_decide_it_in_another_role() -> None:
    walk = opened()
    recommended(walk)
    letter = walk.letter("letter-proposal")
    for person in (OFF, SUP):
        as_headquarters = person.model_copy(update={"role": Role.HQ})
        answer = walk.do(as_headquarters, "propose_sanction", **letter)
        assert rule(answer) == "decider_is_another_person"


def test_who_confirmed_the_effect_does_not_close_in_another_role() -> None:
    walk = reinstated()
    today = walk.case.local_day(walk.now).isoformat()
    evidence = {"evidence": "e9", "action": "a2", "file_name": "log.pdf", "file_sha256": "a" * 64}
    walk.must(POC, "submit_evidence", **evidence)
    walk.must(OFF, "accept_evidence", evidence="e9")
    walk.must(OFF, "record_check", checked_on=today, result="Whole.", passed=True)
    walk.must(OFF2, "confirm_effectiveness", basis="Three checks.")
    letter = walk.letter("letter-closing")
    confirmer = OFF2.model_copy(update={"role": Role.SUP})
    assert rule(walk.do(confirmer, "close_reinstated", **letter)) == "closer_did_not_confirm"
    walk.must(SUP, "close_reinstated", **letter)


@pytest.mark.parametrize("kind", ["recommendation", "letter"])
def test_the_carrier_does_not_write_what_cbp_writes(kind: str) -> None:
    walk = opened()
    content: dict[str, Any] = {"kind": kind, "reasons": "Because."}
    if kind == "letter":
        content["reasons"] = {"en": "Because.", "es": "Porque sí."}
    assert rule(walk.do(POC, "file_draft", document="d1", content=content)) == "may_file_kind"
