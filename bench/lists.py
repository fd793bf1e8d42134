"""Measure 7: lists, search and pages where ten thousand cases are on record."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from time import perf_counter

import httpx2

from bench.arithmetic import by_turns
from bench.cases import OFFICER, now
from bench.figures import Figure, alone, at_most, compared, ours_at_most
from bench.filling import fill
from bench.ground import Ground
from bench.sizes import Sizes
from embedded.ports import another
from embedded.processes import PROJECT
from reading.seen import Filter, some_cases
from records.case_lists import Asked, statement
from records.pool import create_pool
from records.portal_sessions import PostgresSessions
from runtime.settings import DatabaseRole

NUMBER = 7
_LIMIT = 50
_PAGE_MS = 100.0
_WARM = 3
_COLUMNS = "select case_id, opened_at, view from record.cases"
_NEWEST = "order by opened_at desc, case_id desc limit"

_LISTS: tuple[tuple[str, Filter, Asked, str], ...] = (
    ("all cases", Filter(), Asked(), f"{_COLUMNS} {_NEWEST} {_LIMIT}"),
    (
        "overdue",
        Filter(overdue=True),
        Asked(overdue=True),
        f"{_COLUMNS} where overdue {_NEWEST} {_LIMIT}",
    ),
    (
        "of one railroad",
        Filter(carrier="SVR"),
        Asked(carrier="SVR"),
        f"{_COLUMNS} where carrier = 'SVR' {_NEWEST} {_LIMIT}",
    ),
    (
        "at one crossing",
        Filter(port="2304"),
        Asked(port="2304"),
        f"{_COLUMNS} where '2304' = any(ports) {_NEWEST} {_LIMIT}",
    ),
)
"""What is asked for: as a person asks, of the record, and as one would write it in SQL."""


async def measured(ground: Ground, sizes: Sizes) -> AsyncIterator[Figure]:
    """Fill the record; ask for lists in turn with bare SQL; then for pages, over HTTP."""
    began = perf_counter()
    cases, events = await fill(ground, sizes.listed_cases, sizes.listed_events)
    filled = f"{cases:,} cases, {events:,} events; filled in {perf_counter() - began:.0f} s"
    for what, wanted, asked, sql in _LISTS:
        raw = partial(ground.reader.fetch, sql)
        query, told = statement(asked, None, _LIMIT + 2)
        # PostgreSQL plans what has arguments five times before it keeps a plan
        ours, bare = await by_turns(
            partial(ground.reader.fetch, query, *told), raw, rounds=sizes.requests, warm=10
        )
        yield compared(
            NUMBER,
            f"list query: {what}",
            "ms",
            _ms(ours),
            _ms(bare),
            target=at_most(2.0),
            note=filled,
        )
        whole = partial(some_cases, ground.record, OFFICER, wanted, limit=_LIMIT, after=None)
        ours, bare = await by_turns(whole, raw, rounds=sizes.requests, warm=10)
        yield compared(
            NUMBER,
            f"… its {_LIMIT} cases parsed and judged, beside rows",
            "ms",
            _ms(ours),
            _ms(bare),
        )
        filled = ""
    async with _portal(ground) as client:
        for what, paths in await _pages(ground, sizes.requests):
            took = await _asked(client, paths)
            yield alone(NUMBER, f"page: {what}", "ms", took, target=ours_at_most(_PAGE_MS, at=0.95))


async def _asked(client: httpx2.AsyncClient, paths: Sequence[str]) -> list[float]:
    """How long each page takes, in ms; the first three of them are asked for to warm up."""
    took: list[float] = []
    for number, path in enumerate(paths, start=-_WARM):
        began = perf_counter()
        response = await client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"a page answered {response.status_code}")
        if number >= 0:
            took.append(1000 * (perf_counter() - began))
    return took


@asynccontextmanager
async def _portal(ground: Ground) -> AsyncIterator[httpx2.AsyncClient]:
    """Run the portal, and sign an officer in.

    The session is written down as signing in does it; who somebody is, is not what is measured.
    """
    port = another({})
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "portal"),
        cwd=PROJECT,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={
            **os.environ,
            "RESUMPTION_PORTAL_PORT": str(port),
            "RESUMPTION_PORTAL_RATE_LIMIT": "1000000/minute",
        },
    )
    url = ground.settings.database_url(DatabaseRole.PORTAL)
    try:
        async with (
            await create_pool(url, size=1, application="bench") as pool,
            httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
        ):
            await _answering(client)
            sessions = PostgresSessions(pool, idle=timedelta(hours=1), longest=timedelta(hours=1))
            client.cookies.set(
                "session",
                await sessions.open(OFFICER, issuer="", subject="", id_token="", at=now()),
            )
            yield client
    finally:
        program.terminate()
        await program.wait()


async def _pages(ground: Ground, times: int) -> list[tuple[str, list[str]]]:
    """The list, its second page, cases that the portal reads for the first time, and, again and
    again, those with a usual and with the most number of events."""
    lengths = await ground.reader.fetch("select case_id, seq from record.heads order by seq desc")
    longest, usual = lengths[0], lengths[len(lengths) // 2]
    new = lengths[1 : 1 + times]
    page = await some_cases(ground.record, OFFICER, Filter(), limit=25, after=None)
    asked = _WARM + times
    return [
        ("my cases", ["/cases"] * asked),
        ("overdue cases", ["/cases?overdue=true"] * asked),
        ("the next 25", [f"/cases?after={page.after}"] * asked),
        (
            f"the next longest, {new[0]['seq']} to {new[-1]['seq']} events, each read anew",
            [f"/cases/{usual['case_id']}"] * _WARM + [f"/cases/{case['case_id']}" for case in new],
        ),
        (f"a case with {usual['seq']} events", [f"/cases/{usual['case_id']}"] * asked),
        (
            f"the longest case, {longest['seq']} events",
            [f"/cases/{longest['case_id']}"] * asked,
        ),
    ]


async def _answering(client: httpx2.AsyncClient) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                await client.get("/language/en")
            except httpx2.ConnectError:
                await asyncio.sleep(0.1)
            else:
                return


def _ms(seconds: Sequence[float]) -> list[float]:
    return [each * 1000 for each in seconds]
