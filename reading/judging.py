"""What a command would do: judged by the rules on the record as it stands, and then forgotten."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.agenda import caught_up
from casework.case import Case
from casework.clocks import Clock
from casework.commands import Body
from casework.decide import decide
from casework.events import Event
from casework.evolve import evolve
from casework.guards.base import Asked
from casework.refusal import Refusal
from casework.roles import CARRIER_ROLES, Actor
from casework.versions import BEFORE_THEY_TRAVELLED, Versions
from casework.visibility import visible_event
from desk.errors import Declination
from reading.seen import Seen

_CASE = "case-of-a-dry-run"


@dataclass(frozen=True)
class Judged:
    """What would happen, as the person may know it: events, and the case's state and clocks after.

    ``last`` is the number of the event that it was judged on.
    """

    act: str
    before: str
    after: str
    clocks: Mapping[str, Clock]
    events: tuple[Event, ...]
    last: int

    def as_object(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "dry_run": True,
            "act": self.act,
            "judged_on_event": self.last,
            "state": {"before": self.before or None, "after": self.after},
            "events": [event.model_dump(mode="json") for event in self.events],
        }


def judge(seen: Seen, actor: Actor, body: Body) -> Judged:
    """Judge a command to a case. Raises ``Declination`` where the rules refuse."""
    case = caught_up(seen.whole, seen.now)
    return judged(case, actor, body, at=seen.now, last=seen.last)


def judged(
    case: Case | None,
    actor: Actor,
    body: Body,
    *,
    at: datetime,
    last: int,
    versions: Versions = BEFORE_THEY_TRAVELLED,
) -> Judged:
    """Judge a command to a case, or an opening. Raises ``Declination`` as ``judge`` does."""
    asked = Asked(
        act=body.act,
        body=body,
        actor=actor,
        at=at,
        key="dry-run",
        command_id="dry-run",
        versions=versions,
    )
    answer = decide(case, asked, case_id=_CASE)
    if isinstance(answer, Refusal):
        raise Declination(answer)
    after = case
    for event in answer:
        after = evolve(after, event, case_id=_CASE)
    assert after is not None  # an allowed command makes at least one event
    events = tuple(_shown(answer, case or after, actor))
    moved = [event.after for event in events if not event.track]
    before = case.state.value if case else ""
    return Judged(
        act=body.act,
        before=before,
        after=moved[-1] if moved else before,
        clocks=after.clocks,
        events=events,
        last=last,
    )


def _shown(events: Iterable[Event], case: Case, actor: Actor) -> Iterator[Event]:
    """Yield what somebody may know beforehand.

    A carrier's people learn what an order says by opening its letter, not by trying: of what would
    follow from their command, they are told their own part.
    """
    for event in events:
        if actor.role in CARRIER_ROLES and event.actor != actor:
            continue
        shown = visible_event(event, case, actor)
        if shown is not None:
            yield shown
