"""Ports on the loopback interface: the usual ones where they are free, the earlier ones after a
restart, others when somebody else listens there.
"""

import secrets
import socket
from collections.abc import Mapping

LOOPBACK = "127.0.0.1"
FIRST_OTHER, FIRST_OUTGOING = 10_240, 32_768
USUAL = {
    "postgres": 5432,
    "temporal": 7233,
    "temporal_ui": 8233,
    "mail": 1025,
    "health": 8081,
    "portal": 8000,
    "identity": 8001,
}


def is_free(port: int) -> bool:
    """Whether a server could listen on that port now."""
    with socket.socket() as probe:
        # As the servers do it: connections that are only just closed are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
            probe.listen()
        except OSError:
            return False
    return True


def choose(earlier: Mapping[str, int], *, usual: bool) -> dict[str, int]:
    """A free port for each purpose of `USUAL`: the earlier one, else the usual one if `usual`, else
    any.
    """
    chosen: dict[str, int] = {}
    for purpose, customary in USUAL.items():
        wanted = [earlier[purpose]] if purpose in earlier else []
        wanted += [customary] if usual else []
        free = [port for port in wanted if port not in chosen.values() and is_free(port)]
        chosen[purpose] = free[0] if free else another(chosen)
    return chosen


def another(taken: Mapping[str, int]) -> int:
    """Any free port that is not among those of `taken`.

    It lies below those that Linux gives to outgoing connections (32768 and up), so that none of
    these takes it before its server listens there.
    """
    while True:
        port = FIRST_OTHER + secrets.randbelow(FIRST_OUTGOING - FIRST_OTHER)
        if port not in taken.values() and is_free(port):
            return port


def answers(port: int) -> bool:
    """Whether something listens on that port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0
