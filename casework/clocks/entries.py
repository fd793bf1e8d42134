"""The entries of a ledger: who may not make them, and what each does to the last day.

Each function but `apply` returns a `LedgerEntry` and changes nothing, so that `decide` can make
entries and `evolve` can add them. Each raises `ClockRefused` for what a clock does not allow;
who may act, and for how long, is for the process table to say.
"""

from datetime import date, datetime, timedelta

from casework.calendars import calendar_set
from casework.clocks.ledger import Clock, ClockStatus, EntryKind, LedgerEntry
from casework.clocks.reckoning import Change, Reckoning, next_reckoning, reckon
from casework.clocks.refusal import ClockRefusal, ClockRefused
from casework.clocks.start import terms_of
from casework.clocks.steps import Step
from casework.clocks.zones import local_day
from casework.policy import ClockRule, Holdable


def apply(clock: Clock, entry: LedgerEntry) -> Clock:
    """Add a recorded entry. Never refuses and never reckons: what is recorded stands."""
    return clock.model_copy(update={"entries": (*clock.entries, entry)})


def hold(clock: Clock, *, at: datetime, by: str, why: str = "", authority: str = "") -> LedgerEntry:
    """Let the clock stand still from an instant on (process.md 5, HOLD).

    Refused: NEVER_HELD for a statutory period, NOT_HOLDABLE, ALREADY_HELD, NOT_RUNNING, STOPPED,
    BACKWARDS for an instant before the start.
    """
    _check_instant(clock, at)
    if clock.terms.holdable is Holdable.NEVER:
        raise ClockRefused(ClockRefusal.NEVER_HELD, clock.key)
    if clock.terms.holdable is Holdable.NO:
        raise ClockRefused(ClockRefusal.NOT_HOLDABLE, clock.key)
    if clock.status is ClockStatus.HELD:
        raise ClockRefused(ClockRefusal.ALREADY_HELD, clock.key)
    _check_open(clock)
    return _entry(
        clock, Change(EntryKind.HELD, at), by=by, why=why, authority=authority, moves=False
    )


def release(
    clock: Clock, *, at: datetime, by: str, why: str = "", authority: str = ""
) -> LedgerEntry:
    """End a hold and give back the days that were left (see `reckoning` for the exact rule).

    Refused: NOT_HELD, BACKWARDS for an instant before the hold.
    """
    _check_instant(clock, at)
    held_since = clock.held_since
    if clock.status is not ClockStatus.HELD or held_since is None:
        raise ClockRefused(ClockRefusal.NOT_HELD, clock.key)
    if at < held_since:
        raise ClockRefused(ClockRefusal.BACKWARDS, clock.key)
    return _entry(clock, Change(EntryKind.RELEASED, at), by=by, why=why, authority=authority)


def extend(
    clock: Clock,
    *,
    at: datetime,
    by: str,
    amount: int,
    why: str = "",
    authority: str = "",
) -> LedgerEntry:
    """Add `amount` of the clock's own units after the last day as printed (process.md 5, T15).

    While the clock is held, what is added is there when the hold ends. A lapsed clock whose rule
    allows it (T14) runs again, counted from the day of the decision.
    Refused: NEVER_EXTENDED for a statutory period, NOT_EXTENDABLE, NOT_RUNNING after a lapse,
    STOPPED, AMOUNT below 1.
    """
    _check_instant(clock, at)
    terms = clock.terms
    if terms.holdable is Holdable.NEVER:
        raise ClockRefused(ClockRefusal.NEVER_EXTENDED, clock.key)
    if not terms.extendable:
        raise ClockRefused(ClockRefusal.NOT_EXTENDABLE, clock.key)
    if amount < 1:
        raise ClockRefused(ClockRefusal.AMOUNT, clock.key)
    lapsed = clock.status is ClockStatus.LAPSED
    if not (lapsed and terms.extendable_after_lapse):
        _check_open(clock)
    change = Change(
        EntryKind.EXTENDED,
        at,
        amount=amount,
        from_day=local_day(at, terms.zone) if lapsed else None,
    )
    return _entry(clock, change, by=by, why=why, authority=authority)


