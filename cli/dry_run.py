"""What a command would do: judged by the rules on the record as it stands, and then forgotten."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from casework.agenda import caught_up
from casework.case import Case
from casework.clocks import Clock, printed_day
from casework.commands import Body
from casework.commands.suspension import Opening
from casework.decide import decide
from casework.events import ClockChange, Event
from casework.evolve import evolve
from casework.guards.base import Asked
from casework.refusal import Refusal
from casework.roles import CARRIER_ROLES, Actor
from casework.states import BEFORE_RETURN
from casework.versions import BEFORE_THEY_TRAVELLED, Versions
from casework.visibility import visible_event
from cli import terminal
from cli.exits import refused
from desk.case_desk import HAS_CASE, LARGEST
from desk.errors import BadInput
from reading.record import Record
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


def judge(seen: Seen, actor: Actor, body: Body, *, language: str) -> Judged:
    """Judge a command to a case. Ends the command as the rules' refusal would."""
    case = caught_up(seen.whole, seen.now)
    return _judged(case, actor, body, at=seen.now, last=seen.last, language=language)


async def judge_opening(
    record: Record, actor: Actor, body: Opening, *, versions: Versions, language: str
) -> Judged:
    """Judge the opening of a case. Ends the command as the rules' refusal would."""
    now = datetime.now(UTC)
    judged = _judged(None, actor, body, at=now, last=0, language=language, versions=versions)
    page = await record.cases.list_cases(carrier=body.carrier, limit=200)
    if any(view.state in BEFORE_RETURN for view in page.cases):
        raise refused(HAS_CASE, language)
    return judged


def _judged(
    case: Case | None,
    actor: Actor,
    body: Body,
    *,
    at: datetime,
    last: int,
    language: str,
    versions: Versions = BEFORE_THEY_TRAVELLED,
) -> Judged:
    if len(body.model_dump_json(exclude_none=True).encode()) > LARGEST:
        raise BadInput((("body", f"is too large; at most {LARGEST // 1024} KiB can be sent"),))
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
        raise refused(answer, language)
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


def _done(change: ClockChange, clock: Clock) -> str:
    """What becomes of a clock: from when to when its day moves, if it does."""
    day = printed_day(clock.due_day, "en")
    if change.started is not None:
        return f"begins, due {day}, waits on {clock.terms.party}"
    done, old = change.entry.kind.value.lower(), change.entry.old_due_day
    if old is None:
        return done
    return f"{done}, {printed_day(old, 'en')} → {day}" if old != clock.due_day else f"{done}, {day}"


def show(judged: Judged) -> None:
    """Print what would happen."""
    on = f"the record up to event {judged.last}" if judged.last else "a case that does not exist"
    terminal.say(f"dry run: nothing was changed; judged on {on}", strong=True)
    for event in judged.events:
        item = f" {event.item}" if event.item else ""
        moved = f": {event.before or 'new'} → {event.after}" if event.before != event.after else ""
        terminal.say(f"  {event.row:<5}{event.kind.replace('_', ' ')}{item}{moved}")
        for change in event.clocks:
            clock = judged.clocks[change.key]
            terminal.say(
                f"       clock {change.key}  {clock.terms.what.en}: {_done(change, clock)}"
            )
        for notice in event.notices:
            name = notice.template.replace("_", " ")
            terminal.say(f"       notice  {name} → {notice.party} {notice.address}")
    terminal.say(f"  state  {judged.after}")
