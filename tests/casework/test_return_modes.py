"""How a carrier returns: each mode says what it needs; a lower status leaves some benefits off."""

from typing import Any

import pytest

from casework.refusal import Refusal
from tests.casework import lanes
from tests.casework.walk import HQ, OFF, Walk


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def benefits(walk: Walk) -> dict[str, str]:
    """Where each benefit stands."""
    return walk.case.tracks["BENEFIT"]


@pytest.mark.parametrize(
    "said",
    [
        {"mode": "staged"},
        {"mode": "full", "stage_plan": "stages", "stage_plan_sha256": "0" * 64},
        {"mode": "lower_status"},
        {"mode": "full", "status": "certified"},
        {"mode": "conditional", "keeps_off": [{"benefit": "reduced-exams"}]},
    ],
)
def test_a_mode_says_what_it_needs_and_nothing_else(said: dict[str, Any]) -> None:
    walk = lanes.suspended()
    letter = walk.letter("letter-return")
    with pytest.raises(ValueError, match=r"stage_plan|status|keeps_off"):
        walk.do(HQ, "reinstate", **letter, legal_basis="967a", **said)


def returned_lower(keeps_off: list[dict[str, str]]) -> Walk | Refusal:
    """A return to a lower status, signed and served, or why it is refused."""
    walk = lanes.suspended()
    lanes.return_recommended(walk)
    order = {"legal_basis": "967a", "mode": "lower_status", "status": "certified"}
    letter = walk.letter("letter-return")
    answer = walk.do(HQ, "reinstate", **letter, **order, keeps_off=keeps_off)
    if isinstance(answer, Refusal):
        return answer
    walk.must(OFF, "record_delivery", letter="letter-return", proof="slip", proof_sha256="c" * 64)
    return walk


def test_a_return_to_a_lower_status_says_so_and_leaves_off_what_it_names() -> None:
    walk = returned_lower([{"benefit": "front-of-line", "place": "2304"}])
    assert isinstance(walk, Walk)
    assert walk.case.returned_as == "certified"
    assert benefits(walk) == {
        "reduced-exams@all": "ON_ORDERED",
        "front-of-line@2304": "OFF",
        "joint-processing@2304": "ON_ORDERED",
    }
    letter = next(n for n in walk.notices if n.template == "reinstatement_letter")
    assert letter.facts["status"]["en"] == "certified, to be validated again"
    assert len(letter.facts["kept_off"]) == 1


def test_a_lower_status_is_no_suspension_under_another_name() -> None:
    refused = returned_lower(lanes.EVERYWHERE)
    assert rule(refused) == "kept_off_fits_the_scope"
    assert rule(returned_lower([{"benefit": "visible-status"}])) == "kept_off_fits_the_scope"
