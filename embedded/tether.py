"""Starts one program so that it cannot outlive whoever started it, then becomes that program.

``python -m embedded.tether --parent PID [--signal N] [--leave-root FOLDER] -- program arguments``

The kernel sends the signal when the parent is gone, however it went. PostgreSQL refuses to run as
root; for it, root is left behind first (see `embedded.leave_root`), because that would undo the
kernel's promise if it came second.
"""

import argparse
import ctypes
import os
import signal
import sys
from pathlib import Path

from embedded import leave_root

PR_SET_PDEATHSIG = 1


def command(
    program: list[str],
    *,
    parent: int,
    death_signal: signal.Signals = signal.SIGKILL,
    owned: Path | None = None,
    user: int | None = None,
) -> list[str]:
    """The command line that runs `program` tied to the process `parent`.

    Args:
        program: the program, by its full path, and its arguments.
        parent: the process that will start it.
        death_signal: what the program gets when `parent` is gone.
        owned: run without root's powers if root; this folder must belong to the program.
        user: run as this user id, still able to read everything. For root only.
    """
    options = ["--parent", str(parent), "--signal", str(int(death_signal))]
    if owned is not None:
        options += ["--leave-root", str(owned)]
    if user is not None:
        options += ["--user", str(user)]
    return [sys.executable, "-m", "embedded.tether", *options, "--", *program]


def die_with_parent(parent: int, death_signal: int) -> None:
    """Ask the kernel for `death_signal` when the thread that started this process ends.

    Only Linux has this. Elsewhere children end with an orderly stop of their supervisor, but not
    with a `kill -9` of it.
    """
    if sys.platform != "linux":
        return
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")
    if os.getppid() != parent:  # it was gone before the promise was made
        os._exit(1)


def main() -> None:
    """Tie this process to its parent, then replace it with the program."""
    parser = argparse.ArgumentParser(prog="embedded.tether")
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--signal", type=int, default=int(signal.SIGKILL))
    parser.add_argument("--leave-root", type=Path)
    parser.add_argument("--user", type=int)
    parser.add_argument("program", nargs="+")
    options = parser.parse_args()
    if options.leave_root is not None and os.geteuid() == 0:
        leave_root.for_folder(options.leave_root, Path(options.program[0]))
    if options.user is not None:
        leave_root.become(options.user)
    die_with_parent(options.parent, options.signal)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python had it ignored, which is inherited
    os.execv(options.program[0], options.program)


if __name__ == "__main__":
    main()
