"""Which ports of this machine processes listen on, read from the kernel's own tables (Linux)."""

import os
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import NamedTuple

_LISTEN = "0A"


class Listening(NamedTuple):
    """An address and a port that somebody listens on."""

    address: IPv4Address | IPv6Address
    port: int


def listening(pids: Iterable[int]) -> dict[int, set[Listening]]:
    """What each of some processes, with all that it has started, listens on."""
    sockets = _sockets()
    return {
        pid: {
            sockets[inode]
            for each in _with_children(pid)
            for inode in _inodes(each)
            if inode in sockets
        }
        for pid in pids
    }


def _sockets() -> dict[str, Listening]:
    found: dict[str, Listening] = {}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            local, state, inode = (line.split()[column] for column in (1, 3, 9))
            if state == _LISTEN:
                address, port = local.split(":")
                found[inode] = Listening(_address(address), int(port, 16))
    return found


def _address(text: str) -> IPv4Address | IPv6Address:
    """The kernel writes words of four bytes, each as this machine keeps it: little end first."""
    raw = bytes.fromhex(text)
    turned = b"".join(raw[at : at + 4][::-1] for at in range(0, len(raw), 4))
    return IPv4Address(turned) if len(turned) == 4 else IPv6Address(turned)


def _with_children(pid: int) -> set[int]:
    found = {pid}
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                found |= _with_children(int(child))
    return found


def _inodes(pid: int) -> set[str]:
    found: set[str] = set()
    with suppress(OSError):  # a process that ended since it was found listens no more
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                target = os.readlink(link)
                if target.startswith("socket:["):
                    found.add(target[8:-1])
    return found
