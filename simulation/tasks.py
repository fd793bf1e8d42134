"""What somebody has to do next in a case.

A task is open while its condition holds. People at CBP take minutes of work, people outside take
days. The cases are plain ones: an incident, one finding, a plan of one action that gates the
return; a carrier that never answers is removed.
"""

from collections.abc import Callable
from typing import NamedTuple

from casework.case import Case
from casework.roles import Actor, Role
from casework.states import DecisionKind, State
from simulation import saying
from simulation.simulated_case import POC, SimulatedCase

CARRIERS, MEXICO, PORTS = "carrier", "mexico", "port"
"""Sides outside the office: they take days, and as many things at once as come."""


class Task(NamedTuple):
    """One task: its name (also of the assumption on it), when it is open, and what is said then.

    ``by`` is a role at CBP or a side outside; ``do`` is given who did the work.
    """

    name: str
    by: Role | str
    open: Callable[[SimulatedCase, Case], bool]
    do: Callable[[SimulatedCase, Actor], None]


def _decides(case: Case, kind: DecisionKind) -> bool:
    return case.state is State.DECISION and case.deciding is kind


def _accepted(case: Case) -> bool:
    plan = case.plan
    return plan is not None and all(action.accepted for action in plan.before_return.values())


def _in(*states: State) -> Callable[[SimulatedCase, Case], bool]:
    return lambda _, case: case.state in states


def _reported(case: Case) -> bool:
    return case.state is State.VERIFICATION and case.verification.reported


TASKS: tuple[Task, ...] = (
    Task(
        "review_incident",
        Role.OFF,
        lambda _, case: case.state is State.INCIDENT_REVIEW and "rec-1" not in case.documents,
        saying.recommendation("rec-1"),
    ),
    Task(
        "endorse_sanction",
        Role.SUP,
        lambda _, case: case.state is State.INCIDENT_REVIEW and "rec-1" in case.documents,
        saying.endorse_sanction,
    ),
    Task(
        "propose",
        Role.HQ,
        lambda _, case: _decides(case, DecisionKind.SANCTION) and not case.proposed,
        saying.propose,
    ),
    Task("open_letter", CARRIERS, lambda _, case: bool(saying.unread(case)), saying.open_letters),
    Task(
        "comment",
        CARRIERS,
        lambda sim, case: (
            case.state is State.COMMENT and not saying.unread(case) and sim.course.comments
        ),
        saying.by_acting("submit_comment", POC, text="Simulated."),
    ),
    Task(
        "order_suspension",
        Role.HQ,
        lambda _, case: _decides(case, DecisionKind.SANCTION) and case.comment_passed,
        saying.suspend,
    ),
    Task(
        "confirm_benefits",
        PORTS,
        lambda _, case: "OFF_ORDERED" in case.tracks.get("BENEFIT", {}).values(),
        saying.by_acting("confirm_off", saying.PORT_OFFICER, benefits=saying.SCOPE),
    ),
    Task(
        "acknowledge",
        CARRIERS,
        lambda sim, case: (
            case.state is State.SUSPENDED and sim.course.answers and bool(case.running("T05"))
        ),
        saying.by_acting("acknowledge", POC),
    ),
    Task(
        "file_plan",
        CARRIERS,
        lambda sim, case: (
            case.state in (State.SUSPENDED, State.NON_RESPONSE) and sim.course.answers
        ),
        saying.file_plan,
    ),
    Task("revise_plan", CARRIERS, _in(State.CAP_REVISION), saying.file_plan),
    Task(
        "look_for_completeness",
        Role.OFF,
        lambda _, case: (
            case.state is State.CAP_REVIEW and case.plan is not None and not case.plan.complete
        ),
        saying.by_acting("mark_complete"),
    ),
    Task(
        "review_plan",
        Role.OFF,
        lambda sim, case: (
            case.state is State.CAP_REVIEW
            and case.plan is not None
            and case.plan.complete
            and case.plan.sha256 != sim.reviewed
        ),
        saying.review_plan,
    ),
    Task(
        "accept_plan",
        Role.SUP,
        lambda sim, case: (
            case.state is State.CAP_REVIEW
            and case.plan is not None
            and case.plan.sha256 == sim.reviewed
        ),
        saying.accept_plan,
    ),
    Task(
        "evidence_before_milestone",
        CARRIERS,
        lambda _, case: (
            case.state is State.IMPLEMENTING and not _accepted(case) and not saying.unseen(case)
        ),
        saying.send_evidence,
    ),
    Task(
        "look_at_evidence",
        Role.OFF,
        lambda _, case: case.state is State.IMPLEMENTING and bool(saying.unseen(case)),
        saying.look_at_evidence,
    ),
    Task(
        "look_at_the_whole",
        Role.OFF,
        lambda _, case: case.state is State.IMPLEMENTING and _accepted(case),
        saying.by_acting("evidence_complete"),
    ),
    Task(
        "coordinate_with_mexico",
        MEXICO,
        lambda sim, case: (
            case.state is State.VERIFICATION and sim.course.in_mexico and not sim.coordinated
        ),
        saying.coordinated,
    ),
    Task(
        "visit",
        Role.OFF,
        lambda sim, case: (
            case.state is State.VERIFICATION
            and case.verification.visited_on is None
            and (sim.coordinated or not sim.course.in_mexico)
        ),
        saying.visit,
    ),
    Task(
        "report_visit",
        Role.OFF,
        lambda _, case: (
            case.state is State.VERIFICATION
            and case.verification.visited_on is not None
            and not case.verification.reported
        ),
        saying.by_acting("file_visit_report", passed=True),
    ),
    Task(
        "answer_visit_report",
        CARRIERS,
        lambda _, case: _reported(case) and not case.verification.answer_settled,
        saying.by_acting("answer_visit_report", POC, text="Simulated."),
    ),
    Task(
        "recommend_return",
        Role.OFF,
        lambda _, case: (
            _reported(case) and case.verification.answer_settled and "rec-2" not in case.documents
        ),
        saying.recommendation("rec-2"),
    ),
    Task(
        "endorse_return",
        Role.SUP,
        lambda _, case: (
            _reported(case) and case.verification.answer_settled and "rec-2" in case.documents
        ),
        saying.endorse_return,
    ),
    Task(
        "order_return",
        Role.HQ,
        lambda _, case: _decides(case, DecisionKind.RETURN),
        saying.reinstate,
    ),
    Task(
        "dispose", Role.HQ, lambda _, case: _decides(case, DecisionKind.DISPOSITION), saying.dispose
    ),
)
"""Every task, in the order of the process."""
