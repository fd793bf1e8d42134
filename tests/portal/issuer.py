"""An issuer of tokens within the test: the provider's metadata and keys over HTTP, and tokens as a
provider signs them, or as nobody should.
"""

import time
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from casework.roles import Actor

ISSUER = "http://issuer.example"
AUDIENCE = "http://portal.example/api"


class Issuer:
    """One issuer with a key; ``asked`` counts how often its keys were fetched."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "k1"})
        self.asked = 0

        async def metadata(_: Request) -> JSONResponse:
            return JSONResponse({"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks"})

        async def keys(_: Request) -> JSONResponse:
            self.asked += 1
            return JSONResponse(KeySet([self.key]).as_dict(private=False))

        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", metadata),
                Route("/jwks", keys),
            ]
        )
        self.transport = httpx2.ASGITransport(self.app)

    def token(
        self,
        actor: Actor | None = None,
        *,
        key: Any = None,
        header: dict[str, Any] | None = None,
        **claims: Any,
    ) -> str:
        """Return an access token for the API; a claim that is None is left out."""
        now = int(time.time())
        said = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + 600,
            "scope": "cases:read cases:write",
            **(
                {
                    "sub": actor.person,
                    "role": actor.role.value,
                    "organisation": actor.organisation,
                }
                if actor
                else {}
            ),
            **claims,
        }
        signed = {"alg": "RS256", "kid": "k1", "typ": "at+jwt", **(header or {})}
        given = {name: value for name, value in said.items() if value is not None}
        return jwt.encode(signed, given, key or self.key, algorithms=[signed["alg"]])

    def bearer(self, actor: Actor, **claims: Any) -> dict[str, str]:
        """Return the header with which somebody calls."""
        return {"Authorization": f"Bearer {self.token(actor, **claims)}"}
