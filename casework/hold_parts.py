"""Parts of a case about holds, stays, closed crossings and outages of the portal."""

from datetime import date

from pydantic import AwareDatetime

from casework.commands.holds import HoldReason
from casework.model import Kept
from casework.roles import Role


class Hold(Kept):
    """A hold: which clocks it names, why, on what authority, from when, and through which day.

    ``until`` is the last day held, in the case's zone. ``released_at`` is when it ended.
    """

    clocks: tuple[str, ...]
    reason: HoldReason
    authority: str
    placed_at: AwareDatetime
    placed_by: str
    placed_as: Role
    until: date
    released_at: AwareDatetime | None = None


class Stay(Kept):
    """A stay: of which decision (the name of its letter), who granted it when, and its end.

    ``by`` and ``role`` are of whoever granted or recorded it, at its end of whoever ended it;
    ``court`` is set where a court did.
    """

    decision: str
    requested_at: AwareDatetime | None = None
    granted_at: AwareDatetime | None = None
    by: str = ""
    role: Role | None = None
    court: str | None = None
    over_at: AwareDatetime | None = None


class Closure(Kept):
    """A crossing of the case that was reported shut, and when it was open again."""

    port: str
    closed_at: AwareDatetime
    expected_until: date | None = None
    reopened_at: AwareDatetime | None = None
