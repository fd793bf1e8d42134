"""Who speaks on the command line: who is signed in, or in development ``--as``.

``--as ROLE:NAME[@ORGANISATION]`` wins over a sign-in, and exists in development mode only.
"""

from casework.roles import Actor, Role
from cli.exits import BAD_INPUT, Stop
from identity.persons import NotAPerson, actor
from runtime.settings import Settings

DUTY = frozenset({Role.OPS, Role.SUP, Role.HQ, Role.AUD})
"""Who may look at the health of every case, and at how long each is kept; to mend and to dispose is
for operations alone."""


def person(text: str | None, *, production: bool, option: str = "--as") -> Actor:
    """Return who is named. Refused in production mode, where people sign in."""
    if production:
        raise Stop(BAD_INPUT, f"{option}: exists only in development mode")
    if not text:
        raise Stop(BAD_INPUT, f"{option}: say who, for example OFF:reyes or POC:lee@UP")
    role, _, rest = text.partition(":")
    name, _, organisation = rest.partition("@")
    try:
        return actor(role, name, organisation)
    except NotAPerson as error:
        raise Stop(BAD_INPUT, f"{option}: {error}") from None


async def speaker(text: str | None, settings: Settings) -> Actor:
    """Return who acts. Ends the command where nobody is named and nobody is signed in."""
    found = await reader(text, settings)
    if found is not None:
        return found
    if settings.production:
        raise Stop(BAD_INPUT, "sign in first: starter.py sign-in")
    return person(text, production=False)


async def reader(text: str | None, settings: Settings) -> Actor | None:
    """Return who reads; None is who works on the machine itself and says nothing."""
    if text:
        return person(text, production=settings.production)
    if settings.oidc_issuer is None:
        return None
    from cli.signing_in import signed_in

    return await signed_in(settings)
