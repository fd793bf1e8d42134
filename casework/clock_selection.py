"""Which clocks a row means where its name alone does not say: one per action, only if visited …

A selection gives suffixes for the clocks' keys (``""`` for none), each with the last day where
the plan names it.
"""

from collections.abc import Callable
from datetime import date

from casework.case import Action, Case
from casework.commands.corrective_action import (
    AcceptEvidence,
    ReturnEvidence,
    SubmitEvidence,
)
from casework.guards.base import Asked

Selection = dict[str, date | None]


def _each_action(case: Case, asked: Asked) -> Selection:
    return _open(case.plan.before_return) if case.plan else {}


def _each_condition(case: Case, asked: Asked) -> Selection:
    return _open(case.plan.conditions) if case.plan else {}


def _open(actions: dict[str, Action]) -> Selection:
    return {key: action.due for key, action in actions.items() if not action.accepted}


def _its_evidence(case: Case, asked: Asked) -> Selection:
    body = asked.body
    if isinstance(body, SubmitEvidence | AcceptEvidence | ReturnEvidence):
        return {body.evidence: None}
    return {}


def _its_action(case: Case, asked: Asked) -> Selection:
    body = asked.body
    if isinstance(body, AcceptEvidence) and body.evidence in case.evidence:
        return {case.evidence[body.evidence].action: None}
    return {}


def _its_item(case: Case, asked: Asked) -> Selection:
    return {asked.item: None} if asked.item else {}


def _completeness(case: Case, asked: Asked) -> Selection:
    """The officer's look at the whole, once nothing that gates the return is open any more."""
    if case.plan and all(action.accepted for action in case.plan.before_return.values()):
        return {"COMPLETENESS": None}  # upper case: no evidence can be called so
    return {}


def _unless_visited(case: Case, asked: Asked) -> Selection:
    return {} if case.verification.visited_on or case.verification.waived else {"": None}


def _if_reported(case: Case, asked: Asked) -> Selection:
    return {"": None} if case.verification.reported else {}


SELECTIONS: dict[str, Callable[[Case, Asked], Selection]] = {
    "each_action": _each_action,
    "each_condition": _each_condition,
    "its_evidence": _its_evidence,
    "its_action": _its_action,
    "its_item": _its_item,
    "completeness": _completeness,
    "unless_visited": _unless_visited,
    "if_reported": _if_reported,
}
"""By the name after the colon: ``T33:each_action``."""


def keys(token: str, case: Case, asked: Asked) -> Selection:
    """Return the keys of the clocks that a row's token means, with the last day if one is named."""
    rule, _, selection = token.partition(":")
    if not selection:
        return {rule.partition("/")[0]: None}
    chosen = SELECTIONS[selection](case, asked)
    return {f"{rule}:{suffix}" if suffix else rule: day for suffix, day in chosen.items()}
