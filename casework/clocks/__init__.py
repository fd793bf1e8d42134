"""Clocks as ledgers: a rule, a start, then entries that say who moved the day and why.

`start` makes a `Clock`. Every later change is a `LedgerEntry`, made by `hold`, `release`,
`extend`, `move`, `roll_over`, `stop`, `lapse`, `remind`, `escalate` or `rebase` (for `decide`,
which puts it in an event) and added by `apply` (for `evolve`). The due day is derived once, when
the entry is made, and stored with it: a later change of time zone or holiday data never changes
a day that was printed. Source: design.md idea 3, process.md section 6.
"""

from casework.clocks.attribution import days_by_party
from casework.clocks.counted_days import CountedDay, counted_days
from casework.clocks.entries import (
    apply,
    escalate,
    extend,
    hold,
    keep_terms,
    lapse,
    move,
    rebase,
    release,
    remind,
    roll_over,
    rolled_day,
    stop,
)
from casework.clocks.explanation import explain
from casework.clocks.ledger import (
    Clock,
    ClockStatus,
    ClockTerms,
    EntryKind,
    LedgerEntry,
    days_granted,
    times_extended,
)
from casework.clocks.printed_dates import printed_day, printed_instant
from casework.clocks.reckoning import Reckoning, reckon, working_days_later
from casework.clocks.refusal import ClockRefusal, ClockRefused
from casework.clocks.start import start
from casework.clocks.step_labels import PARTY_NAMES
from casework.clocks.steps import Rung, Step, StepKind, next_step, steps
from casework.clocks.zones import day_due, day_ends, local_day, zone

__all__ = [
    "PARTY_NAMES",
    "Clock",
    "ClockRefusal",
    "ClockRefused",
    "ClockStatus",
    "ClockTerms",
    "CountedDay",
    "EntryKind",
    "LedgerEntry",
    "Reckoning",
    "Rung",
    "Step",
    "StepKind",
    "apply",
    "counted_days",
    "day_due",
    "day_ends",
    "days_by_party",
    "days_granted",
    "escalate",
    "explain",
    "extend",
    "hold",
    "keep_terms",
    "lapse",
    "local_day",
    "move",
    "next_step",
    "printed_day",
    "printed_instant",
    "rebase",
    "reckon",
    "release",
    "remind",
    "roll_over",
    "rolled_day",
    "start",
    "steps",
    "stop",
    "times_extended",
    "working_days_later",
    "zone",
]
