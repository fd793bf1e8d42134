"""Tell another case something: as a signed command of the system, through the one door."""

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.ports import Errands
from casework.errand import Errand, ErrandUnanswered
from casework.model import Kept


class ErrandRequest(Kept):
    """Which case tells what to which other."""

    case_id: str
    errand: Errand


class ErrandActivities:
    """Runs errands through whoever receives commands."""

    def __init__(self, errands: Errands) -> None:
        """Take the door through which commands are received."""
        self._errands = errands

    @activity.defn(name="tell_case")
    async def tell(self, request: ErrandRequest) -> str:
        """Tell a case something once; return ``done``, or the rule that refused it.

        A refusal is an answer: what was told came too late to mean anything there, and both sides
        keep it. Raises ``errand_unanswered``, which is worth another try, where none came.
        """
        try:
            return await self._errands.tell(request.case_id, request.errand)
        except ErrandUnanswered:
            raise ApplicationError(
                "the other case has not answered", type="errand_unanswered"
            ) from None
