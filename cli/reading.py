"""Reads for the command line: lists, whole logs, a case with its view and its present instant."""

from datetime import UTC, datetime

from casework.case import Case
from casework.events import CaseView
from casework.roles import Actor
from casework.states import State
from casework.view import case_view
from cli.connections import may_read
from cli.exits import BAD_INPUT, Stop
from records.case_reader import PostgresCaseReader, RecordedEvent

_PAGE = 500


async def case_and_view(reader: PostgresCaseReader, case: Case) -> tuple[CaseView, datetime]:
    """Return a case's view and the instant until which its days are counted.

    A demonstration case has a time of its own, so its days count to its last event; so do those
    of a closed case.
    """
    recorded = await reader.case(case.id)
    last = recorded.recorded_at if recorded else datetime.now(UTC)
    now = datetime.now(UTC)
    own_time = abs(case.spans[-1].since - last).days > 1 if case.spans else False
    return case_view(case), case.spans[-1].since if own_time else now


async def visible_cases(
    reader: PostgresCaseReader,
    actor: Actor | None,
    *,
    state: str | None,
    carrier: str | None,
    overdue: bool,
) -> list[CaseView]:
    """Return the cases that somebody may see, newest first."""
    if state is not None and state not in set(State):
        raise Stop(BAD_INPUT, f"--state: one of {', '.join(State)}")
    found: list[CaseView] = []
    after: str | None = None
    while True:
        page = await reader.list_cases(
            state=State(state) if state else None,
            carrier=carrier,
            overdue=overdue or None,
            after=after,
        )
        found += [view for view in page.cases if may_read(view.carrier, actor)]
        after = page.after
        if after is None:
            return found


async def all_events(reader: PostgresCaseReader, case_id: str) -> list[RecordedEvent]:
    """Return every event of a case."""
    found: list[RecordedEvent] = []
    while True:
        page = await reader.events(case_id, after=found[-1].seq if found else 0, limit=_PAGE)
        found += page
        if len(page) < _PAGE:
            return found
