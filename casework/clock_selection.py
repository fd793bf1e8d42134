"""Which clocks a row means where its name alone does not say: one per action, only if visited …

A selection gives suffixes for the clocks' keys (``""`` for none), each with the last day where
the plan names it.
"""

from collections.abc import Callable
from datetime import date

from casework.case import Case
from casework.case_parts import Action
from casework.commands.agriculture import RequestConcurrence
from casework.commands.corrective_action import (
    AcceptEvidence,
    ReturnEvidence,
    SubmitEvidence,
)
from casework.commands.suspension import WithLetter
from casework.guards.base import Asked
from casework.states import SCOPE_CHANGES, STATES

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


def _its_hold(case: Case, asked: Asked) -> Selection:
    """The end of a hold, on the day that was named for it."""
    return {asked.item: case.holds[asked.item].until} if asked.item else {}


def _its_agreed_day(case: Case, asked: Asked) -> Selection:
    """The agency that is asked, by the day of the joint work plan."""
    body = asked.body
    return {body.agency: body.agreed_day} if isinstance(body, RequestConcurrence) else {}


def _its_promise(case: Case, asked: Asked) -> Selection:
    """The promise of this item, by the day that was named."""
    found = case.promises.get(asked.item or "")
    return {asked.item or "": found.due} if found is not None else {}


def _its_decision(case: Case, asked: Asked) -> Selection:
    """The decision is named by its letter: each has an appeal window of its own."""
    if isinstance(asked.body, WithLetter):
        return {asked.body.letter: None}
    ordered = case.last_order
    return {ordered.letter: None} if ordered is not None and ordered.letter else {}


def _completeness(case: Case, asked: Asked) -> Selection:
    """The officer's look at the whole, once nothing that gates the return is open any more."""
    under_way = case.clocks.get("T50:COMPLETENESS")
    if under_way is not None and under_way.status.value in ("RUNNING", "HELD", "LAPSED"):
        return {}  # CBP does not prolong its own clock
    if case.plan and all(action.accepted for action in case.plan.before_return.values()):
        return {"COMPLETENESS": None}  # upper case: no evidence can be called so
    return {}


def _that_completeness(case: Case, asked: Asked) -> Selection:
    """The officer's look at the whole, wherever it stands: it is over."""
    return {"COMPLETENESS": None}


def _each_waiting(case: Case, asked: Asked) -> Selection:
    """Evidence that was not looked at while the case was elsewhere."""
    return {
        name: None
        for name, evidence in case.evidence.items()
        if evidence.accepted is None and not _open_clock(case, f"T50:{name}")
    }


def _open_clock(case: Case, key: str) -> bool:
    return key in case.clocks and case.clocks[key].is_open


def _unless_analysed(case: Case, asked: Asked) -> Selection:
    return {} if case.analysis else {"": None}


def _while_suspended(case: Case, asked: Asked) -> Selection:
    return {"": None} if case.standing.suspended else {}


def _unless_visited(case: Case, asked: Asked) -> Selection:
    return {} if case.verification.visited_on or case.verification.waived else {"": None}


def _if_unreported(case: Case, asked: Asked) -> Selection:
    """A visit whose report was still owed when the case went elsewhere."""
    seen = case.verification.visited_on is not None or case.verification.waived
    return {"": None} if seen and not case.verification.reported else {}


def _if_unanswered(case: Case, asked: Asked) -> Selection:
    """A report that the carrier could still answer when the case went elsewhere."""
    found = case.verification
    return {"": None} if found.reported and not found.answer_settled else {}


def _if_awaited(case: Case, asked: Asked) -> Selection:
    """The letter whose service the case waits for."""
    if case.state in SCOPE_CHANGES:
        change = case.scope_change
        return {"": None} if change is not None and asked.item == change.letter else {}
    awaited = asked.item == case.open_letter and "T04" in STATES[case.state].clocks
    return {"": None} if awaited else {}


def _unless_complete(case: Case, asked: Asked) -> Selection:
    return {} if case.plan and case.plan.complete else {"": None}


def _if_reported(case: Case, asked: Asked) -> Selection:
    return {"": None} if case.verification.reported else {}


def _if_expedited(case: Case, asked: Asked) -> Selection:
    """An appeal that is decided by the shorter target of this office."""
    return {"": None} if case.appeal is not None and case.appeal.expedited else {}


def _if_mismatch(case: Case, asked: Asked) -> Selection:
    """While the two sides differ, the other one is asked again."""
    differ = case.notice is not None and case.notice.mismatch_since is not None
    return {"": None} if differ else {}


SELECTIONS: dict[str, Callable[[Case, Asked], Selection]] = {
    "each_action": _each_action,
    "each_condition": _each_condition,
    "its_evidence": _its_evidence,
    "its_action": _its_action,
    "its_item": _its_item,
    "its_hold": _its_hold,
    "its_agreed_day": _its_agreed_day,
    "its_decision": _its_decision,
    "its_promise": _its_promise,
    "completeness": _completeness,
    "that_completeness": _that_completeness,
    "each_waiting": _each_waiting,
    "unless_analysed": _unless_analysed,
    "while_suspended": _while_suspended,
    "unless_visited": _unless_visited,
    "if_reported": _if_reported,
    "if_unreported": _if_unreported,
    "if_unanswered": _if_unanswered,
    "if_awaited": _if_awaited,
    "unless_complete": _unless_complete,
    "if_expedited": _if_expedited,
    "if_mismatch": _if_mismatch,
}
"""By the name after the colon: ``T33:each_action``."""


def keys(token: str, case: Case, asked: Asked) -> Selection:
    """Return the keys of the clocks that a row's token means, with the last day if one is named."""
    named, _, selection = token.partition(":")
    rule = named.partition("/")[0]
    if not selection:
        return {rule: None}
    chosen = SELECTIONS[selection](case, asked)
    name = rule.partition("/")[0]
    return {f"{name}:{suffix}" if suffix else name: day for suffix, day in chosen.items()}
