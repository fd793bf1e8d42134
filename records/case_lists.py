"""Lists of cases, newest first: for each set of filters a statement of its own.

One statement for all of them (``:carrier is null or carrier = :carrier``) is soon planned without
knowing which filters are used: it then goes through the newest cases one by one, whatever is asked
for. Here each filter that is used becomes a condition, so that it finds its own index, and the end
of a page is where the next one begins to read. Conditions are constants; what is asked for travels
as arguments.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from casework.events import CaseView
from casework.roles import Party
from casework.states import Phase, State
from records.failures import database_errors
from records.pool import Pool


@dataclass(frozen=True)
class CasePage:
    """Some cases of a list, and where to go on; ``after`` is None at the end."""

    cases: tuple[CaseView, ...]
    after: str | None


@dataclass(frozen=True)
class Asked:
    """Which cases a list shows; None lets everything through."""

    state: State | None = None
    phase: Phase | None = None
    carrier: str | None = None
    port: str | None = None
    awaiting: Party | None = None
    overdue: bool | None = None
    illustrative: bool | None = None


_VIEWS = TypeAdapter(tuple[CaseView, ...])

_EQUAL = ("state", "phase", "carrier", "awaiting", "illustrative")
"""Columns that are to be what is asked for."""

_SHOWN = "select view from record.cases"
_NOT_DISPOSED = "not exists (select from record.disposals d where d.case_id = cases.case_id)"
_IN_ORDER = "order by opened_at desc, case_id desc"

_ROWS = (27, 52, 102, 202)
"""How many rows a statement asks for: the usual pages, and the two rows that tell of more.

It is a part of the statement. Asked for as an argument, PostgreSQL would plan for a tenth of all
cases, find that dear, and so plan again at each call. A few only, for each makes a statement.
"""


async def cases_page(pool: Pool, asked: Asked, *, limit: int, after: str | None) -> CasePage:
    """Return cases, the one opened last first; ``after`` is the previous page's ``after``.

    ``ValueError`` if that is anything else.
    """
    place = None if after is None else _place(after)
    sql, told = statement(asked, place, limit + 1)
    with database_errors():
        rows = await pool.fetch(sql, *told)
    shown = _VIEWS.validate_json(f"[{','.join(row['view'] for row in rows[:limit])}]")
    more = len(rows) > limit and shown
    return CasePage(
        cases=shown,
        after=f"{shown[-1].opened_at.isoformat()} {shown[-1].case_id}" if more else None,
    )


def statement(asked: Asked, place: tuple[datetime, str] | None, rows: int) -> tuple[str, list[Any]]:
    """Return what is asked of the database, and its arguments, for at least so many ``rows``;
    ``place`` ends the page before."""
    conditions = [_NOT_DISPOSED]
    told: list[Any] = []

    def takes(value: Any) -> str:
        told.append(value)
        return f"${len(told)}"

    for column in _EQUAL:
        value = getattr(asked, column)
        if value is not None:
            conditions.append(f"{column} = {takes(value)}")
    if asked.port is not None:
        conditions.append(f"{takes(asked.port)} = any (ports)")
    if asked.overdue is not None:
        # in so many words: the index of overdue cases answers no other question
        conditions.append("overdue" if asked.overdue else "not overdue")
    if place is not None:
        conditions.append(f"(opened_at, case_id) < ({takes(place[0])}, {takes(place[1])})")
    where = " and ".join(conditions)
    enough = next((number for number in _ROWS if number >= rows), rows)
    return f"{_SHOWN} where {where} {_IN_ORDER} limit {enough:d}", told


def _place(after: str) -> tuple[datetime, str]:
    moment, _, case_id = after.partition(" ")
    try:
        opened_at = datetime.fromisoformat(moment)
    except ValueError:
        raise ValueError("not the end of a page") from None
    if not case_id or opened_at.tzinfo is None:
        raise ValueError("not the end of a page")
    return opened_at, case_id
