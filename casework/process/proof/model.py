"""The process table as the proofs see it: data that a test may bend, and the ways through it."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from casework.commands import told
from casework.matters import Matter
from casework.process.row import Next, Row
from casework.process.table import ADOPTED, EFFECTS, RESTARTS, ROWS, Effect
from casework.process.tracks import TRACK_ENDS
from casework.roles import CARRIER_ROLES, Role
from casework.states import ADOPTABLE, RESUMABLE, STATES, About, State, matter_of

LAPSE = "lapse:"
FACT = "on:"


class Way(NamedTuple):
    """One step through the table: this row leads from one state to another (or back to it)."""

    row: Row
    before: str
    after: str


class Table:
    """Everything that the proofs read. What is not given is the table that cases run on."""

    def __init__(
        self,
        rows: tuple[Row, ...] = ROWS,
        *,
        states: Mapping[State, About] = STATES,
        effects: Mapping[State, Effect] = EFFECTS,
        restarts: Mapping[State, tuple[str, ...]] = RESTARTS,
        ends: Mapping[str, frozenset[str]] = TRACK_ENDS,
    ) -> None:
        self.rows = rows
        self.states = states
        self.effects = effects
        self.restarts = restarts
        self.ends = ends

    @cached_property
    def main(self) -> tuple[Row, ...]:
        """The rows that move the case itself."""
        return tuple(row for row in self.rows if not row.track)

    @cached_property
    def tracks(self) -> dict[str, tuple[Row, ...]]:
        """The rows of each track."""
        names = dict.fromkeys(row.track for row in self.rows if row.track)
        return {name: tuple(row for row in self.rows if row.track == name) for name in names}

    @cached_property
    def open_states(self) -> tuple[State, ...]:
        """The states in which somebody owes something."""
        return tuple(state for state, about in self.states.items() if about.owner is not None)

    @cached_property
    def closed_states(self) -> frozenset[str]:
        """The states that end the main line."""
        return frozenset(state for state, about in self.states.items() if about.owner is None)

    @cached_property
    def state_clocks(self) -> frozenset[str]:
        """The clocks that belong to states of the main line."""
        return frozenset(clock for about in self.states.values() for clock in about.clocks)

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """Where a decision may send a case back to: whence it was recommended, with clocks to
        start again."""
        named = {
            state
            for row in self.main
            if row.to == State.DECISION and "recommender" in row.marks
            for state in row.start
        }
        return tuple(state for state in self.restarts if state in named)

    def targets(self, row: Row, before: str) -> tuple[str, ...]:
        """Return the states that a row may lead to from a state."""
        match row.to:
            case Next.SAME:
                return (before,)
            case Next.TARGET:
                return tuple(self.effects)
            case Next.ORIGIN:
                return self.origins
            case Next.ADOPTED:
                return ADOPTABLE
            case Next.RESUME:
                return RESUMABLE
            case _:
                return (row.to,)

    def ways(self, rows: tuple[Row, ...]) -> Iterator[Way]:
        """Every step that rows allow; ``""`` is before the case or the item exists."""
        for row in rows:
            for before in row.start or ("",):
                for after in self.targets(row, before):
                    yield Way(row, before, after)

    def begun(self, way: Way) -> tuple[str, ...]:
        """Return the clocks that a step starts, as the table writes them."""
        begin = way.row.begin
        if way.row.to is Next.TARGET:
            begin += self.effects[State(way.after)].begin
        if way.row.to in (Next.ORIGIN, Next.RESUME):
            begin += self.restarts.get(State(way.after), ())
        if way.row.to is Next.ADOPTED:
            begin += ADOPTED.get(State(way.after), ())
        return begin

    def raised(self) -> dict[str, tuple[str, ...]]:
        """Return each fact that is raised, with the ids of the rows that raise it."""
        found: dict[str, list[str]] = {}
        for row in self.rows:
            effects = self.effects.values() if row.to is Next.TARGET else ()
            for fact in (*row.raises, *(f for effect in effects for f in effect.raises)):
                found.setdefault(fact, []).append(row.id)
        return {fact: tuple(dict.fromkeys(ids)) for fact, ids in found.items()}


Check = Callable[[Table], list[str]]
"""A proof: the problems that it finds, each a plain sentence; none if the table holds."""


def rule_of(token: str) -> str:
    """Return the clock's rule of what a row writes (``T12/re_review``, ``T33:each_action``)."""
    return token.partition(":")[0].partition("/")[0]


def reached(ways: tuple[Way, ...], begin: frozenset[str]) -> frozenset[str]:
    """Return every state that some steps lead to from some states."""
    found = set(begin)
    while fresh := {way.after for way in ways if way.before in found} - found:
        found |= fresh
    return frozenset(found)


def leading_to(ways: tuple[Way, ...], ends: frozenset[str]) -> frozenset[str]:
    """Return every state from which some steps lead to one of the ends."""
    back = tuple(Way(way.row, way.after, way.before) for way in ways)
    return reached(back, ends)


def is_persons(row: Row) -> bool:
    """Whether a person makes this step by a command."""
    return Role.SYS not in row.by


def is_told(row: Row) -> bool:
    """Whether another case tells this, after a person has acted in that one."""
    return row.act in told()


def is_told_beside(row: Row) -> bool:
    """Whether a matter beside the resumption is told this by it.

    The other way round nothing is owed: a resumption must find its way without any appeal.
    """
    return is_told(row) and all(
        matter_of(State(state)) is not Matter.RESUMPTION for state in row.start
    )


def answers_persons(table: Table, row: Row) -> bool:
    """Whether this step follows at once from what a person did."""
    if is_persons(row) or is_told_beside(row):
        return True
    fact = row.act.removeprefix(FACT)
    by_id = {other.id: other for other in table.rows}
    return row.act.startswith(FACT) and any(
        is_persons(by_id[row_id]) for row_id in table.raised().get(fact, ())
    )


def needs_no_carrier(row: Row) -> bool:
    """Whether this step can be made without the carrier doing anything."""
    return any(role not in CARRIER_ROLES for role in row.by)
