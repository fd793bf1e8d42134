"""What a carrier is told of clocks that stand still, and of days that move for all alike."""

from pydantic import AwareDatetime

from activities.facts.carrier import Days, ToCarrier
from activities.facts.values import Day, Line, Owed, Words
from casework.model import Kept


class AboutTerm(ToCarrier):
    """The term of the suspension, which no hold touches, and by how many days it is too short."""

    term: Owed | None = None
    short_by: Days = 0


class HoldPlaced(AboutTerm):
    """Named clocks stand still: why, on what authority, and through which day."""

    hold: Line
    reason: Words
    authority: Line
    until: Day
    clocks: tuple[Owed, ...]


class MovedDay(Kept):
    """A clock with the day that holds now, and the one before it."""

    clock: Owed
    old_day: Day


class HoldOver(AboutTerm):
    """A hold has ended: the new day of each clock, and what another hold still keeps."""

    hold: Line
    clocks: tuple[MovedDay, ...] = ()
    still_held: tuple[Words, ...] = ()


class DaysRolled(ToCarrier):
    """The portal was away on a last day of the carrier: from when to when, and the new days."""

    began_at: AwareDatetime
    ended_at: AwareDatetime
    clocks: tuple[MovedDay, ...]


class AboutStay(AboutTerm):
    """A stay, and the decision whose effect it is about, by the name of its letter."""

    stay: Line
    decision: Line


class StayGranted(AboutStay):
    """The effect of a decision is lifted: by whom, on what basis, and when that is reviewed."""

    by: Words
    basis: Words
    review: Owed


class StayRefused(ToCarrier):
    """The effect of a decision is not lifted, and why."""

    stay: Line
    decision: Line
    reasons: Words


class StayEnded(AboutStay):
    """A stay is over: by a decision with reasons, or because another decision took its place."""

    reasons: Words | None = None
    benefits_off: bool
