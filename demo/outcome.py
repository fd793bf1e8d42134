"""What came of a case, from its record alone: events, notices, commands, the verdict on them."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from casework.case import Case
from casework.clocks import days_by_party
from casework.events import Event
from casework.evolve import evolve
from casework.refusal import RefusalKind
from casework.roles import Party, Role
from casework.states import Phase, State
from demo.clock_ends import Ending, clock_ends
from desk.outcomes import Declined, read_outcome
from desk.ports import LoggedCommand
from reading.objects import suspension_days
from records.case_reader import RegisteredNotice
from records.verification import Verdict


@dataclass(frozen=True)
class Record:
    """What is recorded of a case: all events in order (at least one), the register of notices, the
    commands received, the verdict on all of it; whether its workflow has ended; and the last text
    for its customers that the carrier got, as it arrived. ``matters`` are the states of what runs
    beside the case, by name.
    """

    case_id: str
    events: tuple[Event, ...]
    notices: tuple[RegisteredNotice, ...]
    commands: tuple[LoggedCommand, ...]
    verdict: Verdict
    ended: bool
    customer_text: str | None
    matters: Mapping[str, State] = field(default_factory=dict)

    def case(self, at: datetime | None = None) -> Case:
        """Return the case as it stands, or as it stood at an instant after its opening."""
        return _folded(self.case_id, [e for e in self.events if at is None or e.at <= at])

    def last(self, kind: str) -> Event | None:
        """Return the last event of a kind."""
        return next((event for event in reversed(self.events) if event.kind == kind), None)


@dataclass(frozen=True)
class Outcome:
    """The same things as an expectation names, found; and what is told besides.

    ``history`` is a fingerprint (SHA-256, hex) of everything that happened and when,
    without what differs from run to run: signatures, references and message ids.
    """

    state: State
    ended: bool
    verified: bool
    verdict: str
    accepted: int
    refused: dict[RefusalKind, int]
    notices: int
    delivered: int
    undeliverable: int
    days: dict[Party, int]
    phases: dict[Phase, dict[Party, int]]
    clocks: dict[Ending, dict[str, int]]
    last_days: dict[str, date]
    matters: Mapping[str, State]
    opened_on: date
    ended_on: date
    events: int
    history: str


def outcome_of(record: Record) -> Outcome:
    """Put together what came of a case."""
    case, events, register, verdict = record.case(), record.events, record.notices, record.verdict
    until = events[-1].at
    clocks = clock_ends(events)
    accepted, refused = _answers(record.commands)
    return Outcome(
        state=case.state,
        ended=record.ended,
        verified=verdict.ok,
        verdict=told(verdict),
        accepted=accepted,
        refused=refused,
        notices=len(register),
        delivered=sum(any(d.accepted for d in notice.deliveries) for notice in register),
        undeliverable=sum(refused_for_good(notice) for notice in register),
        days={Party(name): days for name, days in suspension_days(case, until).items()},
        phases=phase_days(case, until),
        clocks={ending: dict(sorted(found.items())) for ending, found in clocks.counts.items()},
        last_days=clocks.first_days,
        matters=record.matters,
        opened_on=case.local_day(case.opened_at),
        ended_on=case.local_day(until),
        events=len(events),
        history=fingerprint(events),
    )


def phase_days(case: Case, until: datetime) -> dict[Phase, dict[Party, int]]:
    """Return the days of each phase by whom they waited on, until the case was closed."""
    found: dict[Phase, Counter[Party]] = {}
    for span, end in case.days(until):
        if span.party is None:  # closed: nobody is waited on
            continue
        days = days_by_party([(span.since, span.party)], until=end, zone=case.zone)
        found.setdefault(span.phase, Counter()).update(days)
    return {phase: dict(found[phase]) for phase in Phase if phase in found}


def _folded(case_id: str, events: Sequence[Event]) -> Case:
    case: Case | None = None
    for event in events:
        case = evolve(case, event, case_id=case_id)
    if case is None:
        raise ValueError("a case has at least the event that opened it")
    return case


def refused_for_good(notice: RegisteredNotice) -> bool:
    """Return whether the mail server refused a notice for good: nobody tries it any more."""
    return bool(notice.deliveries) and not any(d.accepted for d in notice.deliveries)


def commands_of_people(commands: Iterable[LoggedCommand]) -> list[LoggedCommand]:
    """Return the commands that people gave; what matters tell each other is nobody's command."""
    return [command for command in commands if command.received.role != Role.SYS]


def _answers(commands: Iterable[LoggedCommand]) -> tuple[int, dict[RefusalKind, int]]:
    accepted, refused = 0, Counter[RefusalKind]()
    for command in commands_of_people(commands):
        outcome = read_outcome(command.outcome) if command.outcome else None
        if isinstance(outcome, Declined):
            refused[outcome.refusal.kind] += 1
        elif outcome is not None:
            accepted += 1
    return accepted, dict(refused)


def told(verdict: Verdict) -> str:
    """Say in one line what verification found."""
    if verdict.first_wrong is not None:
        wrong = verdict.first_wrong
        return f"event {wrong.seq} is wrong ({wrong.wrong.value}): {wrong.sentence}"
    if verdict.unanswered:
        return f"{len(verdict.unanswered)} commands have no outcome"
    return f"all {verdict.sound} events are right: chain, signatures, process, Temporal's history"


def fingerprint(events: Iterable[Event]) -> str:
    """Return the SHA-256 (hex) of what happened and when.

    Notices go out side by side, so what is of one instant stands here in an order of its own.
    """
    told = sorted((event.at, _line(event)) for event in events)
    return hashlib.sha256("\n".join(line for _, line in told).encode()).hexdigest()


def _line(event: Event) -> str:
    return (
        f"{event.row} {event.kind} {event.at.isoformat()} {event.actor.person} "
        f"{event.before}>{event.after} {event.item} "
        + " ".join(f"{c.key}:{c.entry.kind}:{c.entry.due.isoformat()}" for c in event.clocks)
        + " ".join(sorted(f"{n.template}>{n.party}" for n in event.notices))
    )
