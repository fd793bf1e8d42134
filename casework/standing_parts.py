"""What a case keeps of promises, of the carrier's names, and of legal holds."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from casework.model import Kept
from casework.roles import Role


class Promise(Kept):
    """A commitment from a call or a meeting. ``due`` is None where no day was named."""

    what: str
    owner: Role
    person: str
    made_at: AwareDatetime
    due: date | None = None


class CarrierName(Kept):
    """What the carrier is called from a day on; until it is countersigned it is a proposal."""

    name: str
    scac: str
    since: date
    why: Literal["renamed", "merged"]
    proposed_by: str
    old_name: str
    old_scac: str
    merged_with: str | None = None
    agreed: bool = False
