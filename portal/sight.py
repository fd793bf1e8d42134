"""The one place where the portal reads a case for somebody: what he may see, and that he read it.

The rules of sight are ``casework.visibility``'s, by way of ``reading``; here nothing is decided but
that a case which is not somebody's is answered like one that is not there.
"""

import re
from collections.abc import Sequence

from casework.case import Case
from casework.roles import Actor
from casework.status_told import StatusTold
from casework.visibility import hears_of
from desk.errors import NoSuchCase
from desk.ports import CaseDisposed
from portal.problems import Problem, ProblemType
from portal.services import Services
from reading.consented import consented
from reading.record import read_case
from reading.seen import Filter, Seen, SeesNoCases, see, some_cases
from reading.work import Narrowed, Tab, queue
from records.case_lists import CasePage
from records.work_queue import Place, WorkPage

_CASE_ID = re.compile(r"[!-.0-~]{1,200}")
"""Anything else is no case's id, and need not be looked for."""


async def read(on: Services, case_id: str, actor: Actor, *, what: str, way: str = "api") -> Seen:
    """Return a case as somebody sees it, and write down that he read it."""
    seen = await look(on, case_id, actor)
    await on.journal.reads([case_id], what, way, actor)
    return seen


async def look(on: Services, case_id: str, actor: Actor) -> Seen:
    """Return a case as somebody sees it, for who then shows nothing of it or logs the read."""
    try:
        if not _CASE_ID.fullmatch(case_id):
            raise NoSuchCase(case_id)
        return await see(on.record, case_id, actor)
    except NoSuchCase:
        raise no_such_case() from None


async def whole(on: Services, case_id: str) -> Case:
    """Return a case as it is, for who decides himself what somebody may see of it (the evidence
    store, which judges by class also who may not open the case). Never to be shown."""
    try:
        if not _CASE_ID.fullmatch(case_id):
            raise NoSuchCase(case_id)
        return await read_case(on.record.cases, case_id, None)
    except (NoSuchCase, CaseDisposed):
        raise no_such_case() from None  # who may hear of a disposal is told where the case is read


async def read_some(
    on: Services,
    actor: Actor,
    wanted: Filter,
    *,
    limit: int,
    after: str | None,
    way: str = "api",
) -> CasePage:
    """Return a page of the cases that somebody may see, and write down that he read it."""
    try:
        if after is not None and not _CASE_ID.fullmatch(after):
            raise NoSuchCase(after)
        page = await some_cases(on.record, actor, wanted, limit=limit, after=after)
    except SeesNoCases:
        raise Problem(ProblemType.FORBIDDEN, "this role sees no list of cases") from None
    except NoSuchCase:
        raise no_such_case() from None
    await log_reads(on, [view.case_id for view in page.cases], "list", actor, way=way)
    return page


async def look_at_queue(
    on: Services, actor: Actor, tab: Tab, narrowed: Narrowed, *, limit: int, after: str | None
) -> WorkPage:
    """Return cases of a part of somebody's queue, for who then shows none or logs the reads."""
    try:
        place = Place.read(after) if after is not None else None
    except ValueError:
        raise Problem(ProblemType.NOT_FOUND, "this is not the end of a page") from None
    try:
        return await queue(on.record, actor, tab, narrowed, limit=limit, after=place)
    except SeesNoCases:
        raise Problem(ProblemType.FORBIDDEN, "this role has no such queue") from None


async def read_statuses(on: Services, actor: Actor) -> tuple[StatusTold, ...]:
    """Return the statuses that a partner may know, and write down of which cases they are."""
    found = await consented(on.record, actor)
    await log_reads(on, [one.case_id for one in found], "status", actor, way="page")
    return tuple(one.told for one in found)


async def log_reads(
    on: Services, case_ids: Sequence[str], what: str, actor: Actor, *, way: str = "api"
) -> None:
    """Write down that somebody read something of some cases."""
    await on.journal.reads(case_ids, what, way, actor)


async def not_recorded_yet(on: Services, case_id: str, actor: Actor) -> bool:
    """Whether a case that this person may act in was opened and is not recorded yet.

    So it is while the engine is away; then only the desk's log knows whose it is.
    """
    if not _CASE_ID.fullmatch(case_id) or await on.record.cases.case(case_id) is not None:
        return False
    for logged in await on.record.cases.commands(case_id):
        carrier = logged.received.opens_for
        if carrier is not None:
            return hears_of(carrier, actor)
    return False


def no_such_case() -> Problem:
    """Return the answer to who asks for a case that is not there, or not his to see."""
    return Problem(ProblemType.NOT_FOUND, "there is no such case for you")
