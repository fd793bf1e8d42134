"""Logs, and events of other systems, whose period of the retention schedule has run out.

Lines of who read what and who signed in go, and the text of events that were received; that an
event came, from where, when, under which hash and what it became, stays. What concerns a case stays
at least as long as the content of that case.
"""

from datetime import datetime
from typing import NamedTuple

from casework.retention import KeptKind, Schedule, goes_before
from casework.roles import Actor
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


class Clearance(NamedTuple):
    """What went from a log: lines written ``before`` an instant, how many, by whom, under which
    version of the schedule; ``sha256`` is of all that they said."""

    kind: str
    before: datetime
    schedule: str
    lines: int
    sha256: bytes
    person: str
    role: str
    organisation: str
    cleared_at: datetime


class Past(NamedTuple):
    """How many lines of a kind may go: what was written ``before`` an instant."""

    kind: KeptKind
    before: datetime
    lines: int


async def past(pool: Pool, schedule: Schedule, at: datetime) -> tuple[Past, ...]:
    """Return what may go at an instant, by kind. Takes a pool of the reader's role."""
    found: list[Past] = []
    for kind in schedule.aged:
        before = goes_before(kind, at)
        with database_errors():
            lines: int = await QUERIES.lines_past(pool, kind=kind.id, before=before)
        found.append(Past(kind, before, lines))
    return tuple(found)


async def clear(pool: Pool, schedule: Schedule, actor: Actor, at: datetime) -> tuple[Past, ...]:
    """Let go what may go at an instant, each kind in one transaction; return how much it was.

    Takes a pool of the owner's role: no role of a running process may remove anything.
    """
    gone: list[Past] = []
    for kind in schedule.aged:
        before = goes_before(kind, at)
        with database_errors():
            lines: int = await QUERIES.clear_log(
                pool,
                kind=kind.id,
                before=before,
                schedule=schedule.version,
                person=actor.person,
                role=actor.role.value,
                organisation=actor.organisation,
            )
        gone.append(Past(kind, before, lines))
    return tuple(gone)


async def clearances(pool: Pool) -> tuple[Clearance, ...]:
    """Return all that went from logs, the last first."""
    with database_errors():
        return tuple([Clearance(*row) async for row in QUERIES.clearances(pool)])
