"""What somebody outside CBP owes, over all that he may see: cases, notices, what was asked."""

from collections.abc import AsyncIterator
from typing import NamedTuple

from casework.clocks import Clock
from casework.customs_sight import UNDER_WAY
from casework.roles import Actor, Role, party_of
from casework.states import OPEN
from casework.view import NOBODY_IS_LATE, is_late
from desk.errors import NoSuchCase
from reading.record import Record
from reading.seen import Filter, Seen, see, some_cases
from records.work_queue import WorkAsked

_AT_A_TIME = 100
_STILL_OPEN = tuple(sorted(OPEN))
_ASKED = {
    Role.AGL: WorkAsked(track="AG", states=_STILL_OPEN),
    Role.MXC: WorkAsked(track="STAGE", items=tuple(sorted(UNDER_WAY)), states=_STILL_OPEN),
}
"""Of roles that see no list of cases, in which something may be asked of them: by a track."""


class Owed(NamedTuple):
    """A case or a matter with its clocks: what the asker's side owes, and every other one.

    Others are what other sides owe, and days until which something may be done, such as an appeal.
    Both hold what runs, what is late and what is held, the earliest day first.
    """

    seen: Seen
    own: tuple[Clock, ...]
    others: tuple[Clock, ...]


async def owed(record: Record, actor: Actor) -> tuple[Owed, ...]:
    """Return every open case or matter that somebody outside CBP may see, the next day first."""
    found = [_divided(seen, actor) async for seen in _open(record, actor)]
    return tuple(sorted(found, key=_first_day))


def watched(seen: Seen) -> list[Clock]:
    """Return the clocks of a case that are of interest now, the earliest day first."""
    clocks = (clock for clock in seen.case.clocks.values() if clock.is_open or is_late(clock))
    return sorted(clocks, key=_day)


def _divided(seen: Seen, actor: Actor) -> Owed:
    side = party_of(actor.role)
    clocks = watched(seen)
    own = tuple(
        clock
        for clock in clocks
        if clock.terms.party is side and clock.terms.rule not in NOBODY_IS_LATE
    )
    return Owed(seen, own, tuple(clock for clock in clocks if clock not in own))


def _day(clock: Clock) -> tuple[object, str]:
    return clock.due_day, clock.key


def _first_day(found: Owed) -> tuple[bool, str, str]:
    days = [clock.due_day.isoformat() for clock in found.own]
    return not days, min(days, default=""), found.seen.case.id


async def _open(record: Record, actor: Actor) -> AsyncIterator[Seen]:
    asked = _ASKED.get(actor.role)
    names = _on_track(record, asked) if asked else _listed(record, actor)
    async for case_id in names:
        try:
            seen = await see(record, case_id, actor)
        except NoSuchCase:
            continue  # an agency is asked in few of the cases in which agencies are asked
        if seen.case.state in OPEN:
            yield seen


async def _listed(record: Record, actor: Actor) -> AsyncIterator[str]:
    after: str | None = None
    while True:
        page = await some_cases(record, actor, Filter(), limit=_AT_A_TIME, after=after)
        for view in page.cases:
            if view.state in OPEN:
                yield view.case_id
        after = page.after
        if after is None:
            return


async def _on_track(record: Record, asked: WorkAsked) -> AsyncIterator[str]:
    after = None
    while True:
        page = await record.work.page(asked, limit=_AT_A_TIME, after=after)
        for view in page.cases:
            yield view.case_id
        after = page.after
        if after is None:
            return
