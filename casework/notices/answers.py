"""What is told about questions and requests for more time."""

from casework.clocks import EntryKind
from casework.commands.anytime import AttachIncident, MovePolicy
from casework.commands.corrective_action import RedateMilestone
from casework.commands.intake import Correctable
from casework.commands.requests import Answer, Ask, GrantExtension, RefuseExtension
from casework.commands.system import Lapse
from casework.notices.context import (
    Addressed,
    Builder,
    Context,
    Facts,
    base,
    contact,
    owed,
    to_carrier,
)
from casework.roles import Party


def _question(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, Ask)  # the row's command
    clock = context.clock(f"T30:{body.question}")
    assert clock is not None  # the row starts it
    facts = {
        **base(context),
        "contact": contact(context),
        "number": body.question,
        "asked_by": context.event.actor.role.value,
        "question": body.text,
        "answer": owed(clock),
    }
    return to_carrier(context, facts)


def _answer(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, Answer)  # the row's command
    clock = context.clock("T08")
    facts = {
        **base(context),
        "contact": contact(context),
        "number": body.question,
        "answer": body.text,
        "withheld_until": body.withheld_until,
        "next_clock": owed(clock) if clock is not None and clock.is_open else None,
    }
    return to_carrier(context, facts)


def _extension_answer(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, GrantExtension | RefuseExtension)  # the rows' commands
    clock = context.clock(context.case.extensions[body.request].clock)
    assert clock is not None  # more time was asked for it
    entry = clock.entries[-1]
    facts = {
        **base(context),
        "contact": contact(context),
        "granted": isinstance(body, GrantExtension),
        "reason": body.reason,
        "clock": owed(clock),
        "old_day": (entry.old_due_day or clock.due_day).isoformat(),
    }
    return to_carrier(context, facts)


def _milestone_redated(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, RedateMilestone)  # the row's command
    clock = context.clock(f"T33:{body.action}")
    assert clock is not None  # the row's guard saw it
    facts = {
        **base(context),
        "contact": contact(context),
        "granted": True,
        "reason": body.reason,
        "clock": owed(clock),
        "old_day": (clock.entries[-1].old_due_day or clock.due_day).isoformat(),
    }
    return to_carrier(context, facts)


def _analysis_owed_anew(context: Context) -> tuple[Addressed, ...]:
    body, clock = context.asked.body, context.clock("T08")
    assert isinstance(body, AttachIncident)  # the row's command
    assert clock is not None  # the row starts it
    facts = {
        **base(context),
        "contact": contact(context),
        "incident": body.incident.id,
        "answer": owed(clock),
    }
    return to_carrier(context, facts)


def _days_moved(context: Context) -> tuple[Addressed, ...]:
    """The carrier's days that a newer policy or calendar has moved; none, no message."""
    body = context.asked.body
    assert isinstance(body, MovePolicy)  # the row's command
    moved = [
        {**owed(clock), "old_day": entry.old_due_day.isoformat()}
        for clock in context.case.clocks.values()
        if (entry := clock.entries[-1]).kind is EntryKind.REBASED
        and entry.at == context.at
        and clock.terms.party is Party.CARRIER
        and entry.old_due_day not in (None, entry.due_day)
    ]
    if not moved:
        return ()
    facts = {
        **base(context),
        "contact": contact(context),
        "policy": context.case.policy,
        "calendar": context.case.calendar,
        "reason": body.reason,
        "moved": moved,
    }
    return to_carrier(context, facts)


_FIELDS: dict[Correctable, Facts] = {
    Correctable.CARRIER_REFERENCE: {"en": "your reference", "es": "su referencia"},
    Correctable.OFFICE: {"en": "the office in charge", "es": "la oficina a cargo"},
    Correctable.ENTRY: {"en": "an entry of the record", "es": "un asiento del registro"},
}


def _correction(context: Context) -> tuple[Addressed, ...]:
    found = context.case.corrections[context.asked.item or ""]
    facts = {
        **base(context),
        "contact": contact(context),
        "field": _FIELDS[found.field],
        "old": found.old,
        "new": found.value,
        "reason": found.reason,
    }
    return to_carrier(context, facts)


def _letter_again(context: Context) -> tuple[Addressed, ...]:
    """The same letter to the letter, to every contact as it is now: it counts from its delivery."""
    return tuple(
        message._replace(template=context.case.letters[name].template)
        for name in _letters_to_serve(context)
        if name in context.case.letters
        for message in to_carrier(
            context, context.case.letters[name].facts, letter=name, executive=True
        )
    )


def _letters_to_serve(context: Context) -> tuple[str, ...]:
    if context.event.track == "LETTER":
        return (context.asked.item or "",)
    if isinstance(context.asked.body, Lapse):  # an order that nobody has acknowledged
        order = context.case.last_order
        return (order.letter,) if order is not None and order.letter else ()
    letters = context.case.tracks.get("LETTER", {})
    return tuple(name for name, state in letters.items() if state in _UNDER_WAY)


_UNDER_WAY = frozenset({"SIGNED", "SENT", "UNDELIVERABLE"})


BUILDERS: dict[str, Builder] = {
    "question": _question,
    "answer": _answer,
    "extension_answer": _extension_answer,
    "analysis_owed_anew": _analysis_owed_anew,
    "correction": _correction,
    "letter_again": _letter_again,
    "milestone_redated": _milestone_redated,
    "days_moved": _days_moved,
}
"""By template."""
