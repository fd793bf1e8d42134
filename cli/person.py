"""Who speaks on the command line, in development: ``--as ROLE:NAME[@ORGANISATION]``."""

import re

from casework.reference import CARRIERS
from casework.roles import CARRIER_ROLES, Actor, Role
from cli.exits import BAD_INPUT, Stop

_OFFICE = {
    Role.HQ: "HQ",
    Role.APP: "HQ",
    Role.OPS: "HQ",
    Role.AUD: "HQ",
    Role.MXA: "SAT",
    Role.MXC: "ANAM",
    Role.AGL: "APHIS",
    Role.VWR: "PARTNER",
}
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?")
_ORGANISATION = re.compile(r"[A-Za-z0-9-]{1,12}")


def person(text: str | None, *, production: bool, option: str = "--as") -> Actor:
    """Return who speaks. Refused in production mode, where people sign in."""
    if production:
        raise Stop(BAD_INPUT, f"{option}: exists only in development mode")
    if not text:
        raise Stop(BAD_INPUT, f"{option}: say who, for example OFF:reyes or POC:lee@UP")
    role_text, _, rest = text.partition(":")
    name, _, organisation = rest.lower().partition("@")
    role = _role(role_text, option)
    if not _NAME.fullmatch(name):
        raise Stop(BAD_INPUT, f"{option}: needs a name of letters a-z, digits, dots and dashes")
    organisation = organisation.upper()
    if organisation and not _ORGANISATION.fullmatch(organisation):
        raise Stop(BAD_INPUT, f"{option}: an organisation is up to 12 letters, digits and dashes")
    if role in CARRIER_ROLES and organisation not in CARRIERS:
        known = ", ".join(CARRIERS)
        raise Stop(
            BAD_INPUT,
            f"{option}: name the carrier, for example {role.value}:{name}@UP; one of {known}",
        )
    return Actor(person=name, role=role, organisation=organisation or _OFFICE.get(role, "LRD"))


def reader(text: str | None, *, production: bool) -> Actor | None:
    """Return who reads; None is who works on the machine itself and says nothing."""
    return person(text, production=production) if text else None


def _role(text: str, option: str) -> Role:
    try:
        role = Role(text.upper())
    except ValueError:
        known = ", ".join(role.value for role in Role if role is not Role.SYS)
        raise Stop(BAD_INPUT, f"{option}: there is no role {text[:20]!r}; one of {known}") from None
    if role is Role.SYS:
        raise Stop(BAD_INPUT, f"{option}: nobody speaks for the system's clocks")
    return role
