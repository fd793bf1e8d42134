"""How root runs a program that refuses to run as root, in a folder that only root can enter.

First choice: a user namespace of its own, in which the process is nobody in particular; to the
rest of the machine its files still belong to root. Where namespaces are barred (many containers):
a real unprivileged user, to whom the program's own folder is given, and who keeps one power, to
pass through folders that are closed to him. No folder outside is opened up for him.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path

NOBODY = 65534

_CLONE_NEWUSER = 0x10000000
_PR_SET_KEEPCAPS = 8
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 47, 2
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2
_CAPABILITY_VERSION_3 = 0x20080522


class CannotLeaveRoot(Exception):
    """Neither way is open here: run the stack as a normal user."""


def for_folder(folder: Path, program: Path) -> None:
    """Stop being root, with `folder` and all in it belonging to what this process becomes, which
    can still reach `program`.

    Raises:
        CannotLeaveRoot: it is not possible here.
    """
    if _namespace_serves(folder, program):
        _give(folder, os.getuid())
        _unshare()
    else:
        _give(folder, NOBODY)
        become(NOBODY)


def become(user: int) -> None:
    """Become that user for good, with no power left but to pass through closed folders.

    Raises:
        CannotLeaveRoot: not even root may do that here.
    """
    if sys.platform != "linux":
        os.setgid(user)
        os.setuid(user)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    held = _permitted()
    power = next((c for c in (_CAP_DAC_READ_SEARCH, _CAP_DAC_OVERRIDE) if held >> c & 1), None)
    try:
        os.setgroups([])
        os.setresgid(user, user, user)
        libc.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
        os.setresuid(user, user, user)
    except PermissionError as error:
        raise CannotLeaveRoot(str(error)) from error
    if power is None:
        return  # as far as the folder can be reached without, it works without
    # Effective, permitted, inheritable: the one power and no other; ambient: it survives the exec.
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    mask = 1 << power
    if libc.capset(header, struct.pack("=6I", mask, mask, mask, 0, 0, 0)) != 0:
        raise CannotLeaveRoot(os.strerror(ctypes.get_errno()))
    libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, power, 0, 0)


def _namespace_serves(*needed: Path) -> bool:
    """Whether a user namespace can be made, and what is needed can be reached from inside: without
    root's powers, root cannot enter other people's closed folders. Tried in a process that is then
    thrown away.
    """
    if sys.platform != "linux":
        return False
    child = os.fork()
    if child == 0:
        try:
            _unshare()
            for path in needed:
                path.stat()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _unshare() -> None:
    if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWUSER) failed")


def _give(folder: Path, owner: int) -> None:
    if folder.stat().st_uid == owner:
        return
    for path, _, files in os.walk(folder, topdown=False):
        for name in files:
            os.chown(os.path.join(path, name), owner, owner, follow_symlinks=False)
        os.chown(path, owner, owner)


def _permitted() -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("CapPrm:"):
            return int(line.split()[1], 16)
    return 0
