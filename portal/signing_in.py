"""Signing in and out of the pages: OpenID Connect, authorization code with PKCE, by authlib.

Every sign-in belongs to the browser that began it, is completed once, and opens a new session.
"""

import secrets
from datetime import UTC, datetime
from typing import Annotated, Any, NoReturn
from urllib.parse import urlencode

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from httpx2 import HTTPError

from casework.roles import Actor
from identity.claims import actor_from
from identity.persons import NotAPerson
from identity.provider import Provider, ProviderAway, TokenRefused
from portal.going_on import local_path
from portal.pages.rendering import page
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from portal.sessions import (
    ATTEMPT,
    SESSION,
    SignedIn,
    cookie_name,
    current,
    drop_cookie,
    end,
    own_form,
    set_cookie,
)
from records.portal_sessions import Attempt

router = APIRouter(include_in_schema=False)

_SCOPE = "openid"
_TEN_MINUTES = 600
_A_DAY = 24 * 3600
"""So much longer than the session a browser knows it: a form sent too late finds whose it was."""

_SEE_OTHER = 303

Text = Annotated[str | None, Query(max_length=2000)]


@router.get("/sign-in")
async def sign_in(
    request: Request, on: On, go_on_to: Annotated[str | None, Query(alias="next")] = None
) -> Response:
    """Show the way to the provider, or go on where somebody is signed in already."""
    going_on = local_path(go_on_to)
    if await current(request, on) is not None:
        return RedirectResponse(going_on, _SEE_OTHER)
    return await page(request, on, "sign_in.html", next=going_on)


@router.get("/sign-in/begin")
async def begin(on: On, go_on_to: Annotated[str | None, Query(alias="next")] = None) -> Response:
    """Send the browser to the provider."""
    provider = _provider(on)
    state, browser = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    attempt = Attempt(
        verifier=secrets.token_urlsafe(48),
        nonce=secrets.token_urlsafe(32),
        go_on_to=local_path(go_on_to),
    )
    try:
        place = (await provider.metadata())["authorization_endpoint"]
    except ProviderAway:
        raise Problem(ProblemType.UNAVAILABLE, "the identity provider does not answer") from None
    await on.sessions.begin(state, browser, attempt, at=datetime.now(UTC))
    async with _client(on) as client:
        url, _ = client.create_authorization_url(
            place, state=state, nonce=attempt.nonce, code_verifier=attempt.verifier
        )
    response = RedirectResponse(url, _SEE_OTHER)
    set_cookie(response, on, ATTEMPT, browser, seconds=_TEN_MINUTES)
    return response


@router.get("/sign-in/done")
async def done(
    request: Request,
    on: On,
    state: Text = None,
    code: Text = None,
    iss: Text = None,
    error: Text = None,
) -> Response:
    """Take the provider's answer, once, from the browser that asked for it."""
    provider = _provider(on)
    browser = request.cookies.get(cookie_name(on, ATTEMPT))
    taken = (
        await on.sessions.take(state, browser, at=datetime.now(UTC)) if state and browser else None
    )
    if taken is None:
        await _refuse(on, "not begun here")
    if error or not code or iss not in (None, provider.issuer):
        await _refuse(on, "the provider refused" if error else "another provider answered")
    actor, claims, id_token = await _person(on, provider, code, taken)
    await end(request, on)
    opened = await on.sessions.open(
        actor,
        issuer=provider.issuer,
        subject=str(claims["sub"]),
        id_token=id_token,
        at=datetime.now(UTC),
    )
    await on.journal.sign_in("signed in", "page", actor=actor, issuer=provider.issuer)
    response = RedirectResponse(taken.go_on_to, _SEE_OTHER)
    drop_cookie(response, on, ATTEMPT)
    set_cookie(response, on, SESSION, opened, seconds=on.settings.session_hours * 3600 + _A_DAY)
    return response


@router.post("/sign-out")
async def sign_out(request: Request, on: On, session: SignedIn) -> Response:
    """End the session here, then let the provider end its own."""
    await own_form(request, on, session)
    await end(request, on)
    await on.journal.sign_in("signed out", "page", actor=session.actor, issuer=session.issuer)
    response = RedirectResponse(await _after(on, session.id_token), _SEE_OTHER)
    drop_cookie(response, on, SESSION)
    return response


@router.get("/signed-out")
async def signed_out(request: Request, on: On) -> Response:
    """Say that nobody is signed in any more."""
    return await page(request, on, "signed_out.html")


def _provider(on: Services) -> Provider:
    if on.provider is None:
        raise Problem(ProblemType.UNAVAILABLE, "no identity provider is configured here")
    return on.provider


def _client(on: Services) -> AsyncOAuth2Client:
    secret = on.settings.client_secret()
    return AsyncOAuth2Client(
        on.settings.oidc_client_id,
        secret,
        scope=_SCOPE,
        redirect_uri=f"{on.settings.required_portal_url()}/sign-in/done",
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic" if secret else "none",
        timeout=5.0,
    )


async def _person(
    on: Services, provider: Provider, code: str, taken: Attempt
) -> tuple[Actor, Any, str]:
    """Return who signed in, with the claims and the token that say so."""
    try:
        metadata = await provider.metadata()
        async with _client(on) as client:
            tokens = await client.fetch_token(
                metadata["token_endpoint"], code=code, code_verifier=taken.verifier
            )
        id_token = str(tokens.get("id_token", ""))
        claims = await provider.claims(
            id_token, audience=on.settings.oidc_client_id, nonce=taken.nonce
        )
        return actor_from(claims, on.claim_names), claims, id_token
    except (ProviderAway, HTTPError):
        raise Problem(ProblemType.UNAVAILABLE, "the identity provider does not answer") from None
    except (OAuthError, TokenRefused) as refused:
        await _refuse(on, type(refused).__name__)
    except NotAPerson as nobody:
        await on.journal.sign_in("refused", "page", issuer=provider.issuer, reason="no role")
        raise Problem(ProblemType.FORBIDDEN, str(nobody)) from None


async def _refuse(on: Services, reason: str) -> NoReturn:
    await on.journal.sign_in("refused", "page", issuer=on.settings.oidc_issuer, reason=reason)
    raise Problem(ProblemType.FORBIDDEN, "this sign-in cannot be completed; begin again")


async def _after(on: Services, id_token: str) -> str:
    """Return where a browser goes after a sign-out: to the provider's own, if it has one."""
    home = f"{on.settings.required_portal_url()}/signed-out"
    try:
        place = (await _provider(on).metadata()).get("end_session_endpoint")
    except (ProviderAway, Problem):
        return home
    if not isinstance(place, str):
        return home
    said = {
        "client_id": on.settings.oidc_client_id,
        "id_token_hint": id_token,
        "post_logout_redirect_uri": home,
    }
    return f"{place}?{urlencode(said)}"
