"""What the carrier is told about stays."""

from casework.bilingual import Bilingual
from casework.commands.stays import GrantStay, RecordCourtStay, WithReasons
from casework.forecast import short_of_term
from casework.hold_parts import Stay
from casework.notices.context import (
    Addressed,
    Builder,
    Context,
    Facts,
    base,
    contact,
    owed,
    to_carrier,
    words,
)
from casework.roles import Role
from casework.stays import benefits_of_decision

_BY = {
    Role.HQ: Bilingual(en="headquarters", es="la sede"),
    Role.APP: Bilingual(en="the appeal office", es="la oficina de apelación"),
}


def _granted(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    review = context.clock(f"T35S:{context.asked.item}")
    assert review is not None  # the row starts it
    assert isinstance(body, GrantStay | RecordCourtStay)  # the rows' commands
    stay = _stay(context)
    by = {"en": stay.court, "es": stay.court} if stay.court else words(_BY[stay.role or Role.HQ])
    facts = {
        **_about(context),
        "by": by,
        "basis": body.reasons if isinstance(body, GrantStay) else f"{body.order}",
        "review": owed(review),
        **_term(context),
    }
    return to_carrier(context, facts, executive=True)


def _refused(context: Context) -> tuple[Addressed, ...]:
    return to_carrier(context, {**_about(context), "reasons": _reasons(context)})


def _ended(context: Context) -> tuple[Addressed, ...]:
    """Sent before any port is told: the message of the row comes first in its batch."""
    by_person = isinstance(context.asked.body, WithReasons)
    facts = {
        **_about(context),
        "reasons": _reasons(context) if by_person else None,
        "benefits_off": by_person and bool(benefits_of_decision(context.case)),
        **_term(context),
    }
    return to_carrier(context, facts, executive=True)


def _stay(context: Context) -> Stay:
    return context.case.stays[context.asked.item or ""]


def _about(context: Context) -> Facts:
    return {
        **base(context),
        "contact": contact(context),
        "stay": context.asked.item,
        "decision": _stay(context).decision,
    }


def _reasons(context: Context) -> str:
    body = context.asked.body
    assert isinstance(body, WithReasons)  # the rows' commands
    return body.reasons


def _term(context: Context) -> Facts:
    """The term runs on while a decision is stayed."""
    term = context.clock("T14")
    if term is None or not term.is_open:
        return {}
    return {"term": owed(term), "short_by": short_of_term(context.case)}


BUILDERS: dict[str, Builder] = {
    "stay_granted": _granted,
    "stay_refused": _refused,
    "stay_ended": _ended,
}
"""By template."""
