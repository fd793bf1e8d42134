"""A clock is a ledger, not a date: its terms, its start, and every entry since.

The models are persisted (in events and in the state that continue-as-new carries), so they
are frozen and ignore fields that they do not know: older code must read what newer code wrote.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

from casework.bilingual import Bilingual
from casework.calendars import CalendarKind, Mark
from casework.model import Kept
from casework.policy import Escalation, Holdable, Roll, Unit
from casework.roles import Party, Role


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A moment with its zone, kept in UTC."""


class EntryKind(StrEnum):
    """What a ledger entry says happened to the clock."""

    STARTED = "STARTED"
    HELD = "HELD"
    RELEASED = "RELEASED"
    EXTENDED = "EXTENDED"
    MOVED = "MOVED"
    ROLLED = "ROLLED"
    STOPPED = "STOPPED"
    LAPSED = "LAPSED"
    REMINDED = "REMINDED"
    ESCALATED = "ESCALATED"
    REBASED = "REBASED"


class ClockStatus(StrEnum):
    """Where a clock stands. A stopped clock is over, even if it had lapsed before."""

    RUNNING = "RUNNING"
    HELD = "HELD"
    STOPPED = "STOPPED"
    LAPSED = "LAPSED"


_LEAVES: Mapping[EntryKind, ClockStatus] = {
    EntryKind.STARTED: ClockStatus.RUNNING,
    EntryKind.HELD: ClockStatus.HELD,
    EntryKind.RELEASED: ClockStatus.RUNNING,
    EntryKind.ROLLED: ClockStatus.RUNNING,
    EntryKind.STOPPED: ClockStatus.STOPPED,
    EntryKind.LAPSED: ClockStatus.LAPSED,
}
"""How an entry leaves its clock; the others leave it as it was, or revive it. A table, since this
is asked of every clock at every event of a case."""

_REVIVES = frozenset({EntryKind.EXTENDED, EntryKind.MOVED})


class ClockTerms(Kept):
    """What is needed to reckon a clock again: a snapshot of its rule, taken at the start.

    `amount` counts `unit`s; it is None for a clock whose last day was named (a milestone).
    `given` says that amount or day came from a decision or a plan and not from the policy, so a
    change of policy does not touch it. Days are counted in `calendar`; a last day that is not
    worked goes to the next one worked in `roll_calendar` (process.md 6), which `roll_given` says
    was chosen for this case.
    """

    rule: str
    variant: str | None = None
    policy: str
    calendar_version: str
    amount: int | None
    unit: Unit
    given: bool = False
    calendar: CalendarKind
    roll: Roll
    roll_calendar: CalendarKind
    roll_given: bool = False
    zone: str
    holdable: Holdable
    extendable: bool
    extendable_after_lapse: bool = False
    reminders: bool
    alerts: tuple[int, ...] = ()
    escalation: Escalation
    owner: Role
    party: Party
    what: Bilingual
    starts: Bilingual
    source: Bilingual
    mark: Mark


class LedgerEntry(Kept):
    """One line of the ledger: what, when, by whom, why, on what authority, and the day since.

    `due_day` (local, the last day) and `due` (the first instant after it, UTC) are stored as they
    were reckoned when the entry was made, so that later data never changes a day once printed.
    `old_due_day` is the day before an entry that may change it. `provisional` says that the
    calendar was not complete for the days counted.
    """

    kind: EntryKind
    at: Instant
    by: str
    why: str = ""
    authority: str = ""
    amount: int | None = None
    """EXTENDED: how many of the clock's own units were added."""
    from_day: date | None = None
    """EXTENDED after a lapse: the day from which the new units count ("from today")."""
    to_day: date | None = None
    """STARTED with a named last day, MOVED: the day that was named, before any roll. ROLLED: the
    next day worked, to which an outage carried the last day over."""
    step: str | None = None
    """REMINDED, LAPSED, ESCALATED: the id of the agenda step that this entry settles."""
    rung: str | None = None
    """ESCALATED: OWNER, SUP, HQ, DAILY or WEEKLY."""
    terms: ClockTerms | None = None
    """REBASED: the terms that hold from now on."""
    old_due_day: date | None = None
    due_day: date
    due: Instant
    provisional: bool = False


class Clock(Kept):
    """One clock of one case: key, the terms it started with, and its ledger.

    `key` is the rule's id, with a suffix where several run at once ("T33:action-2").
    """

    key: str
    first_terms: ClockTerms
    started_at: Instant
    entries: tuple[LedgerEntry, ...]

    @property
    def terms(self) -> ClockTerms:
        """The terms in force: those of the last rebase, else those of the start."""
        for entry in reversed(self.entries):
            if entry.terms is not None:
                return entry.terms
        return self.first_terms

    @property
    def status(self) -> ClockStatus:
        """RUNNING, HELD, STOPPED or LAPSED, from the last entry that decides it."""
        for entry in reversed(self.entries):
            decided = _LEAVES.get(entry.kind)
            if decided is not None:
                return decided
            if entry.kind in _REVIVES and self.held_since is None:
                return ClockStatus.RUNNING  # also a lapsed clock; a hold that is on stays on
        return ClockStatus.RUNNING

    @property
    def held_since(self) -> datetime | None:
        """When the hold that is on began; None if there is none."""
        for entry in reversed(self.entries):
            if entry.kind is EntryKind.HELD:
                return entry.at
            if entry.kind in (EntryKind.RELEASED, EntryKind.STOPPED, EntryKind.LAPSED):
                return None
        return None

    @property
    def due_day(self) -> date:
        """The last day, local to the case's zone. While held: the day as it stood then."""
        return self.entries[-1].due_day

    @property
    def due(self) -> datetime:
        """The instant (UTC) at which the clock runs out.

        For a clock in days this is the end of `due_day`: the first instant of the next local day.
        """
        return self.entries[-1].due

    @property
    def provisional(self) -> bool:
        """Whether the day rests on a calendar that was not complete when it was reckoned."""
        return self.entries[-1].provisional

    @property
    def is_open(self) -> bool:
        """Whether the clock still runs or is held."""
        return self.status in (ClockStatus.RUNNING, ClockStatus.HELD)

    @property
    def lapsed_at(self) -> datetime | None:
        """When the clock last ran out, even if it was stopped or extended afterwards."""
        for entry in reversed(self.entries):
            if entry.kind is EntryKind.LAPSED:
                return entry.at
        return None

    def is_timely(self, received_at: datetime) -> bool:
        """Tell whether what was received at an instant came in time: before `due`.

        The day shown of a clock that is held is not its last one: nothing is late meanwhile.
        """
        return self.status is ClockStatus.HELD or received_at < self.due


def days_granted(clock: Clock) -> int:
    """Calendar days by which extensions and redatings moved the last day later, in sum.

    A day that an outage carried over was granted by nobody and is not among them.

    The measure of "at most 14 days in sum per clock" (process.md 5 EXTENSION, M48).
    """
    return sum(
        (entry.due_day - entry.old_due_day).days
        for entry in clock.entries
        if entry.kind in (EntryKind.EXTENDED, EntryKind.MOVED) and entry.old_due_day is not None
    )


def times_extended(clock: Clock) -> int:
    """How often the clock was extended, for limits such as "at most 2" (process.md 6, T15)."""
    return sum(entry.kind is EntryKind.EXTENDED for entry in clock.entries)
