"""Events about false-statement findings."""

from casework.case import Case
from casework.case_parts import Question, Verification
from casework.commands.false_statements import ConfirmFinding
from casework.commands.requests import QuestionAbout
from casework.events import Event
from casework.false_statement_parts import FalseStatement
from casework.folds.base import Fold, Updates, body_of
from casework.states import DecisionKind


def _raised(case: Case, event: Event) -> Updates:
    found = FalseStatement(raised_by=event.actor.person, raised_at=event.at)
    return {"false_statements": {**case.false_statements, event.item or "": found}}


def _hearing_opened(case: Case, event: Event) -> Updates:
    """The hearing is a question of CBP: its clock, its answer and its lateness are a question's."""
    question = Question(by_carrier=False, about=QuestionAbout.OTHER, asked_at=event.at)
    return {"questions": {**case.questions, event.item or "": question}}


def _confirmed(case: Case, event: Event) -> Updates:
    basis = body_of(ConfirmFinding, event).legal_basis
    name = event.item or ""
    found = case.false_statements[name].model_copy(
        update={"confirmed_at": event.at, "basis": basis}
    )
    return {"false_statements": {**case.false_statements, name: found}}


def _hearing_over(case: Case, event: Event) -> Updates:
    name = event.item or ""
    closed = case.questions[name].model_copy(update={"settled_at": event.at})
    return {"questions": {**case.questions, name: closed}}


def _to_be_decided(case: Case, event: Event) -> Updates:
    """What was seen and reviewed rested on what the carrier said, and is to be seen again."""
    return {
        "deciding": DecisionKind.SANCTION,
        "origin": case.state,
        "open_letter": None,
        "verification": Verification(failures=case.verification.failures),
        "rounds": 0,
        "returned_incomplete": False,
    }


def _decided_instead(case: Case, event: Event) -> Updates:
    return {"deciding": DecisionKind.SANCTION}


def acted_on(case: Case) -> dict[str, FalseStatement]:
    """Return the findings after a suspension or removal took effect: the confirmed are decided."""
    return {
        name: found if found.basis is None else found.model_copy(update={"decided": True})
        for name, found in case.false_statements.items()
    }


FOLDS: dict[str, Fold] = {
    "false_statement_raised": _raised,
    "hearing_opened": _hearing_opened,
    "hearing_over": _hearing_over,
    "finding_confirmed": _confirmed,
    "finding_to_be_decided": _to_be_decided,
    "finding_decided_with_the_case": _decided_instead,
}
"""By kind of event."""

__all__ = ["FOLDS", "acted_on"]
