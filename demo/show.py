"""The demonstration as a whole: all cases side by side, and the worker killed in the middle."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cli.connections import open_desk
from demo.player import Performance, Played, play
from demo.scenario import Scenario
from embedded.stack import EmbeddedStack, StackNotRunning
from runtime.settings import Settings
from runtime.stack_file import STOPPED

PATIENCE = 240.0
"""Seconds that all cases together may take; a demonstration that hangs ends with a message."""

_KILLED = "worker"
"""The part that is killed in the middle."""

_GLANCE = 0.5
"""Seconds between two looks at whether the stack is still there."""


@dataclass(frozen=True)
class Show:
    """All cases as they were played, and the parts that were killed meanwhile."""

    performances: tuple[Performance, ...]
    killed: tuple[str, ...]


class NotToTheEnd(Exception):
    """The cases did not come to their end in time; the message names the acts not answered."""


async def play_all(
    scenarios: Sequence[Scenario],
    settings: Settings,
    stack: EmbeddedStack,
    *,
    tell: Callable[[Scenario, Played], None],
    say: Callable[[str], None],
) -> Show:
    """Play all scenarios side by side, and kill the worker once half of the acts are played.

    Raises ``NotToTheEnd``, and ``StackNotRunning`` where the stack or its worker is lost.
    """
    middle = asyncio.Event()
    played: dict[str, int] = {scenario.name: 0 for scenario in scenarios}
    half = sum(len(scenario.acts) for scenario in scenarios) / 2

    def count(scenario: Scenario, done: Played) -> None:
        tell(scenario, done)
        played[scenario.name] += 1
        if sum(played.values()) >= half:
            middle.set()

    async with open_desk(settings) as desk:
        try:
            async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
                cases = [group.create_task(play(one, desk, count)) for one in scenarios]
                interruption = group.create_task(_interrupt(stack, middle, say))
                watch = group.create_task(_watch(stack))
                await asyncio.wait(cases)
                watch.cancel()
                if not middle.is_set():  # cases that stopped early have no middle
                    interruption.cancel()
        except TimeoutError:
            raise NotToTheEnd(_unanswered(scenarios, played)) from None
        except BaseExceptionGroup as failures:  # the first one says what is wrong
            raise failures.exceptions[0] from None
    killed = (_KILLED,) if middle.is_set() else ()
    return Show(tuple(case.result() for case in cases), killed)


async def _interrupt(
    stack: EmbeddedStack, middle: asyncio.Event, say: Callable[[str], None]
) -> None:
    await middle.wait()
    clock = asyncio.get_running_loop().time
    began = clock()
    pid = stack.kill(_KILLED)
    say(f"The worker is killed in the middle (kill -9 {pid}); its supervisor starts it again.")
    await stack.wait_ready(_KILLED)
    say(f"The worker is back after {clock() - began:.1f} s; the cases go on where they stood.")


async def _watch(stack: EmbeddedStack) -> None:
    """Notice the end of the stack, after which nobody would ever be answered."""
    while stack.note.state != STOPPED:  # noqa: ASYNC110  (it is a file)
        await asyncio.sleep(_GLANCE)
    raise StackNotRunning(stack.said())


def _unanswered(scenarios: Sequence[Scenario], played: dict[str, int]) -> str:
    waiting = [
        f"{scenario.name}: {scenario.acts[played[scenario.name]]}"
        for scenario in scenarios
        if played[scenario.name] < len(scenario.acts)
    ]
    return f"no answer within {PATIENCE:.0f} s to {', '.join(waiting) or 'the last of it'}"
