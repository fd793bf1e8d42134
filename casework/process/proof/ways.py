"""Proofs about states: each is reached, each is left, each has somebody who owes something."""

from casework.matters import Matter
from casework.process.proof.model import (
    FACT,
    Table,
    Way,
    answers_persons,
    is_persons,
    is_told,
    is_told_beside,
    leading_to,
    needs_no_carrier,
    reached,
    rule_of,
)
from casework.process.row import Row
from casework.process.table import matches
from casework.states import State, matter_of

BEFORE = frozenset({""})
"""Before a case, or the item of a track, exists."""

LEFT_ON_APPEAL = frozenset(
    {"on:appeal.annuls_suspension", "on:appeal.annuls_removal", "on:appeal.replaces_removal"}
)
"""What brings a closed case back: the record is corrected even when the suspension is over."""

MET_BY_CARRIER = frozenset({"evidence_accepted_before_return", "every_action_accepted"})
"""Conditions that only a carrier that acts can bring about."""


OUT_OF_THE_ORDINARY = frozenset({"on:finding.confirmed", "withdraw", "reconsider"})
"""Ways out that no case may have to rely on: a lie, the carrier leaving, an order annulled."""


def every_state_is_reached(table: Table) -> list[str]:
    """Every state lies on a way from an opening."""
    found = reached(tuple(table.ways(table.main)), BEFORE)
    return [
        f"{state} cannot be reached from any opening"
        for state in table.states
        if state not in found
    ]


def every_row_starts_somewhere(table: Table) -> list[str]:
    """A row starts only from states that exist and are reached, so that it can be used."""
    found = reached(tuple(table.ways(table.main)), BEFORE)
    problems = [
        f"{row.id} starts from {state}, which no row leads to"
        for row in table.main
        for state in row.start
        if state not in found
    ]
    for track, rows in table.tracks.items():
        found = reached(tuple(table.ways(rows)), BEFORE)
        problems += [
            f"{row.id} starts from {state}, which no row of {track} leads to"
            for row in rows
            for state in row.start
            if state not in found
        ]
    return problems


def every_row_leads_to_a_state(table: Table) -> list[str]:
    """A row of the main line leads to a state that exists."""
    return [
        f"{way.row.id} leads to {way.after}, which is no state"
        for way in table.ways(table.main)
        if way.after not in table.states
    ]


def no_open_state_is_a_dead_end(table: Table) -> list[str]:
    """From every open state acts of people lead to the end of the case."""
    ways = tuple(
        way
        for way in table.ways(table.main)
        if answers_persons(table, way.row) and way.row.act not in OUT_OF_THE_ORDINARY
    )
    out = leading_to(ways, table.closed_states)
    return [
        f"{state} is a dead end: no acts of people lead from it to a closed state"
        for state in table.open_states
        if state not in out
    ]


def no_case_hangs_on_silence(table: Table) -> list[str]:
    """From every open state CBP and the clocks alone lead to the end of the case.

    A carrier that never answers cannot keep a case open for ever.
    """
    ways = tuple(way for way in table.ways(table.main) if _without_carrier(table, way))
    out = leading_to(ways, table.closed_states)
    return [
        f"{state} hangs on the carrier: without it no row leads to a closed state"
        for state in table.open_states
        if state not in out
    ]


def _without_carrier(table: Table, way: Way) -> bool:
    """Whether a step needs nothing of the carrier; a raised fact is judged by who raises it."""
    if way.row.act in OUT_OF_THE_ORDINARY or (is_told(way.row) and not is_told_beside(way.row)):
        return False
    if MET_BY_CARRIER & {guard.code for guard in way.row.when}:
        return False
    raisers = table.raised().get(way.row.act.removeprefix(FACT), ())
    if not way.row.act.startswith(FACT) or not raisers:
        return needs_no_carrier(way.row)
    return any(needs_no_carrier(row) for row in table.rows if row.id in raisers)


