"""Who speaks on the command line, in development: ``--as ROLE:NAME[@ORGANISATION]``."""

from casework.roles import CARRIER_ROLES, Actor, Role
from cli.exits import BAD_INPUT, Stop

_OFFICE = {Role.HQ: "HQ", Role.APP: "HQ", Role.OPS: "HQ", Role.AUD: "HQ"}


def person(text: str | None, *, production: bool) -> Actor:
    """Return who speaks. Refused in production mode, where people sign in."""
    if production:
        raise Stop(BAD_INPUT, "--as: exists only in development mode")
    if not text:
        raise Stop(BAD_INPUT, "--as: say who you are, for example --as OFF:reyes or POC:lee@UP")
    role_text, _, rest = text.partition(":")
    name, _, organisation = rest.partition("@")
    try:
        role = Role(role_text.upper())
    except ValueError:
        known = ", ".join(role.value for role in Role if role is not Role.SYS)
        raise Stop(BAD_INPUT, f"--as: there is no role {role_text!r}; one of {known}") from None
    if role is Role.SYS:
        raise Stop(BAD_INPUT, "--as: nobody speaks for the system's clocks")
    if not name or not name.replace("-", "").replace(".", "").isalnum():
        raise Stop(BAD_INPUT, "--as: needs a name of letters, digits, dots and dashes")
    if role in CARRIER_ROLES and not organisation:
        raise Stop(BAD_INPUT, f"--as: name the carrier, for example {role.value}:{name}@UP")
    return Actor(
        person=name.lower(),
        role=role,
        organisation=organisation or _OFFICE.get(role, "LRD"),
    )
