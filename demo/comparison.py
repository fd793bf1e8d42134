"""Is what came of a case what its scenario says? Each difference is one line."""

from collections.abc import Iterator, Mapping
from typing import Any

from demo.clock_ends import Ending
from demo.outcome import Outcome
from demo.scenario import Expectation


def differences(expected: Expectation, found: Outcome) -> tuple[str, ...]:
    """Return what is not as expected; nothing where all is.

    A notice that was neither delivered nor refused for good is a difference, and so is a record
    that does not verify, whatever the scenario says.
    """
    return tuple(_differences(expected, found))


def _differences(expected: Expectation, found: Outcome) -> Iterator[str]:
    yield from _value("state", expected.state, found.state)
    yield from _value("the workflow has ended", expected.ended, found.ended)
    yield from _value("commands accepted", expected.accepted, found.accepted)
    yield from _counts("commands refused", expected.refused, found.refused)
    yield from _value("notices", expected.notices, found.notices)
    yield from _counts("days of the suspension", expected.days, found.days)
    if expected.phases is not None:
        for phase in {**expected.phases, **found.phases}:
            wanted, got = expected.phases.get(phase, {}), found.phases.get(phase, {})
            yield from _counts(f"days of {phase}", wanted, got)
    for ending in Ending:
        wanted_clocks = getattr(expected.clocks, ending.value)
        name = f"clocks {ending.value.replace('_', ' ')}"
        yield from _counts(name, wanted_clocks, found.clocks[ending])
    for key, day in expected.last_days.items():
        yield from _value(f"last day of {key}", day, found.last_days.get(key, "no such clock"))
    yield from _value("notices undeliverable", expected.undeliverable, found.undeliverable)
    for name, state in expected.matters.items():
        yield from _value(f"state of {name}", state, found.matters.get(name, "not there"))
    waiting = found.notices - found.delivered - found.undeliverable
    if waiting:
        yield f"notices not delivered: {waiting}"
    if not found.verified:
        yield f"the record does not verify: {found.verdict}"


def _value(name: str, expected: Any, found: Any) -> Iterator[str]:
    if expected is not None and expected != found:
        yield f"{name}: expected {expected}, found {found}"


def _counts(
    name: str, expected: Mapping[Any, int] | None, found: Mapping[Any, int]
) -> Iterator[str]:
    """Compare counts; one that is not named is none."""
    if expected is None:
        return
    for key in {**expected, **found}:
        yield from _value(f"{name}, {key}", expected.get(key, 0), found.get(key, 0))
