"""The bare workflow: what the engine itself costs, with none of our rules, checks and records.

It has one update, which does what it is told: write a row, send a message, wait for a timer. Its
payloads are as long as ours, its activities are tried again and give signs of life as ours do.
"""

import asyncio

from pydantic import BaseModel
from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from bench.bare_activities import BareActivities, Written
    from workflows.options import RECORD_RETRY, RECORD_TIMEOUT, SIGN_OF_LIFE

BARE_QUEUE = "bare"
BARE = "Bare"
STANDS = "stands"


class Part(BaseModel):
    """Something to do: ``write`` a row or ``send`` a message of so many bytes, or begin to wait at
    a timer for so many ``seconds``, by its number; one that is not ``kept`` is cancelled at once.
    """

    kind: str
    size: int = 0
    seconds: float = 0.0
    timer: int = 0
    kept: bool = True


class Group(BaseModel):
    """Parts that are begun together, once the timers with the numbers ``after`` have fired."""

    after: list[int] = []
    parts: list[Part] = []


class Said(BaseModel):
    """What an update carries: groups, done one after the other, and ``payload`` to be as long as
    ours. ``ends`` says that the workflow is over then.
    """

    groups: list[Group] = []
    payload: str = ""
    ends: bool = False


def one_row(size: int) -> Said:
    """An update that writes one row as long as itself."""
    return Said(groups=[Group(parts=[Part(kind="write", size=size)])], payload="x" * size)


@workflow.defn(name=BARE)
class BareCase:
    """A workflow that keeps what it was told, and does it."""

    @workflow.init
    def __init__(self, wake_at: list[float], message: int = 0) -> None:
        """``wake_at``: instants (seconds since 1970) at each of which a row is to be written, and
        then a ``message`` of so many bytes to be sent, unless there is none."""
        self._wake_at, self._message = wake_at, message
        self._kept: list[Said] = []
        self._timers: dict[int, asyncio.Task[None]] = {}
        self._over = False
        self._rows = 0

    @workflow.run
    async def run(self, wake_at: list[float], message: int = 0) -> int:
        """Do that at each instant, then wait to be ended; return how many rows were written."""
        for instant in wake_at:
            left = instant - workflow.now().timestamp()
            if left > 0:
                await workflow.sleep(left)
            await self._write(f"{instant}")
            if message:
                await self._send(message)
        await workflow.wait_condition(lambda: self._over and workflow.all_handlers_finished())
        return self._rows

    @workflow.update
    async def act(self, said: Said) -> Written | None:
        """Do all parts; return what the first row's activity did."""
        self._kept.append(said)
        first: Written | None = None
        for group in said.groups:
            for number in group.after:
                await self._timers.pop(number)
            done = await asyncio.gather(*(self._do(part) for part in group.parts))
            first = first or next((each for each in done if each), None)
        self._over = said.ends
        return first

    @workflow.query(name=STANDS)
    def stands(self) -> int:
        """How many rows were written."""
        return self._rows

    async def _do(self, part: Part) -> Written | None:
        if part.kind == "sleep":
            timer = asyncio.create_task(workflow.sleep(part.seconds))
            await asyncio.sleep(0)  # it has begun
            if part.kept:
                self._timers[part.timer] = timer
            else:
                timer.cancel()
            return None
        if part.kind == "send":
            return await self._send(part.size)
        return await self._write("x" * part.size)

    async def _send(self, size: int) -> Written:
        return await workflow.execute_activity_method(
            BareActivities.send,
            "x" * size,
            start_to_close_timeout=RECORD_TIMEOUT,
            heartbeat_timeout=SIGN_OF_LIFE,
            retry_policy=RECORD_RETRY,
        )

    async def _write(self, row: str) -> Written:
        written = await workflow.execute_activity_method(
            BareActivities.write,
            row,
            start_to_close_timeout=RECORD_TIMEOUT,
            heartbeat_timeout=SIGN_OF_LIFE,
            retry_policy=RECORD_RETRY,
        )
        self._rows += 1
        return written
