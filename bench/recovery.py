"""Measure 4: many open cases, the worker killed: how long until all answer and all is done that
fell due meanwhile, beside as many bare workflows.

In each case a reminder falls due: one timer, one step in the record, one message. The bare workflow
waits at a timer as well, writes a row and sends a message.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter, time
from typing import Any
from uuid import uuid4

from temporalio.service import RPCError

from bench.bare_case import STANDS
from bench.cases import OPENED, a_few_at_once, open_case, silent_steps, start_bare
from bench.figures import Figure, at_most, compared
from bench.ground import Ground
from bench.sizes import Sizes
from casework.casetime import CaseTime
from desk.sending import RECEIPT

NUMBER = 4
_EACH, _LEAD = 0.15, 5.0
"""Seconds that are allowed for making a case ready, and beyond that: then something falls due."""

_AHEAD = 0.5
"""Seconds before that instant at which the worker is killed."""

_ASKING = 50
"""Questions under way at once."""

_ROUNDS = 2
_SIZE = 1_200
"""Bytes of what a bare workflow is told, about as long as a signed opening."""

_MESSAGE = 2_000
"""Bytes of what it sends, about as long as a reminder in two languages."""

_QUESTION = timedelta(seconds=10)
_PATIENCE = 600.0


async def measured(ground: Ground, sizes: Sizes) -> AsyncIterator[Figure]:
    """Kill the worker of cases in turn with that of bare workflows."""
    took: tuple[list[float], list[float]] = ([], [])
    back: list[float] = []
    for number in range(_ROUNDS):
        for which in (0, 1) if number % 2 else (1, 0):
            if which:
                took[1].append(await _bare(ground, sizes.recovered_cases))
            else:
                whole, ready = await _ours(ground, sizes.recovered_cases)
                took[0].append(whole)
                back.append(ready)
    yield compared(
        NUMBER,
        f"{sizes.recovered_cases} open cases, `kill -9`",
        "s",
        *took,
        target=at_most(1.5),
        note=f"until all answer, all due is on record and sent; the worker {max(back):.1f} s",
    )


def _due(wanted: int) -> float:
    return time() + _LEAD + _EACH * wanted


async def _ours(ground: Ground, wanted: int) -> tuple[float, float]:
    step = silent_steps(OPENED, most=1)[0]
    due = _due(wanted)

    async def open_one() -> str:
        begins = datetime.now(UTC)
        left = max(due - begins.timestamp(), 1.0)
        factor = (step - OPENED).total_seconds() / left
        own = CaseTime(origin=OPENED, real_origin=begins, factor=factor, until=step)
        return await open_case(ground, at=OPENED, time=own)

    names = await a_few_at_once([open_one] * wanted)
    before = await _events(ground, names)
    await asyncio.sleep(max(0.0, due - _AHEAD - time()))
    began = perf_counter()
    ground.stack.kill("worker")
    ready = asyncio.create_task(_ready(ground, began))

    async def all_done() -> bool:
        return await _events(ground, names) >= before + wanted and await _all_sent(ground, names)

    async with asyncio.TaskGroup() as group:
        group.create_task(_until(all_done))
        group.create_task(_all_answer(ground, names, RECEIPT, "none"))
    return perf_counter() - began, await ready


async def _ready(ground: Ground, began: float) -> float:
    await ground.stack.wait_ready("worker")
    return perf_counter() - began


async def _events(ground: Ground, names: list[str]) -> int:
    """How many steps and openings are on record: batches of these cases that no delivery made."""
    found: int = await ground.reader.fetchval(
        "select count(*) from record.batches where case_id = any($1) and strpos(key, ':on:') = 0",
        names,
    )
    return found


async def _all_sent(ground: Ground, names: list[str]) -> bool:
    """Whether nothing that these cases owe is still to be sent."""
    return not await ground.reader.fetchval(
        """select exists (
            select from record.notices n where case_id = any($1) and not exists (
                select from record.deliveries d where d.case_id = n.case_id and d.key = n.key
            )
        )""",
        names,
    )


async def _bare(ground: Ground, wanted: int) -> float:
    due, prefix = _due(wanted), f"bare-recovery-{uuid4().hex[:8]}"
    names = [f"{prefix}-{number}" for number in range(wanted)]

    async def start_one(name: str) -> None:
        await start_bare(ground, name, wake_at=[due], payload=_SIZE, message=_MESSAGE)

    await a_few_at_once([partial(start_one, name) for name in names])
    await asyncio.sleep(max(0.0, due - _AHEAD - time()))
    began = perf_counter()

    async def all_done() -> bool:
        # what it was told, what fell due, and that this was sent
        return await ground.rows.number(names) >= 3 * wanted

    async with asyncio.TaskGroup() as group:
        group.create_task(ground.bare.killed_and_started())
        group.create_task(_until(all_done))
        group.create_task(_all_answer(ground, names, STANDS))
    return perf_counter() - began


async def _all_answer(ground: Ground, names: list[str], query: str, *said: Any) -> None:
    """Ask each until it answers."""
    turn = asyncio.Semaphore(_ASKING)

    async def one(name: str) -> None:
        async with turn:
            while True:
                with contextlib.suppress(RPCError):
                    handle = ground.client.get_workflow_handle(name)
                    await handle.query(query, *said, rpc_timeout=_QUESTION)
                    return
                await asyncio.sleep(0.1)

    await asyncio.gather(*(one(name) for name in names))


async def _until(fact: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not await fact():  # noqa: ASYNC110  (it is in a database)
            await asyncio.sleep(0.1)
