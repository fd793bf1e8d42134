"""The agenda of a clock: what it still has to do, and when, in order.

Reminders before the last day, alerts on fixed days, the lapse, and after it the rungs of the
ladder (process.md 6, T22 and the escalation ladder). What was done is in the ledger and left out.
Nothing is due while a clock is held, and nothing once it is stopped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from casework.bilingual import Bilingual
from casework.calendars import CalendarKind, calendar_set
from casework.clocks.ledger import Clock, ClockStatus, ClockTerms, EntryKind, LedgerEntry
from casework.clocks.step_labels import alert_label, escalation_label, lapse_label, reminder_label
from casework.clocks.zones import day_due, local_day, local_hour
from casework.policy import Escalation, policy
from casework.roles import Role


class StepKind(StrEnum):
    """What a step does."""

    REMINDER = "REMINDER"
    ALERT = "ALERT"
    LAPSE = "LAPSE"
    ESCALATION = "ESCALATION"


class Rung(StrEnum):
    """Who is told at a step of the ladder after a lapse."""

    OWNER = "OWNER"
    SUP = "SUP"
    HQ = "HQ"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"


_ORDER = {kind: place for place, kind in enumerate(StepKind)}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a clock will do: kind, instant (UTC), and words for people.

    `id` names the step within its case for ever, so it can key an effect: clock key, start, kind
    and which one, and after "#" how often the last day had changed by then, since a changed last
    day has reminders and a lapse of its own. `party` in the label is whom the clock waits on.
    """

    key: str
    kind: StepKind
    at: datetime
    id: str
    label: Bilingual
    rung: Rung | None = None

    @property
    def order(self) -> tuple[datetime, int, str, str]:
        """Where the step comes among others: by instant, then kind, then key."""
        return (self.at, _ORDER[self.kind], self.key, self.id)


def steps(
    clock: Clock, *, waiting: Mapping[str, datetime | None] | None = None
) -> tuple[Step, ...]:
    """List what the clock still has to do, in order; of daily and weekly rungs, only the next.

    `waiting` names clocks whose lapse has to wait, because they wait on an answer of CBP: until an
    instant, or (None) until further notice. CBP's lateness never makes a carrier late
    (process.md 8).
    """
    match clock.status:
        case ClockStatus.RUNNING:
            found = [*_reminders(clock), *_alerts(clock), *_lapse(clock, waiting or {})]
        case ClockStatus.LAPSED:
            found = _escalations(clock)
        case _:
            return ()
    done = {entry.step for entry in clock.entries if entry.step is not None}
    return tuple(
        sorted((step for step in found if step.id not in done), key=lambda step: step.order)
    )


def next_step(
    clocks: Iterable[Clock], *, waiting: Mapping[str, datetime | None] | None = None
) -> Step | None:
    """Give the earliest step of several clocks; ties go by kind, then key. None if none is due."""
    first = (found[0] for clock in clocks if (found := steps(clock, waiting=waiting)))
    return min(first, key=lambda step: step.order, default=None)


def _reminders(clock: Clock) -> list[Step]:
    terms = clock.terms
    if not terms.reminders:
        return []
    started = local_day(clock.started_at, terms.zone)
    hour = policy(terms.policy).reminders.local_hour
    changed_at = _last_change(clock).at
    found = []
    for name, day in _reminder_days(terms, started, clock.due_day):
        at = local_hour(day, hour, terms.zone)
        # A reminder that would lie before the day was set is not sent after the fact.
        if changed_at < at < clock.due:
            label = reminder_label(terms, clock.due_day)
            found.append(
                Step(clock.key, StepKind.REMINDER, at, _id(clock, f"reminder:{name}"), label)
            )
    return found


