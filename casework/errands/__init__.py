"""What other cases are told because of an event: the errands that a row names."""

import hashlib

from casework.case import Case
from casework.errand import Errand
from casework.errands import appeals, linked, partners
from casework.errands.base import Builder, Telling
from casework.events import Event
from casework.guards.base import Asked
from casework.notices.context import Context
from casework.process.row import Row

_BUILDERS: dict[str, Builder] = {
    **linked.BUILDERS,
    **appeals.BUILDERS,
    **partners.BUILDERS,
}

ERRANDS = frozenset(_BUILDERS)
"""Every errand that a row may name."""


def errands_owed(case: Case, row: Row, event: Event, asked: Asked) -> tuple[Errand, ...]:
    """Return what other cases are to be told because of an event; ``case`` is as it stands after.

    The key is the same however often the event is decided: it is made of what calls for it.
    """
    context = Context(case, event, asked)
    return tuple(
        _errand(context, f"{row.id}:{asked.item or ''}:{name}:{number}", telling)
        for name in row.errands
        for number, telling in enumerate(_BUILDERS[name](context), start=1)
    )


def _errand(context: Context, place: str, telling: Telling) -> Errand:
    named = f"{context.case.id}:{context.asked.key}:{place}".encode()
    return Errand(
        key=f"errand-{hashlib.sha256(named).hexdigest()[:24]}",
        to=telling.to,
        act=telling.act,
        at=context.at,
        body=telling.body,
    )
