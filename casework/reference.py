"""Reference data: carriers, ports, benefits and offices, each with its source and its mark.

``mark`` says how sure the value is: verified, secondary, unverified or default. It is shown
wherever the value is (domain.md, confidence tags and section 13).
"""

import json
from importlib.resources import files
from typing import Any

from casework.model import Kept


class Carrier(Kept):
    """A railroad. ``id`` stays the same through renamings; ``scac`` is its AAR mark."""

    id: str
    name: str
    scac: str
    seat: str
    invented: bool = False
    mark: str = "secondary"


class Port(Kept):
    """A rail crossing on the US side, with the zone in which its days end."""

    code: str
    name: str
    opposite: str
    zone: str
    office: str
    mark: str = "unverified"

    @property
    def address(self) -> str:
        """The demonstration mailbox of the port's officers."""
        return f"port-{self.code}@cbp.example"


class Benefit(Kept):
    """A benefit of membership, named in both languages."""

    id: str
    en: str
    es: str
    mark: str = "secondary"


class Office(Kept):
    """A CTPAT office and the mailbox that its people read."""

    id: str
    name: str
    address: str
    mark: str = "default"


def _rows(name: str) -> list[dict[str, Any]]:
    data = json.loads(
        files("casework").joinpath(f"data/reference/{name}.json").read_text(encoding="utf-8")
    )
    return [{"mark": data["mark"], **row} for row in data[name]]


CARRIERS: dict[str, Carrier] = {row["id"]: Carrier.model_validate(row) for row in _rows("carriers")}
"""Every railroad that a case may be opened for, by id."""

PORTS: dict[str, Port] = {row["code"]: Port.model_validate(row) for row in _rows("ports")}
"""Every rail crossing, by Schedule D code."""

BENEFITS: dict[str, Benefit] = {row["id"]: Benefit.model_validate(row) for row in _rows("benefits")}
"""Every benefit that an order may take away or give back, by id."""

OFFICES: dict[str, Office] = {row["id"]: Office.model_validate(row) for row in _rows("offices")}
"""Every CTPAT office, by id."""
