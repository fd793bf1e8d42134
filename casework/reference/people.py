"""Who gets reports, where, and how much of a working week each gives to this work."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from casework.bilingual import Language
from casework.reference.row import Row, load
from casework.roles import Actor, Role
from casework.text import Address


class ReportKind(StrEnum):
    """The reports that go out by themselves."""

    STATUS = "status"
    MEASURES = "measures"
    DIGEST = "digest"


class Recipient(Row):
    """A person who gets reports. ``organisation`` is an office, or who else one speaks for.

    ``share`` is the part of a full week that the person has for cases (1 is all of it).
    """

    person: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,63}$")]
    role: Role
    organisation: str
    address: Address
    languages: tuple[Language, ...] = ("en",)
    reports: tuple[ReportKind, ...] = ()
    share: Annotated[float, Field(ge=0, le=1)] = 1.0

    @property
    def actor(self) -> Actor:
        """Who the person is in a case."""
        return Actor(person=self.person, role=self.role, organisation=self.organisation)


RECIPIENTS: dict[str, Recipient] = load("recipients", Recipient, lambda row: row.person)
"""The people of the demonstration, by the name that assignments use."""
