"""A receiver of webhooks on this machine: real HTTP, answers as told, remembers what came."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook

HANGS = 0
"""In the place of a status: no answer at all."""


@dataclass
class Came:
    """A request: its headers, and the body as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """The webhook-id."""
        return self.headers["webhook-id"]

    @property
    def event(self) -> Any:
        """The CloudEvent."""
        return json.loads(self.body)

    def verified(self, secret: str) -> Any:
        """The event, once its signature is found good with the library that receivers use."""
        return Webhook(secret).verify(self.body, self.headers)


@dataclass
class Receiver:
    """Answers with the next of ``answers``, and with 204 when there are no more."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    always: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    came: list[Came] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def ids(self) -> list[str]:
        """The webhook-ids, in the order in which they came."""
        return [came.id for came in self.came]

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii").split("\r\n")
            headers = {
                name.lower(): value
                for name, value in (line.split(": ", 1) for line in head[1:] if line)
            }
            assert head[0].startswith("POST ")
            body = await reader.readexactly(int(headers["content-length"]))
            self.came.append(Came(headers, body))
            self.arrived.set()
            status = self.answers.pop(0) if self.answers else self.always
            if status == HANGS:
                await reader.read()  # until the other side gives up
                return
            more = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
            writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n{more}\r\n".encode())
            await writer.drain()
        finally:
            writer.close()


@asynccontextmanager
async def receiving(*, tls: ssl.SSLContext | None = None, **told: Any) -> AsyncIterator[Receiver]:
    """Run a receiver on a free port of this machine."""
    receiver = Receiver(**told)
    server = await asyncio.start_server(receiver.answer, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    receiver.url = f"http://127.0.0.1:{port}/in"
    try:
        yield receiver
    finally:
        server.close()
        await server.wait_closed()
