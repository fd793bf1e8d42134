"""What a scenario's file may hold, as models: unknown keys and wrong values are told by name."""

from datetime import UTC, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from casework.commands.suspension import Contacts, Ground
from casework.model import Submitted
from casework.reference import CARRIERS, OFFICES, PORTS
from casework.refusal import RefusalKind
from casework.roles import CARRIER_ROLES, Actor, Role
from casework.text import Line, Slug, Text
from demo.scenario import Expectation

_HEADQUARTERS = frozenset({Role.HQ, Role.APP, Role.OPS, Role.AUD})


def _one_of(known: dict[str, Any]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"is none of {', '.join(known)} (casework/data/reference)")
        return value

    return AfterValidator(check)


def _a_person(role: Role) -> Role:
    if role is Role.SYS:
        raise ValueError("nobody speaks for the system's clocks")
    return role


def _local(at: datetime) -> datetime:
    if at.tzinfo is not None:
        raise ValueError("is the local time at the case's port: write it without a zone")
    return at


LocalTime = Annotated[datetime, Field(strict=True), AfterValidator(_local)]
"""A time at the case's port, as a file says it."""


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return a local time's instant (UTC). ``ValueError`` for an hour that the clocks leave out."""
    found = local.replace(tzinfo=zone).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != local:
        raise ValueError(f"there is no such hour in {zone.key}: the clocks go forward")
    return found


def _demonstration_only(contacts: Contacts) -> Contacts:
    addresses = [contacts.poc, contacts.executive, *(p.address for p in contacts.partners)]
    for address in addresses:
        if not address.lower().endswith(".example"):
            raise ValueError(f"{address} does not end in .example, and so could be somebody's")
    return contacts


class PersonForm(Submitted):
    """Somebody who acts. ``organisation`` follows from the role where it is left out; ``person``
    is for one human being who appears in two roles.
    """

    role: Annotated[Role, AfterValidator(_a_person)]
    organisation: Line | None = None
    person: Slug | None = None


class ActForm(Submitted):
    """One act; what else its table holds is the command's own, in ``said``. ``matter`` names what
    runs beside the case, where the act is done there: an appeal as it was filed, say.
    """

    at: LocalTime
    who: str
    do: str
    refused: RefusalKind | None = None
    matter: Slug | None = None
    said: dict[str, Any] = Field(default_factory=dict)


class FileForm(Submitted):
    """A scenario's file without its acts. ``documents`` are contents by local name; what is in them
    is looked at where they are filed.
    """

    title: Line
    public: tuple[Text, ...] = ()
    illustrative: Text
    carrier: Annotated[str, _one_of(CARRIERS)]
    port: Annotated[str, _one_of(PORTS)]
    office: Annotated[str, _one_of(OFFICES)] | None = None
    ground: Ground
    until: LocalTime | None = None
    contacts: Annotated[Contacts, AfterValidator(_demonstration_only)]
    incident: dict[str, Any] | None = None
    people: dict[Slug, PersonForm]
    documents: dict[Slug, dict[str, Any]] = Field(default_factory=dict)
    expect: Expectation = Expectation()

    @property
    def own_office(self) -> str:
        """The office that leads the case: the port's, unless the file names another."""
        return self.office or PORTS[self.port].office

    def actor(self, name: str) -> Actor | None:
        """Return one of the file's people as the one who acts; None if there is no such."""
        person = self.people.get(name)
        if person is None:
            return None
        return Actor(
            person=person.person or name,
            role=person.role,
            organisation=person.organisation or self._organisation(person.role),
        )

    def _organisation(self, role: Role) -> str:
        if role in CARRIER_ROLES:
            return self.carrier
        if role in _HEADQUARTERS:
            return "HQ"
        return self.port if role is Role.PORT else self.own_office
