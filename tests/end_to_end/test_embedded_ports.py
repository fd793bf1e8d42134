"""Ports that somebody else has are left to him."""

import socket
from contextlib import suppress

from embedded.ports import LOOPBACK, USUAL, choose


def test_a_port_where_somebody_listens_is_left_to_him() -> None:
    with socket.socket() as somebody:
        with suppress(OSError):  # then somebody else does already
            somebody.bind((LOOPBACK, USUAL["mail"]))
            somebody.listen()
        chosen = choose({}, usual=True)
    assert chosen["mail"] != USUAL["mail"]
    assert len(set(chosen.values())) == len(USUAL)
    assert choose(chosen, usual=True) == chosen
