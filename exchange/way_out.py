"""The way out to other systems: one POST, to a public address, over TLS, followed nowhere.

A receiver's URL is somebody else's word. So the addresses that its name leads to are looked at when
the connection is made, and the connection goes to an address that was looked at: a name that leads
elsewhere a moment later leads nowhere.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterable, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

import httpcore

from desk.errors import BadInput

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PATIENCE = timedelta(seconds=15)
"""How long a receiver may take to answer, all together."""

LONGEST_URL = 500

_TRANSLATED = (
    ipaddress.IPv6Network("64:ff9b::/96"),
    ipaddress.IPv6Network("64:ff9b:1::/48"),
    ipaddress.IPv6Network("2002::/16"),
    ipaddress.IPv6Network("2001::/32"),
)
"""IPv6 that stands for an IPv4 address, which may be a private one."""


class NotReached(Exception):
    """There was no answer; ``args[0]`` is one word for why, and holds nothing of what was sent."""


class WayOut:
    """Posts messages. ``networks`` are private ones that may be reached all the same.

    Plain http is for these only.
    """

    def __init__(
        self,
        networks: Iterable[Network] = (),
        *,
        patience: timedelta = PATIENCE,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._networks = tuple(networks)
        self._patience = patience
        self._tls = tls or ssl.create_default_context()

    def checked_url(self, url: str) -> str:
        """Return a receiver's URL. Raises ``BadInput`` where it may not be one."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            what = "is no URL such as https://events.railroad.example/in"
            raise BadInput((("url", what),)) from None
        wrong = None
        if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
            wrong = f"is at most {LONGEST_URL} plain characters"
        elif not url.startswith(("https://", *(("http://",) if self._networks else ()))):
            wrong = "begins with https://"
        elif not parts.hostname or port == 0:
            wrong = "names no host"
        elif parts.username is not None or parts.password is not None or parts.fragment:
            wrong = "has no name, password or fragment in it"
        elif (literal := _literal(parts.hostname)) is not None and not self._allowed(
            literal, plain=parts.scheme == "http"
        ):
            wrong = "leads to a private address; only public ones are allowed"
        if wrong:
            raise BadInput((("url", wrong),))
        return url

    async def post(self, url: str, headers: Mapping[bytes | str, bytes | str], body: bytes) -> int:
        """Post a message and return the HTTP status of the answer, which is not read further.

        Raises ``NotReached``. A redirection is an answer like any other, and is not followed.
        """
        plain = url.startswith("http:")
        backend = _LookedAt(self, plain=plain)
        try:
            async with (
                asyncio.timeout(self._patience.total_seconds()),
                httpcore.AsyncConnectionPool(
                    ssl_context=self._tls, network_backend=backend, max_connections=1
                ) as pool,
                pool.stream("POST", url, headers=headers, content=body) as answer,
            ):
                return answer.status
        except TimeoutError:
            raise NotReached("timeout") from None
        except _Private:
            raise NotReached("private_address") from None
        except ssl.SSLError:
            raise NotReached("tls") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            tls = isinstance(error.__cause__ or error.__context__, ssl.SSLError)
            raise NotReached("tls" if tls else "connection") from None

    def _allowed(self, address: Address, *, plain: bool) -> bool:
        mapped = getattr(address, "ipv4_mapped", None)
        if mapped is not None:
            return self._allowed(mapped, plain=plain)
        if any(address in network for network in self._networks):
            return True
        translated = any(address in network for network in _TRANSLATED)
        return not plain and address.is_global and not address.is_multicast and not translated

    async def _looked_up(self, host: str, port: int, *, plain: bool) -> str:
        """Return an address of a host. Raises ``_Private`` where any of them is not allowed."""
        found = await asyncio.get_running_loop().getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )
        addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
        for address in addresses:
            if not self._allowed(ipaddress.ip_address(address), plain=plain):
                raise _Private
        return addresses[0]


class _Private(Exception):
    """A name leads to an address that may not be reached."""


class _LookedAt(httpcore.AnyIOBackend):
    """Connects to no address but one that was looked at."""

    def __init__(self, way: WayOut, *, plain: bool) -> None:
        self._way = way
        self._plain = plain

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        address = await self._way._looked_up(host, port, plain=self._plain)
        return await super().connect_tcp(address, port, timeout, local_address, socket_options)


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
