"""Proofs about clocks: each is started, may run where it runs, and has a row for running out."""

from casework.clock_selection import SELECTIONS
from casework.policy import CURRENT, Policy, Unit, policy
from casework.process.proof.model import LAPSE, Table, Way, is_persons, is_told, rule_of
from casework.process.row import Next, Row
from casework.roles import party_of
from casework.states import State

ANSWERED_BY: dict[str, str] = {"T33": "submit_evidence", "T45": "submit_evidence"}
"""Clocks that their owner answers, and the other side ends by looking at the answer."""

WATCHED = frozenset({"T23"})
"""Times that are waited for, and owed by nobody until they are over."""


def every_started_clock_lapses_somewhere(table: Table) -> list[str]:
    """A clock that may run in a state has a row there for the moment when it runs out."""
    started = {rule_of(token) for row in table.rows for token in _begun_by(table, row)}
    problems = []
    for state, about in table.states.items():
        for clock in about.clocks:
            if clock in started and not _lapses(table.main, clock, state):
                problems.append(f"{clock} may run in {state} and has no row for its lapse there")
    return problems


def every_loose_clock_lapses_everywhere(table: Table) -> list[str]:
    """A clock that belongs to no state, or to a track, has a lapse row wherever it may run."""
    problems = []
    for name, rows in {"": table.main, **table.tracks}.items():
        ways = tuple(table.ways(rows))
        for way in ways:
            for token in table.begun(way):
                clock = rule_of(token)
                if clock in table.state_clocks:
                    continue
                problems += [
                    f"{clock} of {way.row.id} may run in {name or 'the main line'} {state} "
                    "and has no row for its lapse there"
                    for state in sorted(_runs_in(ways, clock, way.after))
                    if not _lapses(rows, clock, state)
                    if not (name and _lapses_in_every_state(table, clock))
                ]
    return list(dict.fromkeys(problems))


def _runs_in(ways: tuple[Way, ...], clock: str, state: str) -> set[str]:
    """Return the states in which a clock may run that was started in one of them."""
    found = {state}
    while fresh := {
        way.after
        for way in ways
        if way.before in found and not _ends(way.row, clock) and way.after not in found
    }:
        found |= fresh
    return found


def _ends(row: Row, clock: str) -> bool:
    return row.act == f"{LAPSE}{clock}" or clock in {rule_of(token) for token in row.stop}


def _lapses(rows: tuple[Row, ...], clock: str, state: str) -> bool:
    return any(row.act == f"{LAPSE}{clock}" and state in row.start for row in rows)


def _lapses_in_every_state(table: Table, clock: str) -> bool:
    """Whether the main line answers to a track's clock, wherever the case is."""
    return all(_lapses(table.main, clock, state) for state in table.states)


def _begun_by(table: Table, row: Row) -> set[str]:
    return {token for way in table.ways((row,)) for token in table.begun(way)}


def clocks_start_where_they_may_run(table: Table) -> list[str]:
    """A row starts a state's clock only where that state names it.

    One that is started elsewhere is not seen by the state, and nothing is there for its lapse.
    """
    problems = []
    for way in table.ways(table.main):
        named = table.states[State(way.after)].clocks if way.after in table.states else ()
        problems += [
            f"{way.row.id} starts {rule_of(token)} in {way.after}, which does not name it"
            for token in table.begun(way)
            if rule_of(token) in table.state_clocks and rule_of(token) not in named
        ]
    return list(dict.fromkeys(problems))


def every_named_clock_is_started(table: Table) -> list[str]:
    """A clock that a state names is started by some row."""
    started = {rule_of(token) for row in table.main for token in _begun_by(table, row)}
    return [
        f"{state} names {clock}, which no row starts"
        for state, about in table.states.items()
        for clock in about.clocks
        if clock not in started
    ]


def every_named_clock_can_be_there(table: Table) -> list[str]:
    """A state names a clock only if it is started there or still runs on the way there."""
    problems = []
    ways = tuple(table.ways(table.main))
    for clock in sorted(table.state_clocks):
        where = {s for s, about in table.states.items() if clock in about.clocks}
        found = {
            way.after
            for way in ways
            if way.after in where and clock in {rule_of(t) for t in table.begun(way)}
        }
        while fresh := {
            way.after
            for way in ways
            if way.before in found
            and way.after in where - found
            and clock not in {rule_of(token) for token in way.row.stop}
        }:
            found |= fresh
        problems += [
            f"{state} names {clock}, which can never run there" for state in sorted(where - found)
        ]
    return problems


