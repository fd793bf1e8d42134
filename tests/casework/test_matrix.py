"""Each event that may come at any time has an answer in each state; no cell is empty."""

from copy import copy
from functools import cache

import pytest

from casework.case import Case
from casework.command import Command
from casework.commands import commands
from casework.decide import decide
from casework.guards.base import Guard
from casework.process.drawing import page
from casework.process.matrix import (
    HAS_A_CASE,
    NOT_IN_THIS_VERSION,
    OCCURRENCES,
    REFUSED,
    STATES_BY_CONDITION,
    answers,
    cell,
)
from casework.process.table import BY_ACT, BY_ID, ROWS
from casework.refusal import Refusal, RefusalKind
from casework.roles import CARRIER_ROLES, Actor
from casework.states import State
from tests.casework.bodies import body_for
from tests.casework.walk import CASE_ID, Walk
from tests.casework.ways import WAYS, walked

LATER = {
    "file_appeal", "amend_appeal", "withdraw_appeal", "place_hold", "request_stay",
    "record_court_stay", "on:appeal.annuls_suspension", "on:appeal.annuls_removal", "lapse:T06A",
    "report_crossing_closed", "on:crossing.closed", "record_portal_outage", "on:portal.outage",
}  # fmt: skip
"""Acts that the process table names and that may or may not be in this version."""


@cache
def in_each_state() -> dict[State, Walk]:
    """One walk that has come to each state."""
    found: dict[State, Walk] = {}
    for way in WAYS:
        walk = walked(way)
        for number, batch in enumerate(walk.batches):
            if batch.before is not None and batch.before.state not in found:
                found[batch.before.state] = _stopped(walk, number)
        found.setdefault(walk.case.state, walk)
    return found


def _stopped(walk: Walk, number: int) -> Walk:
    stopped = copy(walk)
    stopped._case = walk.batches[number].before
    stopped.now = walk.batches[number].asked.at
    stopped.batches = walk.batches[:number]
    return stopped


def test_every_state_is_seen() -> None:
    assert set(in_each_state()) == set(State)


@pytest.mark.parametrize("state", State)
def test_no_cell_is_empty_and_each_names_a_row_or_a_refusal(state: State) -> None:
    for occurrence in OCCURRENCES:
        said = cell(occurrence, state)
        assert said
        refused = said in (REFUSED, HAS_A_CASE, NOT_IN_THIS_VERSION)
        assert refused or all(name in BY_ID for name in said.split(", ")), said


def test_an_event_without_a_row_is_one_that_comes_later() -> None:
    for occurrence in OCCURRENCES:
        missing = [act for act in occurrence.acts if act not in BY_ACT]
        assert set(missing) <= LATER, occurrence.what


def test_the_page_has_a_line_for_every_event_and_a_cell_for_every_state() -> None:
    text = page()
    for occurrence in OCCURRENCES:
        cells = " | ".join(cell(occurrence, state) for state in State)
        assert f"| {occurrence.what} | {cells} |" in text


@pytest.mark.parametrize("state", State)
def test_what_the_matrix_refuses_is_refused_and_what_it_answers_is_not_refused_for_the_state(
    state: State,
) -> None:
    walk = in_each_state()[state]
    for act in {act for occurrence in OCCURRENCES for act in occurrence.acts}:
        rows = BY_ACT.get(act, ())
        if act not in commands() or not rows or rows[0].track or not rows[0].start:
            continue
        possible = [row for row in rows if answers(row, state)]
        role = (possible or list(rows))[0].by[0]
        own = walk.case.carrier if role in CARRIER_ROLES else "LRD"
        elsewhere = copy(walk)
        elsewhere.batches = list(walk.batches)
        body = body_for(elsewhere, act, 1)
        asked = Command(
            case_id=CASE_ID,
            command_id="tried",
            act=act,
            actor=Actor(person="somebody", role=role, organisation=own),
            received_at=walk.now,
            body=body,
        ).asked()
        answer = decide(walk.case, asked)
        ids = {row.id for row in rows}  # a filing on paper is refused by its own rows
        refused = isinstance(answer, Refusal) and answer.kind is RefusalKind.STATE
        for_state = refused and isinstance(answer, Refusal) and set(answer.rows) <= ids
        assert for_state == (not possible), (act, answer)


@pytest.mark.parametrize("code", STATES_BY_CONDITION)
def test_a_condition_on_the_state_says_what_the_matrix_reads_of_it(code: str) -> None:
    guard: Guard = next(g for row in ROWS for g in row.when if g.code == code)
    for state, walk in in_each_state().items():
        case: Case = walk.case
        asked = walk.batches[0].asked
        assert guard.test(case, asked) == (state in STATES_BY_CONDITION[code]), state
