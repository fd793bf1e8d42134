"""The histories of cases that a report is made from."""

from collections.abc import Sequence

from reading.record import Record
from reports.history import CaseHistory, Period, Provenance, history_of
from reports.synthetic import synthetic_history


async def histories_of(
    record: Record, period: Period, kinds: Sequence[Provenance]
) -> tuple[CaseHistory, ...]:
    """Return the recorded histories until a period ends, and the made-up ones where asked for."""
    found: list[CaseHistory] = []
    async for case_id, events in record.streams.streams(period.ends):
        history = history_of(case_id, events, at=period.ends)
        if history is not None:
            found.append(history)
    made_up = synthetic_history(period.ends) if Provenance.SYNTHETIC in kinds else ()
    return (*found, *made_up)
