"""Plays one scenario through the desk, as people would: each act at its own instant.

Before an act its case's time runs to the act's instant, and no further; it gets there once all that
is due before has been done, recorded and sent. So neither load nor a kill changes an outcome or a
day: they only make everybody wait.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from casework.casetime import CaseTime
from casework.command import Receipt
from casework.refusal import Refusal
from casework.roles import Actor
from demo.scenario import Act, Scenario
from desk.errors import BadInput, Declination, NotAnsweredYet
from records.failures import DatabaseUnreachable

FACTOR = 8_000_000.0
"""How much faster than real time a case's own time runs: a year in four seconds. What is due
meanwhile is dated at its own instant, so that nothing comes out differently at another pace; at a
much faster one there would be nothing left to wait for, and no durable timer to be seen."""

_PAUSE = 0.5
"""Seconds before the database is asked again, while it is away."""

_Answer = TypeVar("_Answer")


class Desk(Protocol):
    """What a player needs of the desk (``desk.case_desk.CaseDesk``)."""

    async def open(
        self,
        actor: Actor,
        body: dict[str, Any],
        *,
        command_id: str | None = None,
        act: str = "open_case",
        time: CaseTime | None = None,
    ) -> Receipt:
        """Open a case that has a time of its own."""
        ...

    async def do(
        self,
        actor: Actor,
        case_id: str,
        act: str,
        body: dict[str, Any],
        *,
        command_id: str | None = None,
    ) -> Receipt:
        """Give a command to a case."""
        ...

    async def grant_time(self, case_id: str, until: datetime) -> None:
        """Let a case's time run to an instant; return when all before it is done."""
        ...


@dataclass(frozen=True)
class Played:
    """An act that was played, and what was answered."""

    act: Act
    answer: Receipt | Refusal


@dataclass(frozen=True)
class Performance:
    """A scenario as it was played. ``wrong`` says where an answer was not the one expected; after
    a refusal that was not, the case is left where it stood.
    """

    scenario: Scenario
    case_id: str | None
    wrong: tuple[str, ...] = ()


async def play(
    scenario: Scenario, desk: Desk, tell: Callable[[Scenario, Played], None]
) -> Performance:
    """Play a scenario to its end, or to the first act whose refusal nobody expected."""
    case_id: str | None = None
    reached = scenario.acts[0].at
    wrong: list[str] = []
    for act in scenario.acts:
        if case_id is not None:
            await _let_pass(scenario, desk, case_id, reached, act.at)
        answer = await _answer(scenario, act, desk, case_id)
        tell(scenario, Played(act, answer))
        problem = _wrong(act, answer)
        if problem:
            wrong.append(problem)
        if isinstance(answer, Receipt):
            case_id = case_id or answer.case_id
        elif act.refused is None:
            return Performance(scenario, case_id, tuple(wrong))
        reached = act.at
    if case_id is not None and scenario.until is not None:
        await _let_pass(scenario, desk, case_id, reached, scenario.until)
    return Performance(scenario, case_id, tuple(wrong))


async def _let_pass(
    scenario: Scenario, desk: Desk, case_id: str, reached: datetime, until: datetime
) -> None:
    """Let time run on, in the case and in what runs beside it.

    First they come to rest where they stand, one after the other: what the case has to tell at an
    instant, and what it is told in answer, is told there. Then time runs on in all of them at once,
    since they may tell each other more.
    """
    if scenario.matters:
        for name in _names(scenario, case_id):
            await _granted(desk, name, reached, may_be_ahead=name != case_id)
    await _let_run(scenario, desk, case_id, until)


async def _let_run(scenario: Scenario, desk: Desk, case_id: str, until: datetime) -> None:
    async with asyncio.TaskGroup() as group:
        for name in _names(scenario, case_id):
            group.create_task(_granted(desk, name, until, may_be_ahead=name != case_id))


def _names(scenario: Scenario, case_id: str) -> tuple[str, ...]:
    return (case_id, *(f"{case_id}-{matter}" for matter in scenario.matters))


async def _granted(desk: Desk, name: str, until: datetime, *, may_be_ahead: bool) -> None:
    """Grant time; a matter that has not been opened yet gets the case's when it is."""
    try:
        await _until_answered(partial(desk.grant_time, name, until))
    except BadInput:
        if not may_be_ahead:
            raise


def command_id_of(scenario: Scenario, act: Act) -> str:
    """Return the id under which an act's command is given, each time that it is given."""
    return f"{scenario.name}-{act.number}"


async def _answer(
    scenario: Scenario, act: Act, desk: Desk, case_id: str | None
) -> Receipt | Refusal:
    command_id = command_id_of(scenario, act)
    if case_id is None:
        now = datetime.now(UTC)
        time = CaseTime(origin=act.at, real_origin=now, factor=FACTOR, until=act.at)
        ask = partial(desk.open, act.actor, act.body, act=act.command, time=time)
    else:
        where = case_id if act.matter is None else f"{case_id}-{act.matter}"
        ask = partial(desk.do, act.actor, where, act.command, act.body)
    try:
        return await _until_answered(partial(ask, command_id=command_id))
    except Declination as declined:
        return declined.refusal


async def _until_answered(ask: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """Ask, again for as long as a part is away: the same id has the same answer."""
    while True:
        try:
            return await ask()
        except NotAnsweredYet:
            continue
        except DatabaseUnreachable:
            await asyncio.sleep(_PAUSE)


def _wrong(act: Act, answer: Receipt | Refusal) -> str | None:
    if isinstance(answer, Receipt):
        return f"{act}: expected refusal ({act.refused}), was accepted" if act.refused else None
    if answer.kind is act.refused:
        return None
    wanted = f"refusal ({act.refused})" if act.refused else "acceptance"
    return f"{act}: expected {wanted}, was refused ({answer.kind}, {answer.rule}): {answer.en}"
