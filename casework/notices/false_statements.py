"""What the carrier is told about a statement of its own that is said to be false."""

from casework.commands.false_statements import (
    ConfirmFinding,
    DismissFinding,
    RaiseFalseStatement,
)
from casework.notices.context import (
    Addressed,
    Builder,
    Context,
    base,
    contact,
    legal_basis_name,
    owed,
    to_carrier,
)
from casework.states import CLOSED


def _to_answer(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, RaiseFalseStatement)  # the command that raised the fact
    clock = context.clock(f"T30:{body.finding}")
    assert clock is not None  # the row starts it
    facts = {
        **base(context),
        "contact": contact(context),
        "number": body.finding,
        "statement": body.statement,
        "where_given": body.where_given,
        "why_false": body.why_false,
        "answer": owed(clock),
    }
    return to_carrier(context, facts, executive=True)


def _decided(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, ConfirmFinding | DismissFinding)  # the rows' commands
    confirmed = isinstance(body, ConfirmFinding)
    facts = {
        **base(context),
        "contact": contact(context),
        "number": body.finding,
        "confirmed": confirmed,
        "legal_basis": legal_basis_name(body.legal_basis)
        if isinstance(body, ConfirmFinding)
        else None,
        "reason": body.reason,
        "membership_over": context.case.state in CLOSED,
    }
    return to_carrier(context, facts, executive=True)


BUILDERS: dict[str, Builder] = {
    "finding_to_answer": _to_answer,
    "finding_decided": _decided,
}
"""By template."""
