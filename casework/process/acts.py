"""Which commands and facts a kind of matter answers to, read from the process table."""

from casework.commands import Body, commands, told
from casework.matters import Matter
from casework.process.row import Row
from casework.process.table import ROWS
from casework.process.tracks import TRACKS_BESIDE
from casework.states import State, matter_of


def acts_of(matter: Matter) -> dict[str, type[Body]]:
    """Return what people may ask of a kind of matter, and what other cases may tell it."""
    answered = {row.act for row in ROWS if belongs(row, matter)}
    return {act: model for act, model in {**commands(), **told()}.items() if act in answered}


def belongs(row: Row, matter: Matter) -> bool:
    """Whether a row is one of a kind of matter: by its states, or by the track that it is of."""
    if row.track:
        return matter is Matter.RESUMPTION or row.track in TRACKS_BESIDE[matter]
    if not row.start:
        return matter_of(State(row.to)) is matter
    return any(matter_of(State(state)) is matter for state in row.start)
