"""``sign-in``, ``sign-out`` and ``who``; and who is signed in, for every other command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from casework.bilingual import either
from casework.roles import ROLE_NAMES, Actor
from cli.exits import BAD_INPUT, UNREACHABLE, Stop
from cli.terminal import as_json, say
from cli.words import language_named
from runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from identity.provider import Provider

_KIND = "at+jwt"
AGAIN = "sign in again: starter.py sign-in"


async def sign_in(*, language: str) -> None:
    """Sign in by a browser anywhere, and keep the tokens for the commands to come."""
    from cli import token_store
    from identity import device

    said = language_named(language)
    settings = load_settings()
    client = settings.oidc_device_client_id
    async with _provider(settings) as provider:
        asked = await device.ask(provider, client)
        say(
            either(
                said,
                f"Open {asked.complete_place or asked.place} and confirm the code {asked.code}",
                f"Abra {asked.complete_place or asked.place} y confirme el código {asked.code}",
            ),
            strong=True,
        )
        tokens = await device.wait(provider, client, asked)
        actor = await _actor(settings, provider, tokens.access)
        token_store.keep(settings.token_dir, provider.issuer, tokens)
    _tell(actor, language)


async def sign_out(*, language: str) -> None:
    """Give the tokens up, here and at the provider."""
    from cli import token_store
    from identity import device

    said = language_named(language)
    settings = load_settings()
    async with _provider(settings) as provider:
        tokens = token_store.read(settings.token_dir, provider.issuer)
        token_store.keep(settings.token_dir, provider.issuer, None)
        if tokens is not None:
            await device.revoke(provider, settings.oidc_device_client_id, tokens)
    say(either(said, "Nobody is signed in here.", "Aquí no hay una sesión abierta."))


async def who(*, language: str, json: bool) -> None:
    """Say who is signed in."""
    language_named(language)
    actor = await signed_in(load_settings())
    if actor is None:
        raise Stop(BAD_INPUT, "nobody is signed in here: starter.py sign-in")
    as_json(actor) if json else _tell(actor, language)


async def signed_in(settings: Settings) -> Actor | None:
    """Return who is signed in on this machine, None where nobody is.

    What the tokens say is checked each time. Ends the command where they are good no longer.
    """
    if settings.oidc_issuer is None:
        return None
    from cli import token_store

    tokens = token_store.read(settings.token_dir, settings.oidc_issuer)
    if tokens is None:
        return None
    from identity import device
    from identity.provider import TokenRefused

    async with _provider(settings) as provider:
        try:
            return await _actor(settings, provider, tokens.access)
        except TokenRefused:
            if tokens.refresh is None:
                raise Stop(BAD_INPUT, AGAIN) from None
        renewed = await device.renew(provider, settings.oidc_device_client_id, tokens.refresh)
        token_store.keep(settings.token_dir, provider.issuer, renewed)
        return await _actor(settings, provider, renewed.access)


async def _actor(settings: Settings, provider: "Provider", token: str) -> Actor:
    from identity.claims import ClaimNames, actor_from

    claims = await provider.claims(token, audience=settings.api_audience(), kind=_KIND)
    names = ClaimNames(
        settings.oidc_person_claim,
        settings.oidc_role_claim,
        settings.oidc_organisation_claim,
        settings.oidc_roles,
    )
    return actor_from(claims, names)


@asynccontextmanager
async def _provider(settings: Settings) -> AsyncIterator["Provider"]:
    """Reach the provider. Ends the command where it is away, or takes what we have no longer."""
    import httpx2

    from identity.device import NotSignedIn
    from identity.persons import NotAPerson
    from identity.provider import Provider, ProviderAway, TokenRefused

    async with httpx2.AsyncClient() as http:
        try:
            yield Provider(settings.required_issuer(), http)
        except ProviderAway as away:
            said = f"the identity provider does not answer ({away})"
            raise Stop(UNREACHABLE, said) from None
        except NotSignedIn as no:
            raise Stop(BAD_INPUT, f"not signed in ({no}); {AGAIN}") from None
        except TokenRefused:
            raise Stop(BAD_INPUT, f"the token is not valid here; {AGAIN}") from None
        except NotAPerson as nobody:
            raise Stop(BAD_INPUT, f"this account may not act here: {nobody}") from None


def _tell(actor: Actor, language: str) -> None:
    say(f"{actor.person}, {ROLE_NAMES[actor.role][language == 'es']}, {actor.organisation}")
