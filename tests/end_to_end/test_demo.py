"""``python -m demo`` on real parts: what comes of the cases is what the rules alone say, to the
byte, although the worker is killed in the middle; and nothing is left behind.
"""

import os
import subprocess
import sys
import uuid
from contextlib import suppress
from pathlib import Path

from demo.__main__ import EXAMPLES
from demo.loading import load_all
from demo.report import report
from demo.stories import stories
from embedded.processes import PROJECT
from tests.demo.rehearsal import rehearsed_result

PATIENCE = 300
DATA = PROJECT / ".data"


def marked(mark: str) -> list[str]:
    """The command lines of the processes that have inherited a mark in their environment."""
    found = []
    for process in Path("/proc").iterdir():
        with suppress(OSError):  # it has ended, or is somebody else's
            if process.name.isdigit() and mark.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text().replace("\0", " "))
    return found


def folders() -> set[Path]:
    return set(DATA.glob("demo-*"))


def test_the_demonstration_comes_out_as_the_rules_say_and_leaves_nothing() -> None:
    mark = f"DEMO_MARK={uuid.uuid4()}"
    before = folders()
    done = subprocess.run(
        [sys.executable, "-m", "demo"],
        cwd=PROJECT,
        env={**os.environ, **dict([mark.split("=")])},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rehearsed = [rehearsed_result(scenario) for scenario in load_all(EXAMPLES.glob("*.toml"))]
    told = stories(rehearsed, killed=("worker",))
    assert done.stdout == f"{report(rehearsed)}\n\n{told}\n"
    assert done.stderr.count("The worker is killed in the middle (kill -9 ") == 1
    assert done.stderr.count("The worker is back after ") == 1
    assert marked(mark) == []
    assert folders() <= before
