"""What is said about an appeal: to the carrier, and to those of CBP who owe something in it."""

from casework.clocks import Clock
from casework.commands.appeals import Determine, DeterminedByOrder, Outcome
from casework.notices.context import (
    APPEAL_LAW,
    Addressed,
    Builder,
    Context,
    Facts,
    base,
    contact,
    owed,
    to_carrier,
)
from casework.notices.letters import decided, letter_facts, send
from casework.notices.offices import task_for
from casework.roles import Role


def _status(context: Context, what: str, *rules: str) -> tuple[Addressed, ...]:
    """Where an appeal stands, and by when the appeal office owes what."""
    appeal = context.case.appeal
    assert appeal is not None  # the rows are an appeal's
    clocks: list[Clock] = [found for rule in rules if (found := context.clock(rule)) is not None]
    facts: Facts = {
        **base(context),
        "contact": contact(context),
        "what": what,
        "appeal": appeal.appeal,
        "decision": appeal.decision.letter,
        "decided_on": context.case.local_day(appeal.decision.decided_at).isoformat(),
        "filed_at": appeal.filed_at.isoformat(),
        "law": APPEAL_LAW,
        "clocks": [owed(clock) for clock in clocks],
    }
    return to_carrier(context, facts)


def _received(context: Context) -> tuple[Addressed, ...]:
    return _status(context, "received", "T20", "T21")


def _under_review(context: Context) -> tuple[Addressed, ...]:
    return _status(context, "under_review", "T20", "T20E")


def _late(context: Context) -> tuple[Addressed, ...]:
    return _status(context, "late", "T20")


def _record_wanted(context: Context) -> tuple[Addressed, ...]:
    todo = {
        "en": "A decision of yours was appealed. Hand over its record to the appeal office.",
        "es": "Se apeló una decisión suya. Entregue el expediente a la autoridad de apelación.",
    }
    return task_for(context, Role.OFF, todo, context.clock("T43"))


_OUTCOMES = {
    "appeal_rejected_late": "rejected_late",
    "appeal_dismissed": "dismissed",
    "suspension_annulled": "annul",
    "removal_replaced": "replace",
    "record_corrected_on_appeal": "annul",
    "annulment_for_headquarters": "annul",
}


def _letter(context: Context) -> tuple[Addressed, ...]:
    """The letter by which the appeal office answers; an order's is served by the case itself."""
    body = context.asked.body
    outcome = _OUTCOMES.get(context.event.kind)
    if isinstance(body, Determine):
        outcome = body.outcome.value
    facts: Facts = {**letter_facts(context), "outcome": outcome, "law": APPEAL_LAW}
    if isinstance(body, DeterminedByOrder):
        facts["signed_by"] = {"person": body.decided_by, "role": Role.APP.value}
        facts["appeal"] = body.appeal
        facts["decision"] = body.decision
    else:
        appeal = context.case.appeal
        assert appeal is not None  # the rows are an appeal's
        facts["appeal"] = appeal.appeal
        facts["decision"] = appeal.decision.letter
    facts["takes_effect"] = outcome in (Outcome.ANNUL.value, Outcome.REPLACE.value) and isinstance(
        body, DeterminedByOrder
    )
    return send(context, facts)


def _reconsideration(context: Context) -> tuple[Addressed, ...]:
    return send(context, {**decided(context), "decision": context.asked.item or ""})


BUILDERS: dict[str, Builder] = {
    "appeal_received": _received,
    "appeal_under_review": _under_review,
    "appeal_late": _late,
    "record_wanted": _record_wanted,
    "appeal_letter": _letter,
    "reconsideration_letter": _reconsideration,
}
"""By the name that rows give."""
