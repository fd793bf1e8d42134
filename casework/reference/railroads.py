"""Railroads, the crossings between the two countries, and the lanes that lead over them."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from casework.calendars import Mark
from casework.model import Submitted
from casework.reference.row import Row, Said, ZoneName, load
from casework.text import Scac

PortCode = Annotated[str, Field(pattern=r"^[0-9]{4}$")]


class Carrier(Row):
    """A railroad. ``id`` stays the same through renamings; ``scac`` is its AAR mark.

    ``seat`` is the country whose business days count where a clock asks for the carrier's.
    ``invented`` railroads carry what would harm the name of a real one.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z0-9-]{2,12}$")]
    name: Said
    scac: Scac
    seat: Literal["US", "MX", "CA"]
    invented: bool = False
    formerly: Said | None = None


class Size(StrEnum):
    """How large a railroad is, by the classes of the U.S. Surface Transportation Board."""

    CLASS_I = "Class I"
    CLASS_II = "Class II"
    CLASS_III = "Class III"
    FOREIGN = "foreign"


class CarrierSize(Row):
    """How large a railroad is. A file of its own, since its sources are other than the names'."""

    carrier: str
    size: Size


class Side(StrEnum):
    """A side of the border."""

    US = "US"
    MX = "MX"


class RailroadThere(Submitted):
    """A railroad that reaches a crossing; ``carrier`` is its id where reference data know it."""

    name: Said
    side: Side
    mark: Mark
    carrier: str | None = None
    note: Said | None = None


class Crossing(Row):
    """A rail crossing, by the Schedule D code of its port on the US side.

    ``zone`` is where the days of a case end: the US side's. ``in_service`` is None where nobody
    has confirmed that trains cross there.
    """

    code: PortCode
    name: Said
    zone: ZoneName
    opposite: Said
    opposite_zone: ZoneName
    office: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    railroads: Annotated[tuple[RailroadThere, ...], Field(min_length=1)]
    in_service: bool | None = True
    note: Said | None = None

    @property
    def region(self) -> str:
        """The state on the US side, by which reports group crossings."""
        return self.name.rpartition(", ")[2]

    @property
    def address(self) -> str:
        """The demonstration mailbox of the port's officers."""
        return f"port-{self.code}@cbp.example"


class Lane(Row):
    """A way over a crossing: which railroad delivers to which.

    ``unified_processing`` says whether both customs services inspect together there; whether a
    suspension touches that is not published, and is decided port by port.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")]
    crossing: PortCode
    direction: Literal["northbound", "southbound"]
    delivering: str
    receiving: str
    unified_processing: bool | None = None
    note: Said | None = None


CARRIERS: dict[str, Carrier] = load("carriers", Carrier, lambda row: row.id)
"""Every railroad that a case may be opened for, by id."""

CARRIER_SIZES: dict[str, CarrierSize] = load("carrier_sizes", CarrierSize, lambda row: row.carrier)
"""The size of every railroad, by its id."""

PORTS: dict[str, Crossing] = load("crossings", Crossing, lambda row: row.code)
"""Every rail crossing, by Schedule D code."""

LANES: dict[str, Lane] = load("lanes", Lane, lambda row: row.id)
"""Every lane, by id."""
