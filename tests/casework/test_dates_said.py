"""What is said to have happened lies behind, and after what it must follow."""

from datetime import date, datetime, timedelta
from typing import Any, get_args

import pytest
from pydantic import AwareDatetime, BaseModel

from casework.commands import commands
from casework.refusal import Refusal
from tests.casework import paths
from tests.casework.walk import MONDAY, OFF, OPS, PORT, Walk
from tests.casework.ways_from_paper import monitoring


def day(walk: Walk, after: int) -> str:
    """The day so many days after today, in the case's zone."""
    return (walk.case.local_day(walk.now) + timedelta(days=after)).isoformat()


@pytest.mark.parametrize(
    ("after", "refused"), [(1, True), (0, False), (-1, False), (-60, False), (-400, True)]
)
def test_a_check_lies_between_the_return_and_today(after: int, refused: bool) -> None:
    walk = paths.reinstated()
    walk.until(100)
    answer = walk.do(OFF, "record_check", checked_on=day(walk, after), result="Whole.", passed=True)
    assert isinstance(answer, Refusal) == refused
    if isinstance(answer, Refusal):
        assert answer.rule == "check_lies_behind"


def test_a_check_made_while_the_case_was_on_paper_counts() -> None:
    walk = monitoring()  # back since 20 February, entered here on 2 March
    walk.must(OFF, "record_check", checked_on="2026-02-25", result="Whole.", passed=True)
    early = walk.do(OFF, "record_check", checked_on="2026-02-19", result="Whole.", passed=True)
    assert isinstance(early, Refusal)


@pytest.mark.parametrize(
    ("since", "validated", "refused"),
    [
        ("2019-05-01", "2024-02-01", False),
        ("2019-05-01", MONDAY.date().isoformat(), False),
        (None, "2024-02-01", False),
        ("2024-02-01", "2019-05-01", True),
        (None, (MONDAY + timedelta(days=1)).date().isoformat(), True),
        ((MONDAY + timedelta(days=1)).date().isoformat(), None, True),
    ],
)
def test_the_days_of_the_membership_have_passed_in_their_order(
    since: str | None, validated: str | None, refused: bool
) -> None:
    days = {"since": since, "last_validated_on": validated}
    said = {**paths.OPENING, "ground": "incident", "incident": paths.INCIDENT}
    answer = Walk().do(OFF, "open_case", **said, membership=days)
    assert isinstance(answer, Refusal) == refused
    if isinstance(answer, Refusal):
        assert answer.rule == "membership_lies_behind"


def test_an_incident_a_visit_and_a_receipt_cannot_lie_ahead() -> None:
    tomorrow = MONDAY + timedelta(days=1)
    incident = {**paths.INCIDENT, "discovered_at": tomorrow.isoformat()}
    words = {**paths.OPENING, "ground": "incident", "incident": incident}
    opening = Walk().do(OFF, "open_case", **words)
    walk = paths.suspended()
    later = (walk.now + timedelta(days=1)).isoformat()
    second = {**paths.INCIDENT, "id": "i2", "discovered_at": later}
    received = walk.do(
        OPS,
        "record_received",
        filing="contact_note",
        words={"text": "They called."},
        role="POC",
        person="poc-1",
        received_at=later,
        channel="post",
        original_sha256="0" * 64,
    )
    attached = walk.do(PORT, "attach_incident", incident=second)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    visits = [
        walk.do(OFF, "record_visit", visited_on=day(walk, n), sites=["Yard"], announced=True)
        for n in (1, -30)
    ]
    rules = [a.rule for a in (opening, received, attached, *visits) if isinstance(a, Refusal)]
    assert rules == [
        "discovered_before_reported",
        "received_before_now",
        "incident_lies_behind",
        "visit_lies_behind",
        "visit_lies_behind",
    ]


OPENINGS = (
    "open_case",
    "self_report",
    "report_incident",
    "open_on_partner_action",
    "request_own_suspension",
    "adopt_case",
)

HAPPENED = {
    *(f"{act}.membership.{name}" for act in OPENINGS for name in ("since", "last_validated_on")),
    "contact_note.held_at",
    "submit_evidence.devices.attached_at",
    "submit_evidence.devices.removed_at",
    "submit_evidence.seals.checked_at",
    "record_inland_inspection.inspected_on",
    "record_inland_inspection.seals.checked_at",
    "record_outage.began_at",
    "record_outage.ended_at",
    "report_crossing_closed.closed_at",
    "report_crossing_reopened.reopened_at",
    "record_exposure.since",
    "record_exposure.until",
    "record_joint_inspection.inspected_on",
    "record_joint_visit.visited_on",
    "open_case.incident.discovered_at",
    "self_report.incident.discovered_at",
    "report_incident.incident.discovered_at",
    "open_on_partner_action.incident.discovered_at",
    "request_own_suspension.incident.discovered_at",
    "adopt_case.incident.discovered_at",
    "attach_incident.incident.discovered_at",
    "adopt_case.record.entered_on",
    "adopt_case.record.decision.decided_on",
    "adopt_case.record.decision.effect_on",
    "adopt_case.record.decision.served_on",
    "adopt_case.record.analysis.filed_on",
    "adopt_case.record.plan.filed_on",
    "adopt_case.record.verification.visited_on",
    "adopt_case.record.verification.reported_on",
    "record_check.checked_on",
    "record_received.received_at",
    "record_visit.visited_on",
}
"""Refused in the future, each by a guard that is tested here or in ``test_adoption``."""

AHEAD = {
    "contact_note.commitments.due",
    "rename_carrier.since",
    "request_concurrence.agreed_day",
    "place_hold.until",
    "report_crossing_closed.expected_until",
    "adopt_case.record.plan.actions.due",
    "assign.since",
    "assign.until",
    "file_draft.content.actions.due",
    "redate_milestone.due",
    "report_partner_action.effective_on",
}
"""Planned days, and the day from which a partner's own action counts: they may lie ahead."""


def test_every_date_that_a_person_may_say_is_known_here() -> None:
    """A new date in a command has to be put into one of the two lists, with its guard."""
    said = {f"{act}.{path}" for act, model in commands().items() for path in dates(model)}
    assert said == HAPPENED | AHEAD


def dates(model: Any) -> set[str]:
    """The paths of every date in a model."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        for kind in kinds(field.annotation):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                found |= {f"{name}.{path}" for path in dates(kind)}
            elif kind in (date, datetime, AwareDatetime):
                found.add(name)
    return found


def kinds(annotation: Any) -> list[Any]:
    """The types that an annotation is made of."""
    inner = [kind for part in get_args(annotation) for kind in kinds(part)]
    return inner or [annotation]
