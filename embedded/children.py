"""What a child of the stack is, apart from how it is kept alive."""

import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Child:
    """A program that runs as long as the stack does.

    `program` is asked for at each start, for its ports may be others by then. `answers` says
    whether it can be used; without it, a child that runs can be used. `stop` is the signal for an
    orderly end, `patience` the seconds that it then has; `death` is the signal that it gets if the
    supervisor is killed. `owned` is for a program that does not run as root: its own folder.
    """

    name: str
    title: str
    program: Callable[[], list[str]]
    environment: Mapping[str, str] = field(default_factory=dict)
    answers: Callable[[], Awaitable[bool]] | None = None
    before: Callable[[], None] | None = None
    stop: signal.Signals = signal.SIGTERM
    patience: float = 10.0
    death: signal.Signals = signal.SIGKILL
    owned: Path | None = None


@dataclass(frozen=True)
class Step:
    """A program that runs once, to its end, before what comes next can start."""

    name: str
    title: str
    program: list[str]
    environment: Mapping[str, str]
    owned: Path | None = None
    input_: bytes | None = None