def move(
    clock: Clock,
    *,
    at: datetime,
    by: str,
    to_day: date,
    why: str = "",
    authority: str = "",
) -> LedgerEntry:
    """Set the last day to a named day, rolled where the rule rolls (M48, G16, T29).

    A lapsed clock runs again. Refused: NEVER_EXTENDED for a statutory period, STOPPED, AMOUNT for
    a day before the start.
    """
    _check_instant(clock, at)
    if clock.terms.holdable is Holdable.NEVER:
        raise ClockRefused(ClockRefusal.NEVER_EXTENDED, clock.key)
    if clock.status is ClockStatus.STOPPED:
        raise ClockRefused(ClockRefusal.STOPPED, clock.key)
    if to_day < local_day(clock.started_at, clock.terms.zone):
        raise ClockRefused(ClockRefusal.AMOUNT, clock.key)
    change = Change(EntryKind.MOVED, at, to_day=to_day)
    return _entry(clock, change, by=by, why=why, authority=authority)


def rolled_day(clock: Clock) -> date:
    """Give the day to which an outage on the last day carries it: the next one worked (G16)."""
    calendars = calendar_set(clock.terms.calendar_version)
    return calendars.next_worked(clock.terms.roll_calendar, clock.due_day + timedelta(days=1))


def roll_over(
    clock: Clock, *, at: datetime, by: str, why: str = "", authority: str = ""
) -> LedgerEntry:
    """Carry the last day over to the next one worked (G16). A lapsed clock runs again.

    Refused: NEVER_EXTENDED for a statutory period, NOT_RUNNING while held, STOPPED.
    """
    _check_instant(clock, at)
    if clock.terms.holdable is Holdable.NEVER:
        raise ClockRefused(ClockRefusal.NEVER_EXTENDED, clock.key)
    if clock.status is ClockStatus.STOPPED:
        raise ClockRefused(ClockRefusal.STOPPED, clock.key)
    if clock.status is ClockStatus.HELD:
        raise ClockRefused(ClockRefusal.NOT_RUNNING, clock.key)
    change = Change(EntryKind.ROLLED, at, to_day=rolled_day(clock))
    return _entry(clock, change, by=by, why=why, authority=authority)


def stop(
    clock: Clock, *, at: datetime, by: str = "SYS", why: str = "", authority: str = ""
) -> LedgerEntry:
    """End the clock: what it waited for has come, or nobody owes it any more.

    Any instant is taken, as a filing counts from when it was received. A lapsed clock may be
    stopped; it keeps `lapsed_at`. Refused: STOPPED.
    """
    if at.tzinfo is None:
        raise ClockRefused(ClockRefusal.NO_ZONE_IN_INSTANT, clock.key)
    if clock.status is ClockStatus.STOPPED:
        raise ClockRefused(ClockRefusal.STOPPED, clock.key)
    return _entry(
        clock, Change(EntryKind.STOPPED, at), by=by, why=why, authority=authority, moves=False
    )


def lapse(
    clock: Clock, *, at: datetime | None = None, by: str = "SYS", step: Step | None = None
) -> LedgerEntry:
    """Record that the clock ran out. The instant is the due instant unless a later one is given.

    A later one is given where the lapse had to wait, never because a timer fired late.
    Refused: NOT_RUNNING (held, stopped or lapsed), NOT_DUE for an instant before `due`.
    """
    instant = clock.due if at is None else at
    _check_instant(clock, instant)
    if clock.status is not ClockStatus.RUNNING:
        raise ClockRefused(ClockRefusal.NOT_RUNNING, clock.key)
    if instant < clock.due:
        raise ClockRefused(ClockRefusal.NOT_DUE, clock.key)
    return _entry(clock, Change(EntryKind.LAPSED, instant), by=by, step=step, moves=False)


def remind(clock: Clock, step: Step, *, at: datetime | None = None, by: str = "SYS") -> LedgerEntry:
    """Record that a reminder or alert of the agenda was given, at its instant or a later one."""
    instant = step.at if at is None else at
    _check_instant(clock, instant)
    _check_open(clock)
    return _entry(clock, Change(EntryKind.REMINDED, instant), by=by, step=step, moves=False)


