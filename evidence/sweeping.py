"""Removes what nobody needs: parts of uploads that have ended, and objects that were never entered.

Needs no key: what lies there is told by its name. Nothing younger than ``YOUNG`` is touched, and an
object only while nobody can enter it.
"""

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from evidence.kinds import intake
from evidence.objects import CONTENT, QUARANTINE, Objects
from evidence.ports import Ledger

logger = logging.getLogger(__name__)

YOUNG = timedelta(hours=1)


class Swept(NamedTuple):
    """How many of each were removed."""

    parts: int
    objects: int
    half_written: int


async def sweep(ledger: Ledger, objects: Objects, *, now: datetime | None = None) -> Swept:
    """Give up uploads that were left alone, and remove what is not needed any more."""
    now = now or datetime.now(UTC)
    await ledger.abandon(now - timedelta(hours=intake().abandoned_after_hours))
    before = now - YOUNG
    return Swept(
        await _parts(ledger, objects, before),
        await _orphans(ledger, objects, before),
        await asyncio.to_thread(objects.remove_half_written, before),
    )


async def sweep_for_ever(ledger: Ledger, objects: Objects, *, interval: timedelta) -> None:
    """Sweep, wait ``interval``, and so on until cancelled. Only numbers are logged."""
    while True:
        try:
            swept = await sweep(ledger, objects)
        except Exception as fault:  # ledger or store is away now; later it is not
            logger.warning("the evidence store could not be swept (%s)", type(fault).__name__)
        else:
            if any(swept):
                logger.info("evidence: removed %d parts, %d objects, %d half-written", *swept)
        await asyncio.sleep(interval.total_seconds())


async def _parts(ledger: Ledger, objects: Objects, before: datetime) -> int:
    listed = await asyncio.to_thread(lambda: list(objects.listed(QUARANTINE)))
    found = [(each.path.split("/")[1], each) for each in listed if each.modified < before]
    still_open = await ledger.open_uploads({upload_id for upload_id, _ in found})
    removed = 0
    for upload_id, each in found:
        if upload_id not in still_open:
            await asyncio.to_thread(objects.remove, each.path)
            removed += 1
    return removed


async def _orphans(ledger: Ledger, objects: Objects, before: datetime) -> int:
    listed = await asyncio.to_thread(lambda: list(objects.listed(CONTENT)))
    old = {each.path.rpartition("/")[2]: each.path for each in listed if each.modified < before}
    entered = await ledger.entered(old)
    gone = {sha256: path for sha256, path in old.items() if sha256 not in entered}
    return await remove_unwanted(ledger, objects, gone)


async def remove_unwanted(ledger: Ledger, objects: Objects, paths: Mapping[str, str]) -> int:
    """Remove objects, by the hash of their content, that no case wants (any more); how many.

    An object is put and entered under the same lock, so that one which is not wanted here is not
    just being put.
    """
    removed = 0
    for sha256, path in paths.items():
        async with ledger.storing(sha256) as storing:
            if not await storing.wanted():
                await asyncio.to_thread(objects.remove, path)
                removed += 1
    return removed
