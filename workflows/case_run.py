"""One case while its workflow runs: its state, its time, and what each batch of events means.

Everything that changes a case goes through ``take``; nothing in it awaits, so that a batch is
decided, applied and put into the journal in one step.
"""

from datetime import datetime

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.agenda import caught_up, due_step, settled
    from casework.case import Case
    from casework.casetime import CaseTime, case_now
    from casework.clocks import Step
    from casework.command import Receipt
    from casework.decide import decide
    from casework.errand import Errand
    from casework.events import Event, EventBatch
    from casework.evolve import evolve
    from casework.guards.base import Asked
    from casework.refusal import Refusal
    from casework.states import Phase, State
    from casework.view import case_view

from workflows.card import card
from workflows.carried import Carried, Undelivered
from workflows.journal import Journal
from workflows.visibility import shown, updates


class CaseRun:
    """The case of this run. ``revision`` grows with every change, so that waits can notice."""

    def __init__(self, carried: Carried) -> None:
        self.case_id = carried.case_id
        self.case: Case | None = carried.case
        self.time: CaseTime | None = carried.time
        self.receipts: dict[str, Receipt] = dict(carried.receipts)
        self.undelivered: dict[str, Undelivered] = {n.key: n for n in carried.undelivered}
        self.errands: dict[str, Errand] = {errand.key: errand for errand in carried.errands}
        continued = self.case is not None and workflow.info().continued_run_id is not None
        self.shown = shown(case_view(self.known)) if continued else {}
        self.roll_after = carried.roll_after
        sure = carried.after_event > 0 or carried.case is None
        self.journal = Journal(carried.after_event, sure=sure)
        self.revision = 0
        self._due: tuple[Case, Step | None] | None = None

    @property
    def known(self) -> Case:
        """The case; only asked for once it is open."""
        if self.case is None:
            raise RuntimeError("no case has been opened in this workflow")
        return self.case

    @property
    def state(self) -> State:
        """Where the case stands on the main line."""
        return self.known.state

    @property
    def phase(self) -> Phase:
        """The phase that the case is in."""
        return self.known.phase

    @property
    def settled(self) -> bool:
        """Whether nothing is owed any more, and everything said is recorded and sent."""
        return (
            self.case is not None
            and settled(self.case)
            and self.journal.idle
            and not self.undelivered
            and not self.errands
        )

    @property
    def due(self) -> Step | None:
        """What the clocks of the case do next: reckoned once for each case that there comes to be,
        since several ask in each task.
        """
        if self._due is None or self._due[0] is not self.known:
            self._due = self.known, due_step(self.known)
        return self._due[1]

    def caught_up(self, at: datetime) -> Case:
        """Return the case after every step that is due at or before an instant."""
        due = self.due
        return self.known if due is None or due.at > at else caught_up(self.known, at)

    def now(self) -> datetime:
        """The instant that counts for this case: real time, or a demonstration case's own."""
        return case_now(self.time, workflow.now())

    def real(self, instant: datetime) -> datetime | None:
        """When an instant of the case comes in real time; None while it is not granted."""
        return instant if self.time is None else self.time.real(instant)

    def quiet_at(self, instant: datetime) -> bool:
        """Whether all that is due up to an instant has been done, recorded and sent."""
        step = self.due
        real = self.real(instant)
        return (
            self.journal.idle
            and not self.undelivered
            and not self.errands
            and (step is None or step.at > instant)
            and real is not None
            and real <= workflow.now()
        )

    def take(self, asked: Asked, *, envelope: str | None = None) -> tuple[Event, ...] | Refusal:
        """Decide what is asked, apply the events and put them into the journal."""
        events = decide(self.case, asked, case_id=self.case_id)
        if isinstance(events, Refusal) or not events:
            return events
        for event in events:
            self.case = evolve(self.case, event, case_id=self.case_id)
        changed = {change.key for event in events for change in event.clocks}
        view = case_view(self.known, clocks=changed, due=self.due)
        self.journal.add(
            EventBatch(
                case_id=self.case_id, key=asked.key, events=events, view=view, envelope=envelope
            )
        )
        for notice in (notice for event in events for notice in event.notices):
            self.undelivered[notice.key] = Undelivered(
                key=notice.key,
                template=notice.template,
                party=notice.party,
                letter=notice.letter,
                recipient=notice.recipient,
            )
        for errand in (errand for event in events for errand in event.errands):
            self.errands[errand.key] = errand
        self._show(shown(view))
        self.touch()
        return events

    def delivered(self, key: str) -> None:
        """Take a notice off the list of what is owed."""
        self.undelivered.pop(key, None)
        self.touch()

    def told(self, key: str) -> None:
        """Take an errand off the list: the other case has answered."""
        self.errands.pop(key, None)
        self.touch()

    def set_time(self, time: CaseTime) -> None:
        """Let the case's own time run on, as granted."""
        self.time = time
        self.touch()

    def show_again(self) -> None:
        """Show a case that starts again from the record; a continued one is shown already."""
        self._show(shown(case_view(self.known)))

    def touch(self) -> None:
        """Tell everything that waits that something has changed."""
        self.revision += 1
        if self.case is not None:
            workflow.set_current_details(card(self.case, len(self.undelivered)))

    def carried(self) -> Carried:
        """Return all of it, for the next run."""
        return Carried(
            case_id=self.case_id,
            case=self.case,
            time=self.time,
            receipts=self.receipts,
            undelivered=tuple(self.undelivered.values()),
            errands=tuple(self.errands.values()),
            after_event=self.journal.last,
            roll_after=self.roll_after,
        )

    async def while_in(self, *states: State) -> None:
        """Wait for as long as the case is in one of the states: people act, clocks run."""
        await workflow.wait_condition(lambda: self.state not in states)

    async def until_phase_ends(self, phase: Phase) -> None:
        """Wait until the case is in another phase, or nothing is owed any more."""
        await workflow.wait_condition(lambda: self.phase is not phase or self.settled)

    async def items_leave(self, track: str, *states: str, phase: Phase) -> None:
        """Wait until no item of a track is in one of the states, or the phase is over."""
        await workflow.wait_condition(
            lambda: (
                self.phase is not phase
                or not any(state in states for state in self.known.tracks.get(track, {}).values())
            )
        )

    def _show(self, now: dict[str, object]) -> None:
        changes = updates(self.shown, now)
        if changes:
            workflow.upsert_search_attributes(changes)
        self.shown = now
