"""Who calls the API: a bearer token of the provider's, made out to this API, and nothing else.

No cookie is read here, so no other site can make a browser call the API for somebody.
"""

import logging
from typing import Annotated, NamedTuple, TypeAlias

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from casework.roles import Actor
from identity.claims import actor_from
from identity.persons import NotAPerson
from identity.provider import ProviderAway, TokenRefused
from portal.problems import Problem, ProblemType
from portal.services import On, Services

logger = logging.getLogger(__name__)

READ, WRITE, SEND = "cases:read", "cases:write", "events:send"
"""The scopes of the API: to read what one may see, to give commands, of systems to send events."""

_KIND = "at+jwt"
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="api"'}

_bearer = HTTPBearer(
    bearerFormat="JWT",
    auto_error=False,
    description="An access token (RFC 9068) of the identity provider, made out to this API, with "
    f"the scope {READ} or {WRITE}: a person's by the device flow, a system's by its credentials.",
)


class Caller(NamedTuple):
    """Who calls, and what the token allows."""

    actor: Actor
    scopes: frozenset[str]


async def _caller(
    on: On,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
) -> Caller:
    if credentials is None:
        raise Problem(ProblemType.NOT_SIGNED_IN, "send a bearer token", headers=_CHALLENGE)
    return await caller_of(on, credentials.credentials)


async def caller_of(on: Services, token: str) -> Caller:
    """Return whose token that is. Ends with a problem where it cannot be believed."""
    if on.provider is None:
        raise Problem(ProblemType.UNAVAILABLE, "no identity provider is configured here")
    try:
        claims = await on.provider.claims(token, audience=on.settings.api_audience(), kind=_KIND)
        actor = actor_from(claims, on.claim_names)
    except ProviderAway:
        raise Problem(ProblemType.UNAVAILABLE, "the identity provider does not answer") from None
    except TokenRefused as refused:
        # into the log and not the database: who has no token must not be able to fill it
        logger.warning("token refused: %s", refused)
        raise Problem(
            ProblemType.NOT_SIGNED_IN, "the token is not valid here", headers=_CHALLENGE
        ) from None
    except NotAPerson as wrong:
        raise Problem(ProblemType.FORBIDDEN, str(wrong)) from None
    return Caller(actor, frozenset(str(claims.get("scope", "")).split()))


def _reader(caller: Annotated[Caller, Depends(_caller)]) -> Actor:
    return _scoped(caller, READ)


def _writer(caller: Annotated[Caller, Depends(_caller)]) -> Actor:
    return _scoped(caller, WRITE)


def _sender(caller: Annotated[Caller, Depends(_caller)]) -> Actor:
    return _scoped(caller, SEND)


def _scoped(caller: Caller, scope: str) -> Actor:
    if scope not in caller.scopes:
        raise Problem(ProblemType.FORBIDDEN, f"the token has no scope {scope}")
    return caller.actor


ReaderActor: TypeAlias = Annotated[Actor, Depends(_reader)]
"""Who reads."""

WriterActor: TypeAlias = Annotated[Actor, Depends(_writer)]
"""Who gives a command."""

SenderActor: TypeAlias = Annotated[Actor, Depends(_sender)]
"""Who sends an event."""
