"""What a case tells its appeal, and an appeal its case."""

from typing import Any

from casework.appeal_parts import FiledAppeal
from casework.case import Case
from casework.case_parts import Decision
from casework.commands.appeals import Determine, FileAppeal, Outcome
from casework.errands.base import Builder, Telling
from casework.notices.context import Context
from casework.reference import PORTS

_ANNULS = {
    "remove": "on:appeal.annuls_removal",
    "extend_term": "on:appeal.annuls_extension",
    "extend_and_return": "on:appeal.annuls_extension",
}
_SAYS = {
    Outcome.REPLACE: "on:appeal.replaces_removal",
    Outcome.CHANGE: "on:appeal.changes_decision",
    Outcome.REMAND: "on:appeal.remanded",
    Outcome.DENY: "on:appeal.denied",
}


def _filed(context: Context) -> tuple[Telling, ...]:
    """The appeal begins with the decision as it stands, and with whom it must not be decided by."""
    case, body = context.case, context.asked.body
    assert isinstance(body, FileAppeal)  # the row's command
    decision = next(made for made in reversed(case.decisions) if made.letter == body.letter)
    return (
        Telling(
            case.appeals[body.appeal].matter,
            "on:appeal.filed",
            {
                **opening(case),
                "about": case.id,
                "appeal": body.appeal,
                "decision": _as_it_stood(case, decision),
                "participants": sorted({p for persons in case.persons.values() for p in persons}),
                "text": body.text,
                "filed_by": context.event.actor.person,
                "expedited": body.expedited,
            },
        ),
    )


def opening(case: Case) -> dict[str, Any]:
    """Return what a matter that runs beside a case takes over from it."""
    port = next(port for port in case.ports if PORTS[port].zone == case.zone)
    return {
        "carrier": case.carrier,
        "carrier_reference": case.carrier_reference,
        "office": case.office,
        "port": port,
        "contacts": case.contacts.model_dump(mode="json"),
        "illustrative": case.illustrative,
        "ground": case.ground.value,
    }


def _as_it_stood(case: Case, decision: Decision) -> dict[str, Any]:
    window = case.clocks.get(f"T19:{decision.letter}")
    said = {
        "act": decision.act,
        "letter": decision.letter,
        "letter_sha256": decision.letter_sha256,
        "decided_at": decision.at.isoformat(),
        "signed_by": decision.signed_by,
        "legal_basis": decision.legal_basis.value if decision.legal_basis else None,
        "last_day_over": window.due.isoformat() if window else None,
        "delivered_at": decision.delivered_at.isoformat() if decision.delivered_at else None,
        "rests_on": list(decision.rests_on),
    }
    return {name: value for name, value in said.items() if value is not None}


_HOW = {
    "appeal_rejected_late": "rejected_late",
    "appeal_dismissed": "dismissed",
    "appeal_withdrawn": "withdrawn",
}


def _over(context: Context) -> tuple[Telling, ...]:
    appeal = context.case.appeal
    assert appeal is not None  # the rows are an appeal's
    body = {"appeal": appeal.appeal, "how": _HOW[context.event.kind]}
    return (Telling(appeal.about, "on:appeal.ended", body),)


def _outcome(context: Context) -> tuple[Telling, ...]:
    appeal, body = context.case.appeal, context.asked.body
    assert appeal is not None  # the rows are an appeal's
    assert isinstance(body, Determine)  # the rows' command
    act = (
        _ANNULS.get(appeal.decision.act, "on:appeal.annuls_suspension")
        if body.outcome is Outcome.ANNUL
        else _SAYS[body.outcome]
    )
    said: dict[str, Any] = {
        "appeal": appeal.appeal,
        "how": body.outcome.value,
        "decided_by": context.event.actor.person,
        "decided_at": context.at.isoformat(),
        "decision": appeal.decision.letter,
    }
    if act in ("on:appeal.annuls_suspension", "on:appeal.replaces_removal"):
        letter = context.case.documents[body.letter].letter
        assert letter is not None  # the row's guard saw it
        said["letter"] = f"{appeal.appeal}-determination"
        said["letter_sha256"] = body.letter_sha256
        said["content"] = letter.model_dump(mode="json", exclude_none=True)
    if act in ("on:appeal.replaces_removal", "on:appeal.changes_decision"):
        said["scope"] = [item.model_dump(mode="json") for item in body.scope]
        said["term_days"] = body.term_days
    if act == "on:appeal.remanded":
        said["questions"] = body.questions
    kept = {name: value for name, value in said.items() if value is not None}
    return (Telling(appeal.about, act, kept),)


def _served(context: Context) -> tuple[Telling, ...]:
    """The carrier has the determination: now others may hear what follows from it."""
    appeal = context.case.appeal
    assert appeal is not None  # the rows are an appeal's
    body = {"appeal": appeal.appeal, "at": context.at.isoformat()}
    return (Telling(appeal.about, "on:appeal.served", body),)


def _applied(context: Context) -> tuple[Telling, ...]:
    """The determination is carried out at once."""
    return (_done(context, context.case.appeals[context.event.body["appeal"]]),)


def _order_applied(context: Context) -> tuple[Telling, ...]:
    """The order by which an appeal was determined has taken effect."""
    ordered = context.case.last_order
    return tuple(
        _done(context, appeal)
        for appeal in context.case.appeals.values()
        if ordered is not None and appeal.order is not None and appeal.order == ordered.letter
    )


def _done(context: Context, appeal: FiledAppeal) -> Telling:
    return Telling(appeal.matter, "on:outcome.applied", {"at": context.at.isoformat()})


BUILDERS: dict[str, Builder] = {
    "appeal_filed": _filed,
    "appeal_over": _over,
    "appeal_outcome": _outcome,
    "determination_served": _served,
    "outcome_applied": _applied,
    "order_applied": _order_applied,
}
"""By the name that rows give."""
