"""What makes an ``Actor``: a name, a role that a person may have, an organisation that fits it."""

import re

from casework.reference import CARRIERS
from casework.roles import CARRIER_ROLES, Actor, Role

OFFICE_OF_ROLE = {
    Role.HQ: "HQ",
    Role.APP: "HQ",
    Role.OPS: "HQ",
    Role.AUD: "HQ",
    Role.MXA: "SAT",
    Role.MXC: "ANAM",
    Role.AGL: "APHIS",
    Role.VWR: "PARTNER",
}
"""The organisation of who names none; every other role's is the office at Laredo."""

_USUAL_OFFICE = "LRD"
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?")
_ORGANISATION = re.compile(r"[A-Za-z0-9-]{1,12}")


class NotAPerson(Exception):
    """What was said names nobody who may act; the message says what to do."""


def actor(role: str, name: str, organisation: str = "") -> Actor:
    """Return who acts. Raises ``NotAPerson`` naming what is wrong."""
    known = _role(role)
    name, organisation = name.lower(), organisation.upper()
    if not _NAME.fullmatch(name):
        raise NotAPerson("needs a name of letters a-z, digits, dots and dashes")
    if organisation and not _ORGANISATION.fullmatch(organisation):
        raise NotAPerson("an organisation is up to 12 letters, digits and dashes")
    if known in CARRIER_ROLES and organisation not in CARRIERS:
        raise NotAPerson(
            f"name the carrier, for example {known.value}:{name}@UP; one of {', '.join(CARRIERS)}"
        )
    return Actor(
        person=name,
        role=known,
        organisation=organisation or OFFICE_OF_ROLE.get(known, _USUAL_OFFICE),
    )


def _role(text: str) -> Role:
    try:
        role = Role(text.upper())
    except ValueError:
        known = ", ".join(role.value for role in Role if role is not Role.SYS)
        raise NotAPerson(f"there is no role {text[:20]!r}; one of {known}") from None
    if role is Role.SYS:
        raise NotAPerson("nobody speaks for the system's clocks")
    return role
