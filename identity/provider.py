"""The identity provider, as far as it is asked by us: its metadata and its keys, and its tokens.

Nothing is believed because of where it comes from: every token's signature, issuer, audience and
time are checked, and only algorithms with a public key are known here.
"""

import time
from collections.abc import Mapping
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
_LEEWAY = 30
"""Seconds by which two clocks may differ."""

_KEYS_AGAIN = 60.0
"""Seconds before keys are fetched again for a token whose key is unknown."""

_TIMEOUT = 5.0


class TokenRefused(Exception):
    """The token says nothing that can be believed; the message is for the log, and holds none."""


class ProviderAway(Exception):
    """The provider does not answer, or not as one."""


class Provider:
    """One provider, by its issuer. Metadata and keys are fetched when first needed, and kept."""

    def __init__(self, issuer: str, http: httpx2.AsyncClient) -> None:
        self.issuer = issuer
        self.http = http
        self._metadata: dict[str, Any] | None = None
        self._keys: KeySet | None = None
        self._fetched = 0.0

    async def metadata(self) -> Mapping[str, Any]:
        """Return what the provider says of itself. Raises ``ProviderAway``."""
        if self._metadata is None:
            place = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
            found = await self._json(place)
            if found.get("issuer") != self.issuer:
                raise ProviderAway("what answers there is another issuer")
            self._metadata = found
        return self._metadata

    async def claims(
        self, token: str, *, audience: str, kind: str | None = None, nonce: str | None = None
    ) -> Mapping[str, Any]:
        """Return the claims of a token for an audience.

        ``kind`` is the type that its header must say (``at+jwt``), None for an identity token,
        whose ``nonce`` must then be the one that was asked with.

        Raises ``TokenRefused`` or ``ProviderAway``.
        """
        found = await self._decoded(token)
        said = str(found.header.get("typ", "JWT")).lower().removeprefix("application/")
        if said != (kind or "jwt"):
            raise TokenRefused("it is a token of another kind")
        wanted: dict[str, Any] = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": audience},
            "exp": {"essential": True},
            "iat": {"essential": True},
            "sub": {"essential": True},
        }
        if nonce is not None:
            wanted["nonce"] = {"essential": True, "value": nonce}
        try:
            jwt.JWTClaimsRegistry(leeway=_LEEWAY, **wanted).validate(found.claims)
        except JoseError as error:
            raise TokenRefused(type(error).__name__) from None
        return dict(found.claims)

    async def _decoded(self, token: str) -> jwt.Token:
        for keys in (await self._known_keys(), None):
            try:
                if keys is None:
                    if time.monotonic() - self._fetched < _KEYS_AGAIN:
                        break  # whoever sends nonsense cannot make us ask the provider each time
                    keys = await self._fetch_keys()
                return jwt.decode(token, keys, algorithms=list(ALGORITHMS))
            except InvalidKeyIdError:
                continue  # a key that is new there
            except (JoseError, ValueError) as error:
                raise TokenRefused(type(error).__name__) from None
        raise TokenRefused("its key is unknown")

    async def _known_keys(self) -> KeySet:
        return self._keys if self._keys is not None else await self._fetch_keys()

    async def _fetch_keys(self) -> KeySet:
        said = await self._json(str((await self.metadata())["jwks_uri"]))
        try:
            public = [key for key in said["keys"] if key.get("kty") != "oct"]
            self._keys = KeySet.import_key_set({"keys": public})
        except (KeyError, TypeError, ValueError, JoseError) as error:
            raise ProviderAway("its keys cannot be read") from error
        self._fetched = time.monotonic()
        return self._keys

    async def _json(self, place: str) -> dict[str, Any]:
        try:
            answer = await self.http.get(place, timeout=_TIMEOUT)
            answer.raise_for_status()
            found = answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise ProviderAway(type(error).__name__) from None
        if not isinstance(found, dict):
            raise ProviderAway("what answers there is no provider")
        return found
