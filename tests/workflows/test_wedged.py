"""A fault of the code stops a case, visibly, and never ends it; once mended, it goes on."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from temporalio.exceptions import ApplicationError

from casework.decide import firing
from casework.guards.base import Asked
from tests.casework.paths import opened, recommended
from tests.casework.walk import HQ
from tests.workflows.stage import PATIENCE, Stage


@pytest.mark.parametrize(
    "fault", [ValueError("a fault"), TimeoutError(), ApplicationError("a fault", type="x")]
)
async def test_no_fault_in_a_part_of_the_workflow_ends_the_case(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """Some exceptions would fail the whole workflow if they were raised as they are."""
    walk = opened()
    recommended(walk)
    letter = walk.letter("letter-proposal")
    await stage.follow(walk, own_time=False)

    def broken(case: Any, asked: Asked, **more: Any) -> Any:
        if asked.act == "on:sent":
            raise fault
        return firing(case, asked, **more)

    with monkeypatch.context() as patched:
        patched.setattr("casework.decide.firing", broken)
        await stage.do(HQ, "propose_sanction", **letter)
        await soon(lambda: bool(stage.wedged.seen))
    await soon(lambda: "letter_sent" in [event.kind for event in stage.events])
    assert "WORKFLOW_EXECUTION_FAILED" not in await stage.history()
    assert "a part of the case's workflow has failed" in stage.wedged.seen[0]
    stage.wedged.seen.clear()


async def soon(fact: Callable[[], bool]) -> None:
    """Wait in real time: while a task fails, this server lets no virtual time pass."""
    deadline = time.monotonic() + PATIENCE.total_seconds()
    while not fact():
        assert time.monotonic() < deadline, "it did not come true"
        await asyncio.sleep(0.02)
