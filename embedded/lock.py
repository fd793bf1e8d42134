"""One stack for a folder at a time, even when an earlier one died without a word.

Two locks. The supervisor alone holds the first. The second is handed on to every child and to the
children's children, so that it is free only when the last of them is gone; two Temporal servers
on one file, or two PostgreSQL servers on one cluster, would not notice each other in time.
Standard library only: `make clean` uses it without the virtual environment.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 10.0
"""Seconds that the processes of a killed supervisor have to end."""


class FolderInUse(Exception):
    """Another stack runs in the folder, or what an earlier one left is still ending."""


@contextmanager
def folder_lock(folder: Path, patience: float = PATIENCE) -> Iterator[int]:
    """Hold the folder. Gives the file descriptor that every child must inherit.

    Raises:
        FolderInUse: somebody else holds it, or processes of an earlier stack outlast `patience`.
    """
    supervisor = _open(folder / "stack.lock")
    try:
        if not _try(supervisor):
            raise FolderInUse(f"a stack runs in {folder} already")
        children = _open(folder / "children.lock")
        try:
            deadline = time.monotonic() + patience
            while not _try(children):
                if time.monotonic() > deadline:
                    raise FolderInUse(
                        f"processes of an earlier stack in {folder} are still running"
                    )
                time.sleep(0.02)
            yield children
        finally:
            os.close(children)
    finally:
        os.close(supervisor)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
