"""Systems outside that send events: who runs them, and for what they may speak."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from casework.reference.authorities import PARTNERS
from casework.reference.railroads import CARRIERS, PORTS, PortCode
from casework.reference.row import Row, Said, load
from casework.roles import Actor, Role


class OutsideSystem(Row):
    """A system that may send events. ``organisation`` is a railroad's id for a carrier's system.

    ``event_source`` is the one ``source`` that its events bear (CloudEvents 1.0). ``crossings`` are
    those for which a port's system speaks, ``partner`` the administration whose system it is.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,23}$")]
    en: Said
    es: Said
    role: Literal[Role.PORT, Role.POC, Role.MXA]
    organisation: Annotated[str, Field(pattern=r"^[A-Z0-9-]{1,12}$")]
    event_source: Annotated[str, Field(pattern=r"^[a-z][a-z0-9+.-]*:[!-~]{1,200}$")]
    crossings: tuple[PortCode, ...] = ()
    partner: str | None = None

    @property
    def actor(self) -> Actor:
        """Who acts in a case when this system reports: the system itself, and nobody's name."""
        return Actor(person=f"system.{self.id}", role=self.role, organisation=self.organisation)

    @model_validator(mode="after")
    def _speaks_for_somebody(self) -> "OutsideSystem":
        if self.role is Role.POC and self.organisation not in CARRIERS:
            raise ValueError("organisation: is no known railroad")
        if bool(self.crossings) != (self.role is Role.PORT) or not set(self.crossings) <= {*PORTS}:
            raise ValueError("crossings: a port's system names known ones, and no other does")
        if (self.partner in PARTNERS) != (self.role is Role.MXA):
            raise ValueError("partner: an administration's system names it, and no other does")
        return self


SYSTEMS: dict[str, OutsideSystem] = load("systems", OutsideSystem, lambda row: row.id)
"""Every system that may send events, by the id under which it signs in."""
