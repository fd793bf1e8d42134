"""What guards every answer: strict headers, a size for what is sent, a rate for who sends it."""

from collections.abc import Iterable

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.problems import Problem, ProblemType, response

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
"""Nothing from elsewhere, nothing inline, nothing that frames us."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_YEAR = 365 * 24 * 3600

LARGEST = 512 * 1024
"""Bytes of a request: a command is at most half of that; what is larger is evidence."""


class SecureHeaders:
    """Adds the headers to every answer; nothing is kept in a cache unless the answer says so."""

    def __init__(self, app: ASGIApp, *, https: bool, forms_lead_to: str | None = None) -> None:
        """``forms_lead_to``: where signing out leads a browser, beside this portal."""
        self._app = app
        forms = " ".join(["form-action 'self'", *([forms_lead_to] if forms_lead_to else [])])
        self._headers = {"Content-Security-Policy": "; ".join((*_POLICY, forms)), **HEADERS}
        if https:
            self._headers["Strict-Transport-Security"] = f"max-age={_YEAR}; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, guarded)


class _TooLarge(Exception):
    """More arrived than was announced or is allowed."""


class RequestSize:
    """Refuses what is larger than ``LARGEST``, as soon as that is known.

    Paths below ``streamed`` take more and measure it themselves.
    """

    def __init__(self, app: ASGIApp, *, streamed: Iterable[str] = ()) -> None:
        self._app = app
        self._streamed = tuple(streamed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"].startswith(self._streamed):
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > LARGEST:
            await self._refuse(scope, receive, send)
            return
        arrived, answered = 0, False

        async def measured() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > LARGEST:
                raise _TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self._app(scope, measured, watched)
        except _TooLarge:
            if not answered:
                await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        said = f"at most {LARGEST // 1024} KiB can be sent here"
        await response(Problem(ProblemType.TOO_LARGE, said))(scope, receive, send)


class RateLimits:
    """Counts requests by the address that they come from; counts are this process's own.

    ``tight`` are prefixes of paths (a sign-in, say) with a limit of their own beside the usual one.
    """

    def __init__(self, app: ASGIApp, *, usual: str, tight: dict[str, str]) -> None:
        """Limits are said as ``limits`` reads them: ``600/minute``."""
        self._app = app
        self._usual = parse(usual)
        self._tight = {prefix: parse(limit) for prefix, limit in tight.items()}
        self._counts = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http" and not scope["path"].startswith("/health/"):
            who = scope["client"][0] if scope.get("client") else "-"
            for name, limit in self._of(scope["path"]):
                if not await self._counts.hit(limit, name, who):
                    wait = {"Retry-After": str(limit.get_expiry())}
                    refused = Problem(ProblemType.TOO_MANY, f"at most {limit}", headers=wait)
                    await response(refused)(scope, receive, send)
                    return
        await self._app(scope, receive, send)

    def _of(self, path: str) -> Iterable[tuple[str, RateLimitItem]]:
        yield "usual", self._usual
        for prefix, limit in self._tight.items():
            if path.startswith(prefix):
                yield prefix, limit
