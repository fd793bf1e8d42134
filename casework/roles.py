"""Who takes part in a case, and on whose behalf (process table, section 1; domain.md 11.1)."""

from enum import StrEnum

from casework.model import Kept


class Role(StrEnum):
    """The capacity in which a person acts; never two of them in one decision."""

    OFF = "OFF"
    SUP = "SUP"
    HQ = "HQ"
    APP = "APP"
    PORT = "PORT"
    POC = "POC"
    EXE = "EXE"
    CNS = "CNS"
    MXA = "MXA"
    MXC = "MXC"
    AGL = "AGL"
    OPS = "OPS"
    AUD = "AUD"
    VWR = "VWR"
    SYS = "SYS"


class Party(StrEnum):
    """Whom a day of a suspension waited on."""

    CARRIER = "carrier"
    CBP = "cbp"
    OTHER_RAILROAD = "other_railroad"
    MEXICO = "mexico"
    AGRICULTURE = "agriculture"
    HOLD = "hold"


ROLE_NAMES: dict[Role, tuple[str, str]] = {
    Role.OFF: ("CTPAT officer (supply chain security specialist)", "especialista de CTPAT"),
    Role.SUP: ("CTPAT supervisor", "supervisor de CTPAT"),
    Role.HQ: ("CTPAT headquarters decider", "autoridad decisora de la sede de CTPAT"),
    Role.APP: ("headquarters appeal decider", "autoridad de apelación de la sede"),
    Role.PORT: ("port officer", "oficial del puerto de entrada"),
    Role.POC: ("carrier's point of contact", "contacto del transportista"),
    Role.EXE: ("carrier's executive", "directivo del transportista"),
    Role.CNS: ("carrier's counsel", "representante legal del transportista"),
    Role.MXA: ("liaison of SAT/AGACE", "enlace del SAT/AGACE"),
    Role.MXC: ("officer of ANAM", "oficial de la ANAM"),
    Role.AGL: ("agriculture liaison (APHIS or SENASICA)", "enlace de APHIS o SENASICA"),
    Role.OPS: ("operations", "operaciones"),
    Role.AUD: ("auditor", "auditor"),
    Role.VWR: ("partner with consented status", "socio con estatus consentido"),
    Role.SYS: ("the system", "el sistema"),
}
"""Each role's name in English and Spanish."""

CARRIER_ROLES = frozenset({Role.POC, Role.EXE, Role.CNS})
"""Roles that act for one carrier, and only in that carrier's cases."""

PARTY_OF_ROLE: dict[Role, Party] = {
    Role.POC: Party.CARRIER,
    Role.EXE: Party.CARRIER,
    Role.CNS: Party.CARRIER,
    Role.MXA: Party.MEXICO,
    Role.MXC: Party.MEXICO,
    Role.AGL: Party.AGRICULTURE,
}
"""Whose days pass while a role is awaited; every role not named here is CBP's."""


def party_of(role: Role) -> Party:
    """Return the side that a role belongs to when days are attributed."""
    return PARTY_OF_ROLE.get(role, Party.CBP)


class Actor(Kept):
    """A person acting in one role for one organisation.

    ``person`` identifies the human being across roles: four eyes compares persons, not roles.
    ``organisation`` is a carrier's id for carrier roles, else an office (``HQ``, ``LRD`` …).
    """

    person: str
    role: Role
    organisation: str


SYSTEM = Actor(person="system", role=Role.SYS, organisation="system")
"""Who acts when a clock runs out or a delivery is reported."""
