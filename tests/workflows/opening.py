"""What opens the case of a test."""

from typing import Any

from tests.casework.paths import CONTACTS, INCIDENT

OPENING: dict[str, Any] = {
    "carrier": "SVR",
    "port": "2304",
    "ground": "incident",
    "illustrative": True,
    "contacts": CONTACTS,
    "incident": INCIDENT,
}
