"""The notices that an event owes, each with a key that stays the same however often it is tried."""

from casework.case import Case
from casework.events import Event, Notice
from casework.guards.base import Asked
from casework.notices import (
    agriculture,
    answers,
    chain,
    false_statements,
    leaving,
    letters,
    messages,
    offices,
    standing_data,
)
from casework.notices.context import Context
from casework.process.row import Row

_BUILDERS = {
    **letters.BUILDERS,
    **messages.BUILDERS,
    **offices.BUILDERS,
    **answers.BUILDERS,
    **false_statements.BUILDERS,
    **leaving.BUILDERS,
    **agriculture.BUILDERS,
    **chain.BUILDERS,
    **standing_data.BUILDERS,
}

TEMPLATES = frozenset(_BUILDERS)
"""Every template that a row may name."""


REISSUED = frozenset({"letter_again"})
"""Names of rows' notices that are sent under the template of the letter that they serve again."""


def notices_owed(case: Case, row: Row, event: Event, asked: Asked) -> tuple[Notice, ...]:
    """Return what is to be sent because of an event; ``case`` is the case after it."""
    context = Context(case, event, asked)
    place = f"{asked.key}:{row.id}" + (f":{asked.item}" if asked.item else "")
    return tuple(
        Notice(
            key=f"{place}:{template}:{number}",
            template=message.template or template,
            party=message.party,
            address=message.address,
            languages=message.languages,
            facts=message.facts,
            letter=message.letter,
            recipient=message.recipient,
        )
        for template in row.notices
        for number, message in enumerate(_BUILDERS[template](context), start=1)
    )