def _reminder_days(terms: ClockTerms, started: date, due_day: date) -> list[tuple[str, date]]:
    """Give the days of T22, by the length of the whole term in calendar days."""
    rule = policy(terms.policy).reminders
    term = (due_day - started).days
    if term >= rule.long_from_days:
        return [
            (f"{percent}%", started + timedelta(days=term * percent // 100))
            for percent in rule.long_percent
        ]
    if term >= rule.middle_from_days:
        before = rule.middle_days_before_last
        return [
            ("50%", started + timedelta(days=term // 2)),
            (f"last-{before}", due_day - timedelta(days=before)),
        ]
    before = rule.short_days_before_last
    return [(f"last-{before}", due_day - timedelta(days=before))]


def _alerts(clock: Clock) -> list[Step]:
    terms = clock.terms
    started = local_day(clock.started_at, terms.zone)
    hour = policy(terms.policy).reminders.local_hour if terms.alerts else 0
    return [
        Step(
            clock.key,
            StepKind.ALERT,
            at,
            _id(clock, f"alert:{number}", once=True),
            alert_label(terms, number, clock.due_day),
        )
        for number in terms.alerts
        if (at := local_hour(started + timedelta(days=number), hour, terms.zone)) < clock.due
    ]


def _lapse(clock: Clock, waiting: Mapping[str, datetime | None]) -> list[Step]:
    at = clock.due
    if clock.key in waiting:
        not_before = waiting[clock.key]
        if not_before is None:
            return []
        at = max(at, not_before)
    label = lapse_label(clock.terms, clock.due_day)
    return [Step(clock.key, StepKind.LAPSE, at, _id(clock, "lapse"), label)]


def _escalations(clock: Clock) -> list[Step]:
    terms = clock.terms
    lapsed, since = _since_lapse(clock)
    told = [entry for entry in since if entry.kind is EntryKind.ESCALATED]
    # The lapse is the end of a day, so the day that ended is the one to count from.
    base = max(clock.due_day, day_due(lapsed.at, terms.zone))
    if terms.escalation is Escalation.NONE:
        return []
    if terms.escalation is Escalation.LADDER:
        days = _ladder(terms, base)
        again = Rung.DAILY
        next_again = _next_daily(terms, max(days.values(), default=base), told)
    elif terms.escalation is Escalation.LADDER_THEN_WEEKLY:
        days = _ladder(terms, base)
        again = Rung.WEEKLY
        next_again = _next_weekly(terms, max(days.values(), default=base), told)
    else:
        days = {}
        again = Rung.WEEKLY
        next_again = _next_weekly(terms, base, told)
    hour = policy(terms.policy).escalation.local_hour
    at = {rung: local_hour(day, hour, terms.zone) for rung, day in days.items()}
    return [
        _rung(clock, Rung.OWNER, lapsed.at),
        *(_rung(clock, rung, instant) for rung, instant in at.items()),
        _rung(clock, again, local_hour(next_again, hour, terms.zone)),
    ]


def _ladder(terms: ClockTerms, base: date) -> dict[Rung, date]:
    """Give the days of the rungs above the owner."""
    rule = policy(terms.policy).escalation
    calendars = calendar_set(terms.calendar_version)
    above = {
        Rung.SUP: rule.supervisor_business_days,
        Rung.HQ: rule.headquarters_business_days,
    }
    if terms.owner in (Role.SUP, Role.HQ, Role.APP):
        del above[Rung.SUP]
    if terms.owner in (Role.HQ, Role.APP):
        del above[Rung.HQ]
    return {
        rung: calendars.add(CalendarKind.US_BUSINESS, base, number)
        for rung, number in above.items()
    }


def _next_daily(terms: ClockTerms, ladder_ends: date, told: list[LedgerEntry]) -> date:
    """Give the next day worked after the ladder and after the last daily digest."""
    last = _last_told(terms, told, Rung.DAILY)
    after = ladder_ends if last is None else max(ladder_ends, last)
    return calendar_set(terms.calendar_version).add(CalendarKind.US_BUSINESS, after, 1)


def _next_weekly(terms: ClockTerms, base: date, told: list[LedgerEntry]) -> date:
    last = _last_told(terms, told, Rung.WEEKLY)
    return (last or base) + timedelta(days=policy(terms.policy).escalation.weekly_days)


def _last_told(terms: ClockTerms, told: list[LedgerEntry], rung: Rung) -> date | None:
    return next((local_day(e.at, terms.zone) for e in reversed(told) if e.rung == rung), None)


def _rung(clock: Clock, rung: Rung, at: datetime) -> Step:
    name = f"escalation:{rung}"
    if rung in (Rung.DAILY, Rung.WEEKLY):
        name += f":{local_day(at, clock.terms.zone).isoformat()}"
    label = escalation_label(clock.terms, clock.due_day, rung)
    return Step(clock.key, StepKind.ESCALATION, at, _id(clock, name), label, rung)


_CHANGES = frozenset(
    (
        EntryKind.EXTENDED,
        EntryKind.MOVED,
        EntryKind.ROLLED,
        EntryKind.RELEASED,
        EntryKind.REBASED,
    )
)


def _last_change(clock: Clock) -> LedgerEntry:
    """Give the entry that set the last day as it stands."""
    return next((e for e in reversed(clock.entries) if e.kind in _CHANGES), clock.entries[0])


def _since_lapse(clock: Clock) -> tuple[LedgerEntry, tuple[LedgerEntry, ...]]:
    place = max(n for n, entry in enumerate(clock.entries) if entry.kind is EntryKind.LAPSED)
    return clock.entries[place], clock.entries[place + 1 :]


def _id(clock: Clock, name: str, *, once: bool = False) -> str:
    started = clock.started_at.isoformat().replace("+00:00", "Z")
    changes = sum(entry.kind in _CHANGES for entry in clock.entries)
    suffix = f"#{changes}" if changes and not once else ""
    return f"{clock.key}@{started}:{name}{suffix}"
