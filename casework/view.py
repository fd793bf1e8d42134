"""A case as lists and pages show it, derived from its state."""

from datetime import date

from casework.agenda import due_step, settled
from casework.case import Case
from casework.clocks import Clock, ClockStatus, EntryKind, Step, day_due, local_day
from casework.events import CaseView, ClockView
from casework.evolve import awaited
from casework.policy import Holdable
from casework.reference import PORTS
from casework.roles import Role
from casework.states import STATES
from casework.stays import is_stayed

NOBODY_IS_LATE = frozenset({"T19", "T23", "T24", "T29", "T42"})
"""Rules whose end is no lateness: the window of an appeal, the time of monitoring, the bar to apply
again, the warning before the term ends, the time to read a lesson's draft: silence is an answer."""


def is_late(clock: Clock) -> bool:
    """Whether a clock has run out over something that somebody still owes."""
    return clock.status is ClockStatus.LAPSED and clock.terms.rule not in NOBODY_IS_LATE


def opened_on(view: CaseView) -> date:
    """Return the local day on which a case was opened."""
    return local_day(view.opened_at, zone_of(view))


def next_due_on(view: CaseView) -> date | None:
    """Return the local day on which what comes next in a case is due."""
    return day_due(view.next_due, zone_of(view)) if view.next_due else None


def zone_of(view: CaseView) -> str:
    """Return the zone of a case; of one at several crossings that does not tell it, the first's."""
    return view.zone or PORTS[view.ports[0]].zone


def case_view(case: Case, *, clocks: set[str] | None = None, due: Step | None = None) -> CaseView:
    """Return the view of a case; what is overdue is what somebody owes and is late with.

    ``clocks`` limits the clocks shown to some keys, as a batch shows only what it changed. ``due``
    is what its clocks do next, where that is known.
    """
    step = due or due_step(case)
    statutory = [c.due for c in case.clocks.values() if c.is_open and _by_statute(c)]
    statuses = {clock.status.value for clock in case.clocks.values()}
    return CaseView(
        case_id=case.id,
        carrier=case.carrier,
        carrier_reference=case.carrier_reference,
        illustrative=case.illustrative,
        state=case.state,
        phase=case.phase,
        standing=case.standing,
        owner=STATES[case.state].owner,
        awaiting=awaited(case),
        ports=case.ports,
        opened_at=case.opened_at,
        next_due=step.at if step else None,
        next_label=step.label.en if step else None,
        stayed=is_stayed(case),
        statutory_due=min(statutory, default=None),
        overdue=any(is_late(clock) for clock in case.clocks.values()),
        held="HELD" in statuses or "HELD" in case.tracks.get("HOLD", {}).values(),
        round=case.rounds,
        policy=case.policy,
        settled=settled(case),
        adopted=case.adopted,
        legal_hold="HELD" in case.tracks.get("LEGAL_HOLD", {}).values(),
        office=case.office,
        zone=case.zone,
        assigned=case.assigned,
        linked=tuple(name for name, is_open in case.linked.items() if is_open),
        clocks=tuple(
            _clock_view(clock)
            for key, clock in case.clocks.items()
            if clocks is None or key in clocks
        ),
        tracks=case.tracks,
        lesson=case.lesson.published if case.lesson else None,
    )


def _by_statute(clock: Clock) -> bool:
    return clock.terms.holdable is Holdable.NEVER


def _clock_view(clock: Clock) -> ClockView:
    return ClockView(
        key=clock.key,
        rule=clock.terms.rule,
        label_en=clock.terms.what.en,
        label_es=clock.terms.what.es,
        status=clock.status.value,
        started_at=clock.started_at,
        due=clock.due,
        due_day=clock.due_day.isoformat(),
        owner=Role(clock.terms.owner),
        party=clock.terms.party,
        lapsed=clock.lapsed_at is not None,
        extended=any(entry.kind is EntryKind.EXTENDED for entry in clock.entries),
        provisional=clock.provisional,
        ledger=clock,
    )
