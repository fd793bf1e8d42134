"""The notices that an event owes, each with a key that stays the same however often it is tried."""

from casework.case import Case
from casework.events import Event, Notice
from casework.guards.base import Asked
from casework.notices import (
    agriculture,
    answers,
    appeals,
    chain,
    disruptions,
    false_statements,
    holds,
    lanes,
    leaving,
    letters,
    messages,
    offices,
    partners,
    standing_data,
    stays,
)
from casework.notices.context import Context
from casework.process.row import Row

_BUILDERS = {
    **letters.BUILDERS,
    **messages.BUILDERS,
    **offices.BUILDERS,
    **answers.BUILDERS,
    **appeals.BUILDERS,
    **partners.BUILDERS,
    **lanes.BUILDERS,
    **holds.BUILDERS,
    **stays.BUILDERS,
    **disruptions.BUILDERS,
    **false_statements.BUILDERS,
    **leaving.BUILDERS,
    **agriculture.BUILDERS,
    **chain.BUILDERS,
    **standing_data.BUILDERS,
}

TEMPLATES = frozenset(_BUILDERS)
"""Every template that a row may name."""


REISSUED = frozenset({"letter_again", "record_wanted", "hold_offered", "release_offered"})
"""Names of rows' notices that are sent under another template: of the letter that they serve again,
or of a task."""


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
