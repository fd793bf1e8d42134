"""Opens what Temporal keeps for who may look after it: the codec endpoint of Temporal's pages.

Temporal's pages send payloads as they got them, from the browser of who looks at them. They are
opened for operations and audit alone, who are known by their session at this portal, or by a token.
A session counts only for the one origin that the settings name, so no other site can have a browser
ask for somebody. Who had payloads of which workflows opened is written down before they go out.

Nothing is sealed here: what Temporal's pages would send, nobody has signed.
"""

import logging
from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from google.protobuf.json_format import MessageToDict, Parse, ParseError
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send
from temporalio.api.common.v1 import Payload, Payloads

from casework.roles import Actor, Role
from portal.callers import READ, caller_of
from portal.problems import Problem, ProblemType
from portal.services import On
from portal.sessions import current
from runtime.codec import PayloadUnreadable, SealingCodec, subject_of

logger = logging.getLogger(__name__)

MAY_OPEN = frozenset({Role.OPS, Role.AUD})
"""Who looks after cases and whoever audits them see every payload; all others see cases by rule."""

PREFIX = "/codec"
_TEN_MINUTES = 600

router = APIRouter(prefix=PREFIX, include_in_schema=False)


class DecodingForTemporalsPages:
    """Lets pages of one origin, and no other, ask what is below ``/codec`` from a browser."""

    def __init__(self, app: ASGIApp, *, origin: str | None) -> None:
        """``origin`` is where Temporal's pages are; None: nowhere, and no other page may ask."""
        self._app = app
        self._asked_by_pages = CORSMiddleware(
            app,
            allow_origins=[origin] if origin else [],
            allow_methods=["POST"],
            allow_headers=["content-type", "x-namespace", "authorization", "authorization-extras"],
            allow_credentials=True,
            max_age=_TEN_MINUTES,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        ours = scope["type"] == "http" and scope["path"].startswith(f"{PREFIX}/")
        await (self._asked_by_pages if ours else self._app)(scope, receive, send)


async def _reader(request: Request, on: On) -> Actor:
    """Return who asks, if he may. Ends with a problem where not."""
    origin = request.headers.get("origin")
    if origin is not None and origin != on.settings.temporal_ui_url:
        raise Problem(ProblemType.FORBIDDEN, "payloads are opened for Temporal's pages only")
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        caller = await caller_of(on, token.strip())
        actor = caller.actor if READ in caller.scopes else None
    else:
        # without an origin it is no page that asks, and a cookie was not meant for it
        session = await current(request, on) if origin is not None else None
        if session is None:
            raise Problem(ProblemType.NOT_SIGNED_IN, "sign in at the portal, in this browser")
        actor = session.actor
    if actor is None or actor.role not in MAY_OPEN:
        logger.warning("payloads not opened for %s", actor.role if actor else "a token's scope")
        raise Problem(ProblemType.FORBIDDEN, "only operations and audit open payloads")
    return actor


@router.post("/decode")
async def decode(request: Request, on: On, actor: Annotated[Actor, Depends(_reader)]) -> Response:
    """Open payloads; one that does not open here stays as it is."""
    try:
        asked = Parse(await request.body(), Payloads(), ignore_unknown_fields=True)
    except ParseError:
        raise Problem(ProblemType.BAD_INPUT, "send payloads as Temporal's pages do") from None
    codec: SealingCodec = request.app.state.codec
    opened = [await _opened(codec, payload) for payload in asked.payloads]
    of = Counter(subject_of(payload) for payload in asked.payloads)
    del of[None]
    for subject, count in sorted(of.items()):
        what = "payload" if count == 1 else f"{count} payloads"
        await on.journal.reads([subject or "-"], what, "temporal", actor)
    logger.info("payloads opened for %s: %d", actor.role, of.total())
    return JSONResponse(MessageToDict(Payloads(payloads=opened)))


async def _opened(codec: SealingCodec, payload: Payload) -> Payload:
    try:
        return (await codec.decode([payload]))[0]
    except PayloadUnreadable as why:
        logger.warning("%s", why)
        return payload
