"""``python -m demo``: plays the cases of ``examples/`` to their end, reports, and leaves nothing.

Progress goes to the error stream, the report to the output. Exit codes: 0 all is as the scenarios
say; 1 something is not; 2 a file or an argument is wrong; 130 ended by the person.
"""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Coroutine, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from rich.console import Console

from demo.loading import ScenarioWrong, load_all
from demo.progress import Progress
from demo.report import report
from demo.results import results
from demo.scenario import Scenario
from demo.show import NotToTheEnd, play_all
from demo.stage import stage
from demo.stories import stories
from embedded.identity import told_of_people
from embedded.processes import PROJECT
from embedded.stack import EmbeddedStack, StackNotRunning
from runtime.settings import load_settings

DIFFERENT, WRONG_FILE, INTERRUPTED = 1, 2, 130
EXAMPLES = PROJECT / "examples"


def main() -> int:
    """Play what the command line names; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="scenarios; none: those of examples/")
    parser.add_argument("--keep", action="store_true", help="leave the stack open until Ctrl-C")
    options = parser.parse_args()
    console = Console(stderr=True)
    try:
        scenarios = load_all(options.files or EXAMPLES.glob("*.toml"))
        return asyncio.run(_unless_stopped(_demonstrate(scenarios, console, keep=options.keep)))
    except ScenarioWrong as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_FILE
    except (NotToTheEnd, StackNotRunning) as failure:
        print(f"Failed: {failure}\nWith --keep its logs are kept.", file=sys.stderr)
        return DIFFERENT


async def _demonstrate(scenarios: Sequence[Scenario], console: Console, *, keep: bool) -> int:
    began = monotonic()
    progress = Progress(scenarios, console)
    progress.say("Starting PostgreSQL, Temporal, a mail sink and a worker")
    async with stage(keep=keep) as stack:
        settings = load_settings()
        names = ", ".join(scenario.name for scenario in scenarios)
        progress.say(f"Playing {len(scenarios)} cases side by side: {names}")
        progress.say(f"Follow them in the Temporal UI: {stack.addresses['temporal_ui']}")
        with progress:
            shown = await play_all(scenarios, settings, stack, tell=progress.tell, say=progress.say)
        progress.say("Looking up what came of them, and verifying each record")
        found = await results(settings, shown.performances, mail=stack.mail_folder)
        told = stories(found, killed=shown.killed)
        print(*(part for part in (report(found), told) if part), sep="\n\n", flush=True)
        progress.say(f"{monotonic() - began:.0f} s since the start")
        if keep:
            await _kept_open(stack, progress)
    progress.say(
        f"Ended; the data is in {stack.folder}" if keep else "Ended; nothing is left running."
    )
    return DIFFERENT if any(result.wrong for result in found) else 0


async def _kept_open(stack: EmbeddedStack, progress: Progress) -> None:
    for name, address in stack.addresses.items():
        progress.say(f"  {name:<12} {address}")
    progress.say(f"  people       {told_of_people()}; no passwords")
    progress.say(f"  starter.py   RESUMPTION_DATA_DIR={stack.folder} python starter.py list")
    progress.say("Open until Ctrl-C")
    stop = asyncio.Event()
    _on_signal(stop.set)
    await stop.wait()


async def _unless_stopped(work: Coroutine[Any, Any, int]) -> int:
    """Do the work; Ctrl-C or SIGTERM ends it in order, with everything that it has started."""
    task = asyncio.ensure_future(work)
    _on_signal(task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        print("Ended before the end, as asked.", file=sys.stderr)
        return INTERRUPTED


def _on_signal(act: Any) -> None:
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, act)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # the SDK's threads may abort an ordinary interpreter exit (sdk-python#300)