def no_lapse_row_is_idle(table: Table) -> list[str]:
    """A lapse row of a state's clock starts only where that clock may run."""
    problems = []
    for row in table.main:
        clock = row.act.removeprefix(LAPSE)
        if not row.act.startswith(LAPSE) or clock not in table.state_clocks:
            continue
        problems += [
            f"{row.id} waits for {clock} in {state}, which does not name it"
            for state in row.start
            if clock not in table.states[State(state)].clocks
        ]
    return problems


def whoever_owes_can_act(table: Table, rules: Policy | None = None) -> list[str]:
    """In each state where a clock runs, the side that owes it can do what ends it.

    Otherwise somebody is late with what he is not allowed to do.
    """
    problems = []
    rules = rules or policy(CURRENT)
    for state, about in table.states.items():
        for clock in sorted(set(about.clocks) - WATCHED):
            party = party_of(rules.rule(clock).owner)
            if not any(
                party in {party_of(role) for role in way.row.by} and _ends_by(table, way, clock)
                for way in table.ways(table.rows)
                if (is_persons(way.row) or is_told(way.row))
                and (way.before == state or way.row.track)
            ):
                problems.append(f"{clock} runs in {state} and its owner can do nothing to end it")
    return problems


def _ends_by(table: Table, way: Way, clock: str) -> bool:
    if clock in {rule_of(token) for token in way.row.stop} or way.row.act == ANSWERED_BY.get(clock):
        return True
    if way.row.track:
        return any(
            clock in {rule_of(token) for token in row.stop}
            for row in table.main
            if row.act.removeprefix("on:") in way.row.raises
        )
    moved = way.after != way.before
    return moved and clock not in table.states[State(way.after)].clocks


def a_kept_monitoring_is_still_watched(table: Table) -> list[str]:
    """The clock of the monitoring runs on while headquarters decides on a case from there.

    ``keep_monitoring`` starts none, so on every way back to it T23 must have been running.
    """
    meanwhile = {State.DECISION, State.COMMENT, State.ORDERED}
    lost: set[str] = set()
    found = {str(State.MONITORING)}
    ways = [way for way in table.ways(table.main) if way.row.to is not Next.TARGET]
    while fresh := {
        way.after
        for way in ways
        if way.before in found and way.after in meanwhile - found and _no_new_matter(way)
    }:
        found |= fresh
        lost |= {state for state in fresh if "T23" not in table.states[State(state)].clocks}
    return [
        f"{state} lets T23 stop, and a case may go back from there to MONITORING without it"
        for state in sorted(lost)
    ]


def _no_new_matter(way: Way) -> bool:
    return way.before == State.MONITORING or "recommender" not in way.row.marks


def every_rule_is_in_the_policy(table: Table, rules: Policy | None = None) -> list[str]:
    """Each clock, variant and selection that the table names exists, and can be reckoned."""
    rules = rules or policy(CURRENT)
    problems = []
    for row_id, token in _tokens(table):
        rule, _, variant = token.partition(":")[0].partition("/")
        selection = token.partition(":")[2]
        if rule not in rules.clocks:
            problems.append(f"{row_id} names {rule}, which policy {rules.version} does not know")
            continue
        if variant and variant not in rules.clocks[rule].alternates:
            problems.append(f"{row_id} names {token}: {rule} has no variant {variant}")
        if rules.clocks[rule].unit is Unit.NONE:
            problems.append(f"{row_id} names {rule}, which is a rule and no clock")
        if selection and selection not in SELECTIONS:
            problems.append(f"{row_id} names {token}: there is no selection {selection}")
    return problems


def _tokens(table: Table) -> list[tuple[str, str]]:
    found = [(row.id, token) for row in table.rows for token in (*row.begin, *row.stop)]
    found += [
        (row.id, row.act.removeprefix(LAPSE)) for row in table.rows if row.act.startswith(LAPSE)
    ]
    found += [(f"the effect {s}", t) for s, effect in table.effects.items() for t in effect.begin]
    found += [(f"the restart of {s}", t) for s, begin in table.restarts.items() for t in begin]
    found += [(f"the state {s}", c) for s, about in table.states.items() for c in about.clocks]
    return found
