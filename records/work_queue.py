"""Reading cases as work: what is late first, then what is due first."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import NamedTuple

from casework.events import CaseView
from casework.roles import Party, Role
from casework.states import Phase, State
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


@dataclass(frozen=True)
class WorkAsked:
    """Which cases are asked for; None lets everything through.

    ``person`` is who has the case on ``day``; ``owner`` the role that has to act; ``track`` a track
    that has an item, in one of the states ``items`` where they are named; ``words`` a part of the
    case's id or of the carrier's own reference; cases of the carriers ``named`` are found as well.
    """

    states: tuple[State, ...] | None = None
    phase: Phase | None = None
    carriers: tuple[str, ...] | None = None
    port: str | None = None
    awaiting: Party | None = None
    overdue: bool | None = None
    held: bool | None = None
    owner: Role | None = None
    office: str | None = None
    person: str | None = None
    day: date | None = None
    track: str | None = None
    items: tuple[str, ...] | None = None
    words: str | None = None
    named: tuple[str, ...] = ()


class Place(NamedTuple):
    """Where in the order of work a case stands."""

    late: bool
    due: datetime | None
    case_id: str

    def __str__(self) -> str:
        """Give it as a page hands it on."""
        due = self.due.isoformat() if self.due else "-"
        return f"{'late' if self.late else 'due'} {due} {self.case_id}"

    @classmethod
    def read(cls, text: str) -> "Place":
        """Read it back. Raises ``ValueError`` where it is nothing that a page handed on."""
        kind, due, case_id = text.split(" ")
        at = None if due == "-" else datetime.fromisoformat(due)
        if kind not in ("late", "due") or not case_id or (at is not None and at.tzinfo is None):
            raise ValueError("not the end of a page")
        return cls(kind == "late", at, case_id)


class WorkPage(NamedTuple):
    """Some of the cases that were asked for, how many there are in all, and where to go on."""

    cases: tuple[CaseView, ...]
    every: int
    after: Place | None


class PostgresWorkQueue:
    """Cases in the order of work, of the record's projection."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the reader's or the desk's role."""
        self._pool = pool

    async def page(self, asked: WorkAsked, *, limit: int, after: Place | None = None) -> WorkPage:
        """Return cases; ``every`` counts those before a page as well, but not of an empty one."""
        with database_errors():
            rows = [
                row
                async for row in QUERIES.work_queue(
                    self._pool,
                    **_columns(asked),
                    after_late=after.late if after else None,
                    after_due=after.due if after else None,
                    after_case_id=after.case_id if after else None,
                    max_rows=limit + 1,
                )
            ]
        shown = rows[:limit]
        last = shown[-1] if shown and len(rows) > limit else None
        return WorkPage(
            tuple(CaseView.model_validate_json(row["view"]) for row in shown),
            rows[0]["every"] if rows else 0,
            Place(not last["late_last"], last["next_due"], last["case_id"]) if last else None,
        )


def _columns(asked: WorkAsked) -> Mapping[str, object]:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(asked).items()}
