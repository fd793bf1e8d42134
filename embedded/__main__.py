"""``python -m embedded``: the embedded stack at a terminal, until Ctrl-C.

Exit codes: 0 ended as asked; 1 a part failed; 2 wrong arguments; 3 the folder is in use.
"""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

from embedded.assembly import DEFAULT_STEPS, DEFAULT_WORKER, Stack, Wishes, say
from embedded.folder import DataFolder, FolderUnusable
from embedded.identity import told_of_people
from embedded.lock import FolderInUse, folder_lock
from embedded.supervisor import StackFailure
from runtime.stack_file import STACK_FILE

FAILED, IN_USE = 1, 3


def main() -> int:
    """Run the stack; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m embedded", description=__doc__)
    parser.add_argument("--folder", type=Path, help="the data folder")
    parser.add_argument("--free-ports", action="store_true", help="avoid the usual ports")
    parser.add_argument("--step", action="append", type=json.loads, help="JSON list; repeatable")
    parser.add_argument("--worker", type=json.loads, help="JSON list")
    parser.add_argument("--no-steps", action="store_true", help="no migration, no registration")
    parser.add_argument("--no-worker", action="store_true", help="without a worker")
    parser.add_argument("--no-companions", action="store_true", help="the worker alone")
    options = parser.parse_args()
    wishes = Wishes(
        usual_ports=not options.free_ports,
        steps=() if options.no_steps else options.step or DEFAULT_STEPS,
        worker=None if options.no_worker else options.worker or DEFAULT_WORKER,
        companions=not options.no_companions,
    )
    try:
        folder = DataFolder.prepare(options.folder or _data_folder())
        with folder_lock(folder.root) as lock:
            return asyncio.run(_run(folder, lock, wishes))
    except FolderInUse as refusal:
        print(f"Refused: {refusal}; its addresses are in {STACK_FILE} there.", file=sys.stderr)
        return IN_USE
    except FolderUnusable as refusal:
        print(f"Failed: {refusal}.", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:  # before anything was started
        return 0


async def _run(folder: DataFolder, lock: int, wishes: Wishes) -> int:
    loop, asked_to_end = asyncio.get_running_loop(), asyncio.Event()
    say(f"Starting the embedded stack in {folder.root}")
    stack = Stack(folder, lock, wishes)

    def on_signal() -> None:
        if asked_to_end.is_set():
            say("Ending at once.")
            stack.supervisor.kill()
        asked_to_end.set()

    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signum != signal.SIGHUP or signal.getsignal(signum) != signal.SIG_IGN:  # nohup
            loop.add_signal_handler(signum, on_signal)
    end = asyncio.create_task(asked_to_end.wait())
    starting = asyncio.create_task(stack.start())
    failed: StackFailure | FolderUnusable | None = None
    try:
        await _first(end, starting, stack.supervisor.failure)
        if starting.done():
            _tell_ready(stack, folder)
            await _first(end, stack.supervisor.failure)
    except (StackFailure, FolderUnusable) as failure:
        failed = failure
        print(f"Failed: {failure}.", file=sys.stderr, flush=True)
    finally:
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        say("Ending all parts.")
        left = await stack.stop()
        end.cancel()
    say(f"These could not be ended: {left}." if left else "Nothing is left running.")
    return FAILED if failed or left else 0


async def _first(*awaited: asyncio.Future[Any]) -> None:
    """Wait for the first of them; what it raised is raised."""
    done, _ = await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
    for each in done:
        each.result()


def _tell_ready(stack: Stack, folder: DataFolder) -> None:
    addresses = stack.note.addresses
    say("Ready.")
    serving = "portal" in stack.note.children
    sign_in = f"{addresses['portal']}, sign in as whom you like (no passwords)"
    for title, value in (
        *([("portal", sign_in), ("people", told_of_people())] if serving else []),
        ("Temporal's pages", addresses["temporal_ui"]),
        ("Temporal", addresses["temporal"]),
        ("PostgreSQL", addresses["postgres"]),
        ("mail sink", f"{addresses['mail']}, messages in {folder.mail / 'new'}"),
        ("logs", str(folder.logs)),
        ("all of it", f"{folder.root / STACK_FILE} (with passwords: for you alone)"),
    ):
        say(f"  {title:<18}{value}")
    say("End with Ctrl-C.")


def _data_folder() -> Path:
    from runtime.settings import SettingsError, load_settings  # half a second, if not told

    try:
        return load_settings().data_dir
    except SettingsError as error:
        raise FolderUnusable(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
