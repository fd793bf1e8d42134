"""Signing in where there is no browser: the device flow (RFC 8628), and its tokens afterwards."""

import asyncio
from collections.abc import Mapping
from typing import Any, NamedTuple

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from httpx2 import HTTPError

from identity.provider import Provider, ProviderAway

_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_SCOPE = "openid offline_access cases:read cases:write"
_PUBLIC = "none"
_SLOWER = 5.0
USUAL_INTERVAL = 5.0
"""Seconds between two questions, where the provider names none (RFC 8628)."""
_TIMEOUT = 5.0


class NotSignedIn(Exception):
    """The person said no, was too late, or the provider takes what we have no longer."""


class Asked(NamedTuple):
    """What a person is to do: open ``place`` in any browser and enter ``code`` there."""

    place: str
    complete_place: str | None
    code: str
    device_code: str
    interval: float
    seconds: float


class Tokens(NamedTuple):
    """What the provider gave: to call with, and to get another one with."""

    access: str
    refresh: str | None


async def ask(provider: Provider, client_id: str) -> Asked:
    """Begin a sign-in. Raises ``ProviderAway``."""
    metadata = await provider.metadata()
    try:
        answer = await provider.http.post(
            str(metadata["device_authorization_endpoint"]),
            data={"client_id": client_id, "scope": _SCOPE},
            timeout=_TIMEOUT,
        )
        answer.raise_for_status()
        said = answer.json()
        return Asked(
            place=str(said["verification_uri"]),
            complete_place=said.get("verification_uri_complete"),
            code=str(said["user_code"]),
            device_code=str(said["device_code"]),
            interval=float(said.get("interval", USUAL_INTERVAL)),
            seconds=float(said["expires_in"]),
        )
    except (HTTPError, KeyError, TypeError, ValueError) as error:
        raise ProviderAway("it has no device flow for us") from error


async def wait(provider: Provider, client_id: str, asked: Asked) -> Tokens:
    """Wait until the person has signed in. Raises ``NotSignedIn`` or ``ProviderAway``."""
    pause = asked.interval
    try:
        async with asyncio.timeout(asked.seconds):
            while True:
                try:
                    return await _tokens(
                        provider, client_id, grant_type=_GRANT, device_code=asked.device_code
                    )
                except OAuthError as error:
                    if error.error == "slow_down":
                        pause += _SLOWER
                    elif error.error != "authorization_pending":
                        raise NotSignedIn(str(error.error)) from None
                await asyncio.sleep(pause)
    except TimeoutError:
        raise NotSignedIn("expired") from None


async def renew(provider: Provider, client_id: str, refresh: str) -> Tokens:
    """Return new tokens for old ones. Raises ``NotSignedIn`` or ``ProviderAway``."""
    try:
        found = await _tokens(
            provider, client_id, grant_type="refresh_token", refresh_token=refresh
        )
    except OAuthError as error:
        raise NotSignedIn(str(error.error)) from None
    return found if found.refresh else found._replace(refresh=refresh)


async def revoke(provider: Provider, client_id: str, tokens: Tokens) -> None:
    """Tell the provider that the tokens are given up, if it takes that. Raises ``ProviderAway``."""
    place = (await provider.metadata()).get("revocation_endpoint")
    if not isinstance(place, str):
        return
    try:
        await provider.http.post(
            place,
            data={"client_id": client_id, "token": tokens.refresh or tokens.access},
            timeout=_TIMEOUT,
        )
    except HTTPError as error:
        raise ProviderAway(type(error).__name__) from None


async def _tokens(provider: Provider, client_id: str, **grant: str) -> Tokens:
    metadata: Mapping[str, Any] = await provider.metadata()
    try:
        async with AsyncOAuth2Client(
            client_id, token_endpoint_auth_method=_PUBLIC, timeout=_TIMEOUT
        ) as client:
            said = await client.fetch_token(str(metadata["token_endpoint"]), **grant)
    except HTTPError as error:
        raise ProviderAway(type(error).__name__) from None
    return Tokens(str(said["access_token"]), said.get("refresh_token"))
