"""The process table, bent on purpose, to see that the proofs of it notice."""

from typing import Any, NamedTuple

from casework.process.proof import Check, Table
from casework.process.row import Row
from casework.process.table import ROWS
from casework.states import STATES, About, State


class Bite(NamedTuple):
    """What is bent, the proof that must notice it, and what it must say."""

    name: str
    table: Table
    check: Check
    sentence: str

    def __str__(self) -> str:
        return self.name


def without(*row_ids: str) -> Table:
    """The table with rows left out."""
    assert set(row_ids) <= {row.id for row in ROWS}
    return Table(tuple(row for row in ROWS if row.id not in row_ids))


def bent(row_id: str, **changes: Any) -> Table:
    """The table with one row changed."""
    assert row_id in {row.id for row in ROWS}
    return Table(tuple(row._replace(**changes) if row.id == row_id else row for row in ROWS))


def with_row(row: Row) -> Table:
    """The table with one row more."""
    return Table((*ROWS, row))


def unasked(row_id: str, code: str) -> Table:
    """The table with one condition of a row left out."""
    row = next(row for row in ROWS if row.id == row_id)
    assert code in {guard.code for guard in row.when}
    return bent(row_id, when=tuple(guard for guard in row.when if guard.code != code))


def with_clocks(state: State, *named: str) -> Table:
    """The table with other clocks of a state."""
    about = STATES[state]
    return Table(states={**STATES, state: About(*about[:3], clocks=named)})
