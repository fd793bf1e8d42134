"""Where a worker says that it is alive: one line of HTTP on loopback, for containers and stacks."""

import asyncio
import http.client
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"


@asynccontextmanager
async def health_server(port: int | None) -> AsyncIterator[None]:
    """Answer health checks on 127.0.0.1 for as long as the block runs; None: nowhere."""
    if port is None:
        yield
        return
    server = await asyncio.start_server(_answer, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()
        await server.wait_closed()


def is_healthy(port: int | None) -> bool:
    """Ask the worker on this machine whether it is alive."""
    if port is None:
        return False
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        await asyncio.wait_for(reader.readline(), timeout=3)
        writer.write(_ANSWER)
        await writer.drain()
    except (TimeoutError, ConnectionError):
        pass
    finally:
        writer.close()
