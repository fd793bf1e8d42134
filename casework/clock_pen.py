"""Writes lines into the ledgers of a case's clocks, each as the lines before have left them."""

from datetime import date, datetime, timedelta

from casework.adoption import true_start
from casework.case import Case
from casework.clock_moves import moved_to
from casework.clock_selection import keys
from casework.clocks import (
    ClockStatus,
    LedgerEntry,
    extend,
    hold,
    local_day,
    move,
    release,
    remind,
    roll_over,
    start,
    steps,
    stop,
)
from casework.clocks.steps import StepKind
from casework.commands.adoption import CountersignAdoption
from casework.commands.disruptions import RecordOutage
from casework.commands.suspension import LegalBasis
from casework.commands.system import Lapse
from casework.disruptions import rolled_by
from casework.events import ClockChange
from casework.guards.base import Asked
from casework.holds import REASONS, let_go_by
from casework.policy import policy
from casework.process.row import Row
from casework.process.table import MAIN_LINE_CLOCKS
from casework.states import STATES, State


class ClockPen:
    """Writes lines, each on the ledger as the lines before have left it."""

    def __init__(self, case: Case, row: Row, asked: Asked) -> None:
        self.case = case
        self.row = row
        self.asked = asked
        self.clocks = dict(case.clocks)
        self.changes: list[ClockChange] = []

    def enter(self, key: str, entry: LedgerEntry) -> None:
        clock = self.clocks[key]
        self.clocks[key] = clock.model_copy(update={"entries": (*clock.entries, entry)})
        self.changes.append(ClockChange(key=key, entry=entry))

    def extend(self, key: str, amount: int, why: str) -> None:
        """Add units after the last day of a clock."""
        entry = extend(
            self.clocks[key],
            at=self.asked.at,
            by=self.asked.actor.person,
            amount=amount,
            why=why,
            authority=self.row.source,
        )
        self.enter(key, entry)

    def move(self, key: str, to_day: date, why: str) -> None:
        """Name another last day for a clock."""
        entry = move(
            self.clocks[key],
            at=self.asked.at,
            by=self.asked.actor.person,
            to_day=to_day,
            why=why,
            authority=self.row.source,
        )
        self.enter(key, entry)

    def move_versions(self, why: str) -> None:
        """Reckon every open clock by the versions that the case has moved to."""
        rules, authority = policy(self.case.policy), self.row.source
        for key, clock in list(self.clocks.items()):
            calendar = self.case.calendar
            entry = moved_to(clock, rules, calendar, self.asked, why=why, authority=authority)
            if entry is not None:
                self.enter(key, entry)

    def hold(self, key: str, name: str) -> None:
        """Let a clock stand still; one that another hold has stopped already does."""
        if self.clocks[key].status is ClockStatus.HELD:
            return
        placed = self.case.holds[name]
        entry = hold(
            self.clocks[key],
            at=self.asked.at,
            by=self.asked.actor.person,
            why=f"{name}: {REASONS[placed.reason].en} / {REASONS[placed.reason].es}",
            authority=placed.authority,
        )
        self.enter(key, entry)

    def let_go(self, name: str) -> None:
        """Let the clocks of a hold run again, but for those that another hold still names."""
        for clock in tuple(let_go_by(self.case, name)):
            entry = release(
                clock,
                at=self.asked.at,
                by=self.asked.actor.person,
                why=name,
                authority=self.row.source,
            )
            self.enter(clock.key, entry)

    def roll_over(self, outage: RecordOutage) -> None:
        """Carry over each last day of the carrier on which an outage fell."""
        rolled = rolled_by(self.case, outage.began_at, outage.ended_at, self.asked.at)
        for clock in tuple(rolled):
            entry = roll_over(
                clock,
                at=self.asked.at,
                by=self.asked.actor.person,
                why=outage.event,
                authority=self.row.source,
            )
            self.enter(clock.key, entry)

    def stop_all(self, token: str) -> None:
        """Stop every clock that the token means; one that is not there needs no stopping."""
        wanted = keys(token, self.case, self.asked)
        for key, clock in list(self.clocks.items()):
            named = key in wanted or (":" not in token and clock.terms.rule == token)
            if named and clock.status.value != "STOPPED":
                self._stop(key)

    def stop_strangers(self, state: State) -> None:
        """Stop the main line's clocks that the state does not know."""
        for key, clock in list(self.clocks.items()):
            rule = clock.terms.rule
            stranger = rule in MAIN_LINE_CLOCKS and rule not in STATES[state].clocks
            if stranger and clock.status.value != "STOPPED":
                self._stop(key)

    def begin(self, token: str) -> None:
        """Start every clock that the token means."""
        name, _, variant = token.partition(":")[0].partition("/")
        rule = policy(self.case.policy).rule(name, variant or self._variant(name))
        for key, named in keys(token, self.case, self.asked).items():
            clock = start(
                rule,
                key=key,
                at=self._from(name),
                zone=self.case.zone,
                by=self.asked.actor.person,
                authority=self.row.source,
                calendar_version=self.case.calendar,
                amount=None if named or variant else self._amount(name, key),
                to_day=self._day(name, named),
                seated_in_mexico=self.case.railroad.seat == "MX",
            )
            self.clocks[key] = clock
            self.changes.append(ClockChange(key=key, entry=clock.entries[0], started=clock))
            if isinstance(self.asked.body, CountersignAdoption):
                self._pass_over_reminders(key)

    def _pass_over_reminders(self, key: str) -> None:
        """What would have been reminded of on paper is not sent after the fact."""
        for step in steps(self.clocks[key]):
            if step.kind is StepKind.REMINDER and step.at <= self.asked.at:
                self.enter(key, remind(self.clocks[key], step, at=self.asked.at))

    def _from(self, rule: str) -> datetime:
        """Return the instant from which a clock counts.

        A clock of an adopted case counts from the true date of what started it.

        A lapse is the end of a last day, and on the clock face already the next one: what it
        starts counts from the day that has ended.
        """
        if isinstance(self.asked.body, CountersignAdoption):
            return true_start(self.case, rule) or self.asked.at
        lapsed = isinstance(self.asked.body, Lapse)
        return self.asked.at - timedelta(microseconds=1) if lapsed else self.asked.at

    def _stop(self, key: str) -> None:
        self.enter(key, stop(self.clocks[key], at=self.asked.at, by=self.asked.actor.person))

    def _variant(self, rule: str) -> str | None:
        basis = self.case.decisions[-1].legal_basis if self.case.decisions else None
        return "967b" if rule in ("T19", "T24") and basis is LegalBasis.B else None

    def _amount(self, rule: str, key: str) -> int | None:
        if rule == "T41":
            stage = self.case.stages.get(key.partition(":")[2])
            return stage.plan.days if stage is not None else None
        named = {"T14": self.case.term_days, "T24": self.case.reapply_after_days}
        return named.get(rule)

    def _day(self, rule: str, named: date | None) -> date | None:
        today = local_day(self._from(rule), self.case.zone)
        if rule == "T29":
            before = policy(self.case.policy).rule("T29")
            assert before.amount is not None  # the policy names so many days before the term
            return max(today, self.clocks["T14"].due_day - timedelta(days=before.amount))
        # a day of the plan that has passed when its clock starts is due on the day it starts
        return max(today, named) if named else None