def escalate(
    clock: Clock, step: Step, *, at: datetime | None = None, by: str = "SYS"
) -> LedgerEntry:
    """Record that a rung of the ladder was told, at its instant or a later one.

    The next daily or weekly rung is counted from this instant: give the real one, and a system
    that was away does not send every day that it missed. Refused: NOT_DUE unless lapsed.
    """
    instant = step.at if at is None else at
    _check_instant(clock, instant)
    if clock.status is not ClockStatus.LAPSED:
        raise ClockRefused(ClockRefusal.NOT_DUE, clock.key)
    return _entry(clock, Change(EntryKind.ESCALATED, instant), by=by, step=step, moves=False)


def rebase(
    clock: Clock,
    rule: ClockRule,
    *,
    at: datetime,
    by: str,
    why: str = "",
    authority: str = "",
    calendar_version: str,
) -> LedgerEntry:
    """Move an open clock to another version of policy and calendars; old and new day are shown.

    The whole ledger is reckoned again. What a decision or plan gave (number, day, words, calendar
    of the roll) stays; so does the number of a statutory period, which no policy shortens.
    Refused: OTHER_RULE, NOT_RUNNING, STOPPED.
    """
    _check_instant(clock, at)
    _check_open(clock)
    old = clock.terms
    if rule.id != old.rule or rule.variant != old.variant:
        raise ClockRefused(ClockRefusal.OTHER_RULE, clock.key)
    keeps_number = old.given or old.holdable is Holdable.NEVER
    terms = terms_of(
        rule,
        key=clock.key,
        zone=old.zone,
        amount=old.amount if keeps_number else None,
        to_day=clock.entries[0].to_day,
        calendar_version=calendar_version,
        summary=old.what,
        roll_calendar=old.roll_calendar if old.roll_given else None,
    ).model_copy(update={"given": old.given})
    change = Change(EntryKind.REBASED, at, terms=terms)
    return _entry(
        clock,
        change,
        by=by,
        why=why,
        authority=authority,
        standing=reckon(terms, clock.started_at, (*_without_rebases(clock), change)),
    )


def keep_terms(
    clock: Clock, *, at: datetime, by: str, why: str = "", authority: str = ""
) -> LedgerEntry:
    """Record that a clock keeps its day and its terms while its case moves to other versions.

    Refused: NOT_RUNNING, STOPPED.
    """
    _check_instant(clock, at)
    _check_open(clock)
    change = Change(EntryKind.REBASED, at, terms=clock.terms)
    return _entry(clock, change, by=by, why=why, authority=authority)


def _without_rebases(clock: Clock) -> tuple[LedgerEntry, ...]:
    return tuple(entry for entry in clock.entries if entry.terms is None)


def _standing(clock: Clock) -> Reckoning:
    """Give where the clock stands as recorded; the next entry builds on it and on nothing else."""
    last = clock.entries[-1]
    held_since = clock.held_since
    if held_since is not None:
        named = [entry.at for entry in clock.entries if entry.kind is EntryKind.MOVED]
        held_since = max([held_since, *named])
    return Reckoning(last.due_day, last.due_day, last.due, last.provisional, held_since)


def _entry(
    clock: Clock,
    change: Change,
    *,
    by: str,
    why: str = "",
    authority: str = "",
    step: Step | None = None,
    moves: bool = True,
    standing: Reckoning | None = None,
) -> LedgerEntry:
    after = standing or next_reckoning(clock.terms, _standing(clock), change)
    return LedgerEntry(
        kind=change.kind,
        at=change.at,
        by=by,
        why=why,
        authority=authority,
        amount=change.amount,
        from_day=change.from_day,
        to_day=change.to_day,
        step=None if step is None else step.id,
        rung=None if step is None or step.rung is None else step.rung.value,
        terms=change.terms,
        old_due_day=clock.due_day if moves else None,
        due_day=after.due_day,
        due=after.due,
        provisional=after.provisional,
    )


def _check_instant(clock: Clock, at: datetime) -> None:
    if at.tzinfo is None:
        raise ClockRefused(ClockRefusal.NO_ZONE_IN_INSTANT, clock.key)
    if at < clock.started_at:
        raise ClockRefused(ClockRefusal.BACKWARDS, clock.key)


def _check_open(clock: Clock) -> None:
    if clock.status is ClockStatus.STOPPED:
        raise ClockRefused(ClockRefusal.STOPPED, clock.key)
    if clock.status is ClockStatus.LAPSED:
        raise ClockRefused(ClockRefusal.NOT_RUNNING, clock.key)
