"""What a case keeps of its appeals, and what an appeal keeps of itself."""

from pydantic import AwareDatetime

from casework.commands.appeals import AppealedDecision, Outcome
from casework.model import Kept


class FiledAppeal(Kept):
    """An appeal as the case knows it: which decision, under which id it goes on, how it ended.

    ``order`` is the letter of the order that it was determined by, where there is one.
    """

    letter: str
    matter: str
    filed_at: AwareDatetime
    ended: str | None = None
    order: str | None = None
    applied: bool = False


class AppealMatter(Kept):
    """What an appeal is about, and how far its review has come."""

    about: str
    appeal: str
    decision: AppealedDecision
    participants: tuple[str, ...]
    filed_at: AwareDatetime
    expedited: bool = False
    record_handed_over: bool = False
    outcome: Outcome | None = None

    @property
    def late(self) -> bool:
        """Whether it was filed after the last day, as counted; the appeal office judges that."""
        over = self.decision.last_day_over
        return over is not None and self.filed_at >= over
