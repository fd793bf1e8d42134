"""To which ports of this machine processes are connected, read from the kernel's table (Linux)."""

import os
from contextlib import suppress
from pathlib import Path

_ESTABLISHED = "01"


def connected_to(pid: int) -> set[int]:
    """The ports at the other end of a process's connections."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            inodes.add(os.readlink(link).removeprefix("socket:[").removesuffix("]"))
    ports = set()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, _, remote, state, *rest = line.split()
        if state == _ESTABLISHED and rest[5] in inodes:
            ports.add(int(remote.rpartition(":")[2], 16))
    return ports
