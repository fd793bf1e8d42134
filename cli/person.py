"""Who speaks on the command line, in development: ``--as ROLE:NAME[@ORGANISATION]``."""

from casework.roles import Actor
from cli.exits import BAD_INPUT, Stop
from identity.persons import NotAPerson, actor


def person(text: str | None, *, production: bool, option: str = "--as") -> Actor:
    """Return who speaks. Refused in production mode, where people sign in."""
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


def reader(text: str | None, *, production: bool) -> Actor | None:
    """Return who reads; None is who works on the machine itself and says nothing."""
    return person(text, production=production) if text else None
