"""A case rests on the edition of CBP's criteria that was in force when it was opened."""

from datetime import date
from typing import Any

import pytest

from casework.reference.editions import OWN, Edition, in_force
from casework.refusal import Refusal
from casework.versions import EditionOfCase, edition_of_case, versions_in_force
from tests.casework import paths
from tests.casework.walk import OFF, SUP, Walk
from tests.casework.ways_from_paper import INCIDENT, ON_PAPER

EDITION = Edition.model_validate(
    {
        "edition": "invented-2026",
        "title": "Invented for this test; none of this is CBP's",
        "source": "invented",
        "mark": "default",
        "checked_on": "2026-11-23",
        "valid_from": "2026-01-01",
        "criteria": [{"cbp_id": "6.1", "category": 6, "en": "Invented seal text"}],
        "mapping": {"seal-checks": ["6.1"]},
    }
)
FINDING = {"id": "f1", "requirement": "Seals", "category": "seal", "who_controlled": "SVR"}


def opened(edition: Edition | None) -> Walk:
    walk = Walk(versions=versions_in_force(edition))
    walk.must(OFF, "open_case", **paths.OPENING, ground="incident")
    return walk


def filed(walk: Walk, criterion: str | None) -> Any:
    named = {} if criterion is None else {"criterion": criterion}
    content = {"kind": "recommendation", "reasons": "r", "findings": [{**FINDING, **named}]}
    return walk.do(OFF, "file_draft", document="rec", content=content)


def test_a_case_keeps_the_edition_that_was_in_force() -> None:
    found = in_force({"invented-2026": EDITION}, date(2026, 3, 2))
    walk = opened(found)
    assert walk.case.criteria == edition_of_case(EDITION)
    assert walk.case.criteria.numbers == {"seal-checks": ("6.1",)}
    assert len(walk.case.criteria.sha256) == 64
    assert in_force({"invented-2026": EDITION}, date(2025, 3, 2)) is None


def test_without_an_edition_our_own_keys_stand_alone() -> None:
    walk = opened(None)
    assert walk.case.criteria == EditionOfCase(name=OWN)
    assert not isinstance(filed(walk, "seal-checks"), Refusal)
    assert paths.opened().case.criteria.name == OWN


@pytest.mark.parametrize("criterion", ["seal-checks", None])
def test_a_finding_names_a_requirement_of_the_edition_or_none(criterion: str | None) -> None:
    assert not isinstance(filed(opened(EDITION), criterion), Refusal)


def test_a_requirement_that_the_edition_does_not_hold_is_refused() -> None:
    refused = filed(opened(EDITION), "risk-assessment")
    assert isinstance(refused, Refusal)
    assert refused.rule == "criteria_of_edition"
    assert "criteria list --edition" in refused.en
    assert "criteria list --edition" in refused.es


def test_a_case_from_paper_names_requirements_of_the_edition_too() -> None:
    record = {**ON_PAPER, "findings": [{**FINDING, "criterion": "risk-assessment"}]}
    words = {**paths.OPENING, "ground": "incident", "incident": INCIDENT, "record": record}
    refused = Walk(versions=versions_in_force(EDITION)).do(SUP, "adopt_case", **words)
    assert isinstance(refused, Refusal)
    assert refused.rule == "criteria_of_edition"
    assert not isinstance(
        Walk(versions=versions_in_force()).do(SUP, "adopt_case", **words), Refusal
    )
