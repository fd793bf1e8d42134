"""The carrier's story: what is owed and why that day, more time, a receipt, words for customers."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from casework.case import Case
from casework.clocks import Clock, EntryKind, explain
from casework.commands.corrective_action import SubmitPlan
from casework.events import Event
from casework.policy import Holdable
from casework.roles import CARRIER_ROLES, Party
from casework.states import OPEN
from demo.outcome import Record
from demo.results import Result
from demo.stories.telling import at_instant, clock_name, counted, day_of, on_day


def carrier_story(results: Sequence[Result]) -> tuple[str, ...]:
    """Tell of the first open case in which the carrier still owes something."""
    for result in results:
        if result.record is not None:
            case = result.record.case()
            owed = sorted(_owed(case), key=lambda clock: clock.due)
            if owed:
                return tuple(_told(result.record, case, owed))
    return ()


def _owed(case: Case) -> Iterator[Clock]:
    """The carrier's clocks that ask for something; a right of appeal is no debt."""
    if case.state not in OPEN:
        return
    for clock in case.clocks.values():
        own = clock.terms.party is Party.CARRIER and clock.terms.holdable is not Holdable.NEVER
        if clock.is_open and own:
            yield clock


def _told(record: Record, case: Case, owed: Sequence[Clock]) -> Iterator[str]:
    yield (
        f"{case.railroad.name} ({case.id}, illustrative): standing {case.standing.value}. It keeps "
        f"running, as it did all the time. It owes {counted(len(owed), 'thing')}."
    )
    for clock in owed:
        yield " ".join(_why(record, case, clock))
    yield from _more_time(record, case)
    yield from _receipt(record, case)
    yield from _for_customers(record)


def _why(record: Record, case: Case, clock: Clock) -> Iterator[str]:
    headline, started, counting, *_ = explain(clock, "en")
    action = clock.key.partition(":")[2]
    yield f"{headline} It is the action “{action}”." if action else headline
    yield f"Why that day? {started} {counting}"
    accepted = record.last("plan_accepted")
    if case.plan is not None and action in case.plan.actions and accepted is not None:
        signed = case.documents[case.plan.document].signatures
        yield (
            f"The plan names it, signed by {signed[-1].person} and accepted by "
            f"{accepted.actor.person} on {day_of(case, accepted.at)}."
        )


def _more_time(record: Record, case: Case) -> Iterator[str]:
    for name, request in case.extensions.items():
        moved = next(
            (
                change.entry
                for event in record.events
                for change in event.clocks
                if event.item == name
                and change.key == request.clock
                and change.entry.kind is EntryKind.EXTENDED
            ),
            None,
        )
        if moved is None or moved.old_due_day is None or request.answered_at is None:
            continue
        clock = case.clocks[request.clock]
        yield (
            f"More time for the {clock_name(clock)} was asked for on "
            f"{at_instant(case, request.asked_at)}; the last day was {on_day(moved.old_due_day)}. "
            f"CBP's answer was due on {on_day(case.clocks[f'T34:{name}'].due_day)} and came on "
            f"{day_of(case, request.answered_at)}. Until then the clock could not run out; it "
            f"moved to {on_day(moved.due_day)}."
        )


def _receipt(record: Record, case: Case) -> Iterator[str]:
    filed = _last_filing(record)
    if filed is None:
        return
    number = record.events.index(filed) + 1
    (document,) = filed.documents
    yield (
        f"Receipt {filed.command_id}: {filed.kind.replace('_', ' ')}, received "
        f"{at_instant(case, filed.at)}, event {number} of the record, file SHA-256 "
        f"{document.sha256}."
    )


def _last_filing(record: Record) -> Event | None:
    return next(
        (
            event
            for event in reversed(record.events)
            if event.act == SubmitPlan.act
            and event.actor.role in CARRIER_ROLES
            and len(event.documents) == 1
        ),
        None,
    )


def _for_customers(record: Record) -> Iterator[str]:
    """The text as it arrived: the indented lines of its first language are for use."""
    if record.customer_text is None:
        return
    lines = record.customer_text.splitlines()
    first = takewhile(lambda line: not line.startswith("==="), lines)
    said = " ".join(line.strip() for line in first if line.startswith("  "))
    yield f"What it may tell its customers, in its own name and without reasons: “{said}”"
