"""Ways on which clocks stand still: placed, overlapping, released, and over by themselves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from casework.events import Event
from casework.refusal import Refusal
from casework.roles import Actor
from tests.casework import paths
from tests.casework.walk import HQ, SUP, Walk


def hold(walk: Walk, actor: Actor, name: str, *clocks: str, days: int, **more: Any) -> Any:
    """Let clocks stand still for so many days, today counted; return the answer."""
    until = walk.case.local_day(walk.now) + timedelta(days=days - 1)
    said = {"reason": "disaster", "authority": "order 12", "until": until.isoformat(), **more}
    return walk.do(actor, "place_hold", hold=name, clocks=list(clocks), **said)


def held(
    walk: Walk, actor: Actor, name: str, *clocks: str, days: int, **more: Any
) -> tuple[Event, ...]:
    """Let clocks stand still, which is allowed."""
    events = hold(walk, actor, name, *clocks, days=days, **more)
    assert not isinstance(events, Refusal), events
    answered: tuple[Event, ...] = events
    return answered


def held_twice() -> Walk:
    """Two holds over one clock: one is released, the other ends by itself."""
    walk = paths.suspended()
    held(walk, SUP, "flood", "T08", "T09", days=10)
    walk.until(2)
    held(walk, HQ, "order", "T09", "T10", days=20)
    walk.until(3)
    walk.must(SUP, "release_hold", hold="flood", reason="The water is gone.")
    walk.until(30)
    return walk


WAYS_OF_HOLDS: dict[str, Callable[[], Walk]] = {
    "held twice": held_twice,
}
"""By name."""
