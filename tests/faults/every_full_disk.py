"""A file system that is full, for all that the stack writes. Only ``make faults`` takes it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from casework.command import Receipt
from desk.errors import NotAnsweredYet
from embedded.stack import EmbeddedStack, StackNotRunning
from records.failures import DatabaseUnreachable
from tests.casework.walk import OFF
from tests.faults.duty import ended
from tests.faults.town import Town, insisting, town
from tests.workflows.opening import OPENING

SIZE = "400m"
ENOUGH, MOST = 8, 400
"""How many notes are to be without an answer, and after how many in all the disk cannot be full."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, in memory, which is soon full."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.parametrize("left", [0, 256 * 1024])
async def test_what_was_accepted_before_a_disk_was_full_is_there_and_it_goes_on(
    disk: Path, left: int
) -> None:
    """Nothing is left to write into, or just enough for some of it. Then there is room again, and
    the stack is started again if it has given up, as docs/operations.md says.
    """
    stack = EmbeddedStack(disk / "data")
    await stack.start()
    try:
        async with town(stack) as there:
            opened = await there.desk.open(OFF, {**OPENING, "carrier": "SVR"})
            receipts = [opened]
            ballast = filled(disk, left)
            given, unanswered = 0, list[int]()
            while len(unanswered) < ENOUGH:
                assert given < MOST, "the disk was not full"
                if not await noted(there, opened.case_id, given, receipts):
                    unanswered.append(given)
                given += 1
        ballast.unlink()
        await brought_back(stack)
        async with town(stack) as there:
            for number in unanswered:
                asked = partial(note, there, opened.case_id, number)
                receipts.append(await insisting(asked))
            assert len({receipt.first for receipt in receipts}) == given + 1
            await ended(there, opened.case_id, receipts)
    finally:
        await stack.stop()


async def note(there: Town, case_id: str, number: int) -> Receipt:
    said = {"text": f"Note {number}. " + "x" * 4000}
    name = f"{case_id}-{number}"
    return await there.hurried.do(OFF, case_id, "contact_note", said, command_id=name)


async def noted(there: Town, case_id: str, number: int, receipts: list[Receipt]) -> bool:
    """Whether a note had its receipt; one that had none is told to try again, and nothing else."""
    try:
        receipts.append(await note(there, case_id, number))
    except (NotAnsweredYet, DatabaseUnreachable):
        return False
    return True


async def brought_back(stack: EmbeddedStack) -> None:
    """The stack as it runs on, or started again where it had given up."""
    try:
        for part in ("postgres", "temporal", "worker"):
            await stack.wait_ready(part)
    except StackNotRunning:
        await stack.stop()
        await stack.start()


def filled(disk: Path, left: int) -> Path:
    """Fill a file system up but for so many bytes; return the file that does it."""
    ballast = disk / "ballast"
    file = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    for size in (1 << 20, 1 << 12, 1):
        with suppress(OSError):
            while os.write(file, bytes(size)):
                pass
    os.ftruncate(file, os.fstat(file).st_size - left)
    os.close(file)
    return ballast