def every_open_state_has_owner_and_clock(table: Table) -> list[str]:
    """Somebody is named who owes the next act, and a clock watches over it."""
    problems = [
        f"{state} is open and no clock may run in it"
        for state in table.open_states
        if not table.states[state].clocks
    ]
    problems += [
        f"{state} is closed and names clocks: {', '.join(table.states[state].clocks)}"
        for state in table.states
        if state in table.closed_states and table.states[state].clocks
    ]
    problems += [
        f"{about.owner} owns {state} and no row lets this role act there"
        for state, about in table.states.items()
        if about.owner is not None
        and not any(state in row.start and about.owner in row.by for row in table.main)
    ]
    return problems


def every_entry_has_a_clock(table: Table) -> list[str]:
    """Whoever moves a case into an open state starts a clock there.

    A case that is kept in monitoring has the clock that it came with, which has its own proof.
    """
    problems = []
    for way in table.ways(table.main):
        if way.after not in table.open_states or way.after == way.before:
            continue
        here = table.states[State(way.after)].clocks
        begun = {rule_of(token) for token in table.begun(way)}
        if not begun & set(here) and way.row.act != "keep_monitoring":
            problems.append(
                f"{way.row.id} leads from {way.before or 'nothing'} to {way.after} "
                "and starts no clock there"
            )
    return problems


def every_track_comes_to_rest(table: Table) -> list[str]:
    """Each item of a track is reached in each of its states, and finds a way to an end."""
    problems = []
    for track, rows in table.tracks.items():
        ends = table.ends.get(track, frozenset())
        ways = tuple(table.ways(rows))
        found = reached(ways, BEFORE) - BEFORE
        out = leading_to(ways, ends)
        if not ends:
            problems.append(f"{track} has no end, so a case with it never comes to rest")
        problems += [f"{track} never reaches its end {end}" for end in sorted(ends - found)]
        problems += [
            f"{track} never comes to rest from {state}" for state in sorted(found - out) if ends
        ]
    problems += [f"{track} has an end and no rows" for track in table.ends.keys() - table.tracks]
    return problems


def every_order_reaches_its_tracks(table: Table) -> list[str]:
    """What an order in effect raises is answered in every state of a track, or is so already.

    A carrier may be suspended again after its return, even before every benefit is back. What a
    person asked for and was answered is over: the next request is an item of its own.
    """
    facts = {fact for effect in table.effects.values() for fact in effect.raises}
    problems = []
    for track, rows in table.tracks.items():
        found = reached(tuple(table.ways(rows)), BEFORE) - BEFORE
        onward = tuple(way for way in table.ways(rows) if not way.row.act.startswith(FACT))
        for fact in sorted(facts):
            answers = tuple(way for way in table.ways(rows) if way.row.act == f"{FACT}{fact}")
            if not answers:
                continue
            so_already = reached(onward, frozenset(way.after for way in answers))
            heard = {way.before for way in answers}
            problems += [
                f"{track} does not hear {fact} in {state}"
                for state in sorted(found - so_already - heard - _over_for_good(rows))
            ]
    return problems


def _over_for_good(rows: tuple[Row, ...]) -> set[str]:
    """The states of items that persons begin and that nothing leaves any more."""
    begun_by_persons = all(is_persons(row) for row in rows if matches(row, ""))
    left = {state for row in rows for state in row.start if row.to != state}
    return {row.to for row in rows} - left if begun_by_persons else set()


def closed_states_are_left_by_nobody(table: Table) -> list[str]:
    """What is closed stays closed; a new matter is a new case.

    Only an appeal, and headquarters' own rescission by a served order, correct the record of a
    closed case.
    """
    return [
        f"{way.row.id} leads from {way.before}, which is closed, to {way.after}"
        for way in table.ways(table.main)
        if way.before in table.closed_states and way.after != way.before
        if not (way.row.act in LEFT_ON_APPEAL and way.before in ("REMOVED", "CLOSED_REINSTATED"))
        if way.row.act != "reconsider" or way.after != State.ORDERED
    ]


def openings_are_made_by_persons(table: Table) -> list[str]:
    """A case is opened by somebody who can be named; what runs beside it, by the case."""
    return [
        f"{row.id} opens a case and is no person's act"
        for row in table.main
        if not row.start and not is_persons(row)
        if not is_told(row) or matter_of(State(row.to)) is Matter.RESUMPTION
    ]
