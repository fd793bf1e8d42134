"""A case under way on paper enters with its true dates, by two signatures."""

from datetime import date
from typing import Any

import pytest

from casework.refusal import Refusal
from casework.states import DecisionKind, Standing, State
from tests.casework import paths
from tests.casework.walk import HQ, SUP, Walk
from tests.casework.ways_from_paper import (
    ACCEPTED,
    INCIDENT,
    ON_PAPER,
    adopted,
    deciding,
    implementing,
    monitoring,
    proposed,
    verifying,
)


def test_until_it_is_countersigned_nothing_of_it_is_so() -> None:
    walk = proposed()
    assert walk.case.state is State.ADOPTION
    assert walk.case.standing is Standing.GOOD
    assert list(walk.case.clocks) == ["T18"]
    assert not walk.case.adopted


def test_its_clocks_count_from_the_true_dates() -> None:
    walk = adopted()
    assert walk.case.state is State.SUSPENDED
    assert walk.case.standing is Standing.SUSPENDED_FULL
    due = {key: walk.case.clocks[key].due_day for key in ("T14", "T10", "T19:letter-paper")}
    assert due == {
        "T14": date(2026, 5, 6),  # 90 days from the effect on 5 February
        "T10": date(2026, 5, 6),  # 90 days from the service on 5 February
        "T19:letter-paper": date(2026, 5, 3),  # 90 days from the decision on 2 February
    }
    assert walk.case.clocks["T29"].due_day == date(2026, 4, 16)
    assert walk.case.adopted


def test_nobody_is_told_again_what_the_paper_has_told() -> None:
    walk = adopted()
    assert {notice.party for notice in walk.notices} <= {"cbp:HQ", "cbp:OFF"}
    assert walk.case.tracks["LETTER"] == {"letter-paper": "DELIVERED"}
    assert walk.case.tracks["STATUS"] == {"status": "PUBLISHED"}
    assert set(walk.case.tracks["BENEFIT"].values()) == {"OFF"}
    assert walk.case.tracks["TERM"] == {"term": "RUNNING"}
    sent = [e for e in walk.until(0.1) if e.act == "remind"]
    assert sent == []


def test_what_was_late_on_paper_is_late_from_its_own_day() -> None:
    walk = adopted(entered_on="2026-02-05")
    walk.until(1)
    analysis = walk.case.clocks["T08"]
    assert analysis.due_day == date(2026, 2, 26)
    assert analysis.lapsed_at == analysis.due


def test_whoever_entered_it_does_not_countersign_and_reads_what_he_signs() -> None:
    walk = proposed()
    assert walk.case.adoption is not None
    sha256 = walk.case.adoption.sha256
    same = HQ.model_copy(update={"person": SUP.person})
    own = walk.do(same, "countersign_adoption", record_sha256=sha256)
    other = walk.do(HQ, "countersign_adoption", record_sha256="0" * 64)
    assert isinstance(own, Refusal)
    assert own.rule == "countersigner_did_not_adopt"
    assert isinstance(other, Refusal)
    assert other.rule == "record_as_read"


DECISION = ON_PAPER["decision"]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"entered_on": "2026-03-03"}, "record_lies_behind"),
        ({"decision": {**DECISION, "decided_on": "2026-02-06"}}, "record_in_order"),
        ({"decision": {**DECISION, "decided_on": "2026-01-02"}}, "record_in_order"),
        ({"entered_on": "2026-02-04"}, "record_in_order"),
        ({"verification": {"reported_on": "2026-02-20"}}, "record_in_order"),
        (
            {"state": "CAP_REVIEW", "plan": {**ACCEPTED["plan"], "filed_on": "2026-02-06"}},
            "record_in_order",
        ),
        (
            {**ACCEPTED, "verification": {"visited_on": "2026-02-09"}},
            "record_in_order",
        ),
        ({"decision": None}, "record_is_whole"),
        ({"standing": "GOOD"}, "record_is_whole"),
        ({"standing": "REMOVED"}, "record_is_whole"),
        ({"state": "REMOVED"}, "record_is_whole"),
        ({"state": "INCIDENT_REVIEW"}, "record_is_whole"),
        ({"state": "CAP_REVIEW"}, "record_is_whole"),
        ({"state": "IMPLEMENTING"}, "record_is_whole"),
        ({"state": "MONITORING", "entered_on": "2026-02-20", **ACCEPTED}, "record_is_whole"),
        ({"state": "DECISION"}, "record_is_whole"),
        ({"state": "DECISION", "deciding": "RETURN", "origin": "VERIFICATION"}, "record_is_whole"),
        (
            {"decision": {**DECISION, "scope": [{"benefit": "front-of-line"}] * 2}},
            "adopted_scope_known",
        ),
        ({"state": "NON_RESPONSE", "entered_on": "2026-02-05"}, "last_day_not_over"),
    ],
)
def test_a_record_that_does_not_hold_together_is_refused(
    changes: dict[str, Any], rule: str
) -> None:
    record = {**ON_PAPER, **changes}
    words = {**paths.OPENING, "ground": "incident", "incident": INCIDENT, "record": record}
    refused = Walk().do(SUP, "adopt_case", **words)
    assert isinstance(refused, Refusal)
    assert refused.rule == rule


def test_an_adopted_plan_is_carried_out_as_if_it_had_been_accepted_here() -> None:
    walk = implementing()
    assert walk.case.clocks["T33:a1"].due_day == date(2026, 5, 11)  # the 10th is a Sunday
    paths.verified(walk)
    assert walk.case.state is State.VERIFICATION


def test_an_adopted_report_keeps_its_own_days() -> None:
    walk = verifying()
    assert walk.case.clocks["T32"].due_day == date(2026, 3, 4)  # 3 business days from the 27th
    assert walk.case.clocks["T49"].is_open
    assert walk.case.did("visit_lead") == ("off-0",)


def test_an_adopted_monitoring_is_watched_from_the_true_return() -> None:
    walk = monitoring()
    assert walk.case.standing is Standing.GOOD
    assert walk.case.clocks["T23"].due_day == date(2027, 2, 20)
    assert walk.case.clocks["T45:a2"].is_open
    assert "T14" not in walk.case.clocks


def test_an_adopted_decision_is_taken_here() -> None:
    walk = deciding()
    assert walk.case.deciding is DecisionKind.DISPOSITION
    walk.must(HQ, "remove", **walk.letter("letter-removal"), legal_basis="967a")
    assert walk.case.state is State.ORDERED
