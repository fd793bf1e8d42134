"""How slowly somebody may send, and how many may send files at once: a slow line costs a
connection, and a slow sender may be somebody who wants all of them."""

import asyncio
import time
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.problems import Problem, ProblemType, response

_SENDING = frozenset({"POST", "PATCH", "PUT"})


class Pace:
    """Cuts who sends too slowly, and turns away who would be one too many.

    Only the time in which we wait for the sender counts. What has come of a file is kept, so who is
    cut goes on later where he was. Answered with ``Problem`` (too slow), raised where the
    application waits for what is sent.
    """

    def __init__(
        self, app: ASGIApp, *, idle: float, slowest: int, at_once: int, streamed: Iterable[str]
    ) -> None:
        """``idle``: seconds without a byte; ``slowest``: bytes a second on the whole, beyond these
        seconds; ``at_once``: requests that may send at the same time to paths below ``streamed``.
        """
        self._app = app
        self._idle = idle
        self._slowest = slowest
        self._at_once = at_once
        self._streamed = tuple(streamed)
        self._sending = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["method"] not in _SENDING:
            await self._app(scope, receive, send)
            return
        if not scope["path"].startswith(self._streamed):
            await self._app(scope, self._timed(receive), send)
            return
        if self._sending >= self._at_once:
            said = "too many files are being sent now; go on in a moment where it was"
            full = Problem(ProblemType.UNAVAILABLE, said, headers={"Retry-After": "5"})
            await response(full)(scope, receive, send)
            return
        self._sending += 1
        try:
            await self._app(scope, self._timed(receive), send)
        finally:
            self._sending -= 1

    def _timed(self, receive: Receive) -> Receive:
        waited, arrived, over = 0.0, 0, False

        async def timed() -> Message:
            nonlocal waited, arrived, over
            if over:  # what comes now is the end of the connection, and nobody waits for that
                return await receive()
            allowed = self._idle + arrived / self._slowest - waited
            begun = time.monotonic()
            try:
                async with asyncio.timeout(max(0.0, min(self._idle, allowed))):
                    message = await receive()
            except TimeoutError:
                raise Problem(
                    ProblemType.TOO_SLOW,
                    "too little came in too long a time; what came of a file is kept, go on there",
                    headers={"Connection": "close"},
                ) from None
            waited += time.monotonic() - begun
            arrived += len(message.get("body", b""))
            over = not message.get("more_body", False)
            return message

        return timed
