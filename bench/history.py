"""Batches to put on record: made-up cases led through the real rules, under other ids.

The cases are those of the synthetic history that reports are tried on. Each copy is left where
chance says, so that cases stand everywhere on their way, as they do on any day.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from random import Random
from typing import NamedTuple

from casework.case import Case
from casework.events import Event
from casework.evolve import evolve
from casework.states import BEFORE_RETURN
from casework.view import case_view
from records.canonical import canonical
from reports.synthetic import synthetic_history

UNTIL = datetime(2026, 11, 2, 12, tzinfo=UTC)
_OLD = "case-of-the-bench"


class Batch(NamedTuple):
    """A batch as the record takes it, as JSON; ``case_id`` stands wherever the case is named."""

    case_id: str
    key: str
    bodies: list[str]
    view: str
    clocks: str
    before_return: bool

    def of(self, case_id: str) -> "Batch":
        """Return the same batch of another case."""
        return Batch(
            case_id,
            self.key,
            [body.replace(self.case_id, case_id) for body in self.bodies],
            self.view.replace(self.case_id, case_id),
            self.clocks.replace(self.case_id, case_id),
            self.before_return,
        )


@cache
def histories(*, seed: int = 47) -> list[list[Batch]]:
    """Return each case of a synthetic history as its batches."""
    return [_batches(history.events) for history in synthetic_history(UNTIL, seed=seed)]


def _batches(events: tuple[Event, ...]) -> list[Batch]:
    """Group events as they were decided: what was asked at one instant by one person."""
    case: Case | None = None
    found: list[Batch] = []
    grouped = groupby(events, key=lambda event: (event.at, event.act, event.command_id))
    for number, (_, together) in enumerate(grouped, start=1):
        batch = list(together)
        for event in batch:
            case = evolve(case, event, case_id=_OLD)
        assert case is not None  # the first event opens it
        view = case_view(case, clocks={change.key for event in batch for change in event.clocks})
        found.append(
            Batch(
                _OLD,
                f"bench-{number}",
                [canonical(event) for event in batch],
                view.model_dump_json(exclude={"clocks"}),
                f"[{','.join(clock.model_dump_json() for clock in view.clocks)}]",
                view.state in BEFORE_RETURN,
            )
        )
    return found


def filled(cases: int, events: int, *, seed: int = 47) -> Iterator[list[Batch]]:
    """Yield the batches of so many cases that have about so many events together.

    Each is a copy of a case of the history, up to a point that chance names.
    """
    chance, wanted = Random(seed), events / cases
    sources = histories(seed=seed)
    lengths = [sum(len(batch.bodies) for batch in source) for source in sources]
    share = min(2 * wanted / (sum(lengths) / len(lengths)), 2.0)
    for number in range(cases):
        source = chance.choice(sources)
        kept = max(1, round(len(source) * min(1.0, share * chance.random())))
        name = f"bench-{number:06}"
        yield [batch.of(name) for batch in source[:kept]]
