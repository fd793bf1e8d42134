"""Which rows of the process table are of which kind of matter."""

from casework.matters import Matter
from casework.process.row import Row
from casework.process.tracks import TRACKS_BESIDE
from casework.states import State, matter_of


def belongs(row: Row, matter: Matter) -> bool:
    """Whether a row is one of a kind of matter: by its states, or by the track that it is of."""
    if row.track:
        return matter is Matter.RESUMPTION or row.track in TRACKS_BESIDE[matter]
    if not row.start:
        return matter_of(State(row.to)) is matter
    return any(matter_of(State(state)) is matter for state in row.start)
