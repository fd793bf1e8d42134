"""What operations do: ask the doctor by its command line, look at Temporal's list; and what every
test does with its case at the end.
"""

import asyncio
import json
import sys
from datetime import timedelta
from typing import Any, NamedTuple

from casework.command import Receipt
from cli.verifying import verdict_of
from embedded.processes import PROJECT
from tests.casework.walk import SUP
from tests.faults.plays import receipts_are_honoured
from tests.faults.town import Town, insisting, until

ALARM = "TemporalReportedProblems IS NOT NULL"
"""The query for wedged cases, as docs/operations.md has it."""


class Said(NamedTuple):
    """What ``starter.py doctor`` said of a case, and its exit code."""

    code: int
    kinds: set[str]
    mended: list[str]


async def doctor(town: Town, case_id: str, *more: str) -> Said:
    """``starter.py doctor CASE --as OPS:kay``."""
    typed = ("doctor", case_id, "--as", "OPS:kay", "--json", *more)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "starter.py",
        *typed,
        cwd=PROJECT,
        env={"RESUMPTION_DATA_DIR": str(town.stack.folder), "PATH": ""},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    told, complained = await process.communicate()
    assert process.returncode in (0, 1), complained.decode()
    said: dict[str, Any] = json.loads(told)
    kinds = {fault["kind"] for fault in said["faults"]}
    return Said(process.returncode, kinds, said["mended"])


async def wedged(town: Town, case_id: str) -> None:
    """Wait for the alarm, on both places where operations look for it."""

    async def is_named() -> bool:
        said = await doctor(town, case_id)
        return said.code == 1 and "wedged" in said.kinds

    async def is_listed() -> bool:
        found = [run.id async for run in town.client.list_workflows(ALARM)]
        return case_id in found

    await until(is_named, patience=120)
    await until(is_listed, patience=120)


async def well(town: Town, case_id: str) -> None:
    """Wait until the doctor finds nothing wrong with a case."""

    async def is_well() -> bool:
        return (await doctor(town, case_id)).code == 0

    await until(is_well, patience=120)


async def ended(town: Town, case_id: str, receipts: list[Receipt]) -> None:
    """End a case of a test, so that its carrier is free, after its record was looked at."""
    await town.resender.send_again(older_than=timedelta(0))
    await receipts_are_honoured(town, receipts)
    await insisting(lambda: town.desk.do(SUP, case_id, "void_case", {"reason": "The end."}))
    verdict = await verdict_of(town.settings, case_id)
    assert verdict.ok, verdict
