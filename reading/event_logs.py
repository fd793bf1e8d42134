"""Event logs of cases for process mining, of what somebody sees of them, in each form."""

import json
from collections.abc import Callable, Mapping, Sequence

from casework.event_log.case_log import CaseLog, case_log
from casework.event_log.names import Names
from casework.event_log.ocel import ocel
from casework.event_log.table import csv_table
from casework.event_log.xes import xes
from casework.roles import CARRIER_ROLES, Actor
from reading.record import Record
from reading.seen import Filter, Seen, some_cases

_AT_A_TIME = 200


def _as_ocel(logs: Sequence[CaseLog]) -> str:
    return json.dumps(ocel(logs), ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[CaseLog]], str]] = {
    "ocel": _as_ocel,
    "xes": xes,
    "csv": csv_table,
}
"""What can be asked for."""


def log_of(seen: Seen, actor: Actor | None, names: Names) -> CaseLog:
    """Return a case's log, of what somebody sees of it."""
    events = ((row.seq, row.event, shown) for row, shown in seen.events)
    whole = actor is None or actor.role not in CARRIER_ROLES
    return case_log(seen.whole, events, names, whole=whole)


async def every_case(record: Record, actor: Actor | None) -> list[str]:
    """Return the ids of all cases that somebody may see, the oldest first."""
    ids: list[str] = []
    after: str | None = None
    while True:
        page = await some_cases(record, actor, Filter(), limit=_AT_A_TIME, after=after)
        ids += [view.case_id for view in page.cases]
        after = page.after
        if after is None:
            return ids[::-1]
