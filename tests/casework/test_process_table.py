"""The process table is proven: no proof finds anything against it."""

import ast
from pathlib import Path

import pytest

import casework
from casework.process.proof import CHECKS, Check, Table, names
from tests.casework.test_bent_holds import BITES as BENT_HOLDS
from tests.casework.test_bent_invariants_and_names import BITES as BENT_WORDS
from tests.casework.test_bent_lanes import BITES as BENT_LANES
from tests.casework.test_bent_tracks import BITES as BENT_TRACKS
from tests.casework.test_bent_ways_and_clocks import BITES as BENT_WAYS


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_table_holds(check: Check) -> None:
    assert check(Table()) == []


def parts_asked_for() -> frozenset[str]:
    """Every part taken in a case (``recommender`` …) that the rules ask about by its name."""
    found: set[str] = set()
    for path in sorted(Path(str(casework.__file__)).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in ("did", "_took_part"):
                found |= {
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                }
    return frozenset(found)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def test_every_part_that_conditions_ask_about_is_taken_by_somebody() -> None:
    asked_for = parts_asked_for()
    assert {"recommender", "endorser", "plan_reviewer", "visit_lead"} <= asked_for
    assert names.every_part_asked_for_is_taken(Table(), asked_for) == []


def test_a_part_that_nobody_takes_is_noticed() -> None:
    problems = names.every_part_asked_for_is_taken(Table(), frozenset({"recommender", "witness"}))
    assert problems == ["conditions ask who was witness, and no row makes anybody that"]


def test_every_proof_is_seen_to_notice_something() -> None:
    bent = (*BENT_WAYS, *BENT_WORDS, *BENT_LANES, *BENT_HOLDS, *BENT_TRACKS)
    assert set(CHECKS) - {bite.check for bite in bent} == set()
