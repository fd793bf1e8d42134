"""Cases to measure on, opened by signed commands as the desk's are.

They come past the desk's log where thousands of them are made ready: it keeps one case a carrier
before its return, and there are not so many railroads. Everything after the log is the real way.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from temporalio.client import WorkflowHandle

from bench.bare_case import BARE, BARE_QUEUE, one_row
from bench.ground import AT_ONCE, Ground
from casework.agenda import due_step, step_asked
from casework.case import Case
from casework.casetime import CaseTime
from casework.command import Command
from casework.decide import decide
from casework.evolve import evolve
from casework.refusal import Refusal
from casework.roles import Actor, Role
from casework.versions import versions_in_force
from desk.case_desk import case_opened_by
from desk.outcomes import Declined
from desk.ports import ReceivedCommand
from seals.envelope import digest, seal

CARRIER, PORT = "SVR", "2304"
OPENED = datetime(2026, 3, 2, 15, tzinfo=UTC)
"""When a case is opened that has a time of its own."""

OFFICER = Actor(person="bench-officer", role=Role.OFF, organisation="LRD")
_Made = TypeVar("_Made")


def opening_body(at: datetime) -> dict[str, Any]:
    """The body of an opening: an invented railroad, an invented incident."""
    return {
        "carrier": CARRIER,
        "carrier_reference": "R-BENCH000",
        "port": PORT,
        "ground": "incident",
        "illustrative": True,
        "contacts": {"poc": "security@svr.example", "executive": "executive@svr.example"},
        "incident": {
            "id": "incident-1",
            "discovered_at": (at - timedelta(hours=5)).isoformat(),
            "discovered_by": "CBP",
            "port": PORT,
            "category": "seal",
            "description": "A seal was not the one on the waybill. Invented, to measure on.",
        },
    }


def opening(ground: Ground, *, at: datetime, time: CaseTime | None = None) -> ReceivedCommand:
    """Return a signed opening that was received at an instant."""
    command_id = f"bench-{uuid4().hex[:16]}"
    command = Command(
        case_id=case_opened_by(command_id),
        command_id=command_id,
        act="open_case",
        actor=OFFICER,
        received_at=at,
        body=opening_body(at),
        time=time,
        versions=versions_in_force(),
    )
    envelope = seal(command.model_dump_json(exclude_none=True), ground.key)
    return ReceivedCommand(
        command_id=command_id,
        case_id=command.case_id,
        act=command.act,
        person=OFFICER.person,
        role=OFFICER.role.value,
        organisation=OFFICER.organisation,
        received_at=at,
        digest=digest(envelope),
        envelope=envelope,
        opens_for=CARRIER,
    )


async def open_case(ground: Ground, *, at: datetime, time: CaseTime | None = None) -> str:
    """Open a case and return its id."""
    command = opening(ground, at=at, time=time)
    outcome = await ground.sender.send(command, patience=timedelta(minutes=2))
    assert not isinstance(outcome, Declined), outcome
    return command.case_id


async def start_bare(
    ground: Ground, name: str, *, wake_at: list[float], payload: int = 0, message: int = 0
) -> "WorkflowHandle[Any, Any]":
    """Start a bare workflow under an id; with a ``payload``, let it write one row of that size.

    It writes a row at each instant ``wake_at``; with a ``message``, it sends one of that size too.
    """
    handle = await ground.client.start_workflow(
        BARE, args=[wake_at, message], id=name, task_queue=BARE_QUEUE, result_type=int
    )
    if payload:
        await handle.execute_update("act", one_row(payload))
    return handle


def silent_steps(at: datetime, *, most: int = 50) -> list[datetime]:
    """The instants at which the clocks of a case act about which nobody does anything."""
    case: Case | None = None
    command = Command(
        case_id="bench",
        command_id="bench",
        act="open_case",
        actor=OFFICER,
        received_at=at,
        body=opening_body(at),
        versions=versions_in_force(),
    )
    asked = command.asked("0" * 64)
    found: list[datetime] = []
    while len(found) < most:
        events = decide(case, asked, case_id="bench")
        assert not isinstance(events, Refusal), events
        for event in events:
            case = evolve(case, event, case_id="bench")
        assert case is not None  # the opening opens it
        step = due_step(case)
        if step is None:
            break
        if not found or step.at > found[-1]:
            found.append(step.at)
        asked = step_asked(case, step)
    return found


async def a_few_at_once(work: Iterable[Callable[[], Awaitable[_Made]]]) -> list[_Made]:
    """Do many things, some at once; return what each gave."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(act: Callable[[], Awaitable[_Made]]) -> _Made:
        async with turn:
            return await act()

    return await asyncio.gather(*(one(act) for act in work))


def now() -> datetime:
    """Real time, UTC."""
    return datetime.now(UTC)
