"""The note that the embedded stack leaves: where its parts listen, and what a client needs.

``<data folder>/stack.json`` is written by the stack's supervisor at each change and read by
everybody who wants to reach the stack. It holds passwords: only its owner can read it.
"""

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

STACK_FILE = "stack.json"

STARTING = "starting"
READY = "ready"
STOPPED = "stopped"


@dataclass(frozen=True)
class ChildNote:
    """One child process: its id (None while it is down), whether it can be used, how often it
    died, and its log file.
    """

    pid: int | None
    ready: bool
    deaths: int
    log: str


@dataclass(frozen=True)
class StackNote:
    """All that the supervisor tells. `environment` is what a client of the stack needs."""

    state: str
    supervisor: int
    ports: Mapping[str, int] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, ChildNote] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)


def read(folder: Path) -> StackNote | None:
    """The note in `folder`, or None when there is none or it cannot be understood."""
    try:
        found = json.loads((folder / STACK_FILE).read_text(encoding="utf-8"))
        children = {name: ChildNote(**child) for name, child in found.pop("children").items()}
        return StackNote(children=children, **found)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def write(folder: Path, note: StackNote) -> None:
    """Replace the note in `folder` in one step: a reader never sees half of one."""
    draft = folder / f".{STACK_FILE}.{os.getpid()}"
    with contextlib.suppress(FileNotFoundError):
        draft.unlink()
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(note), file, indent=2)
        file.write("\n")
    draft.replace(folder / STACK_FILE)
