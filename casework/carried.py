"""What a case carries over from one run of its workflow to the next: everything.

Also what a case starts again from when its run was lost: then it is folded from the record.
"""

from pydantic import Field

from casework.case import Case
from casework.casetime import CaseTime
from casework.command import Receipt
from casework.errand import Errand
from casework.model import Kept


class Undelivered(Kept):
    """A notice that is owed and not delivered yet: its key, what it is, and for which letter."""

    key: str
    template: str
    party: str
    letter: str | None = None
    recipient: str | None = None


class Carried(Kept):
    """The input of every run; the first one carries nothing but the case's id.

    ``after_event`` is the number of the last event that was recorded before this run: what came
    before it is told by earlier runs. ``roll_after`` makes a run end after so many history events
    instead of when the server suggests it, for tests.
    """

    case_id: str
    case: Case | None = None
    time: CaseTime | None = None
    receipts: dict[str, Receipt] = Field(default_factory=dict)
    undelivered: tuple[Undelivered, ...] = ()
    errands: tuple[Errand, ...] = ()
    after_event: int = 0
    roll_after: int | None = None
