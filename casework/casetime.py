"""A demonstration case's own time: an origin, a factor and an instant that it does not pass.

The only place where case time and real time are mapped to each other; worker and desk both use
it, so that they agree to the microsecond. Production mode knows no case time.
"""

from datetime import UTC, datetime, timedelta

from pydantic import AwareDatetime, Field

from casework.model import Kept


class CaseTime(Kept):
    """Case time: at ``real_origin`` it was ``origin``, since then it runs ``factor`` times as fast.

    ``until`` is the last instant granted; time stands still there until more is granted. None
    lets it run on.
    """

    origin: AwareDatetime
    real_origin: AwareDatetime
    factor: float = Field(gt=0)
    until: AwareDatetime | None = None

    def at(self, real: datetime) -> datetime:
        """Return the case's instant at a real instant."""
        elapsed = max(timedelta(0), real - self.real_origin) * self.factor
        reached = self.origin + elapsed
        if self.until is not None and reached > self.until:
            reached = self.until
        return reached.astimezone(UTC)

    def real(self, instant: datetime) -> datetime | None:
        """Return when a case's instant comes in real time; None while it has not been granted."""
        if self.until is not None and instant > self.until:
            return None
        return self.real_origin + max(timedelta(0), instant - self.origin) / self.factor

    def granted(self, until: datetime, *, real: datetime) -> "CaseTime":
        """Return the time that goes on at ``real`` from where this one stands, up to ``until``."""
        return CaseTime(origin=self.at(real), real_origin=real, factor=self.factor, until=until)


def case_now(time: CaseTime | None, real: datetime) -> datetime:
    """Return the instant that counts for a case: its own time, else the real one (UTC)."""
    return real.astimezone(UTC) if time is None else time.at(real)
