"""The appeal of one decision: filed → acknowledged → reviewed on the record → determined → applied.

It runs beside the case that it is about and never holds it up; it may begin long after that case
has closed, and ends when what was determined is carried out (6 U.S.C. 967(c)).
"""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.command import Receipt
    from casework.matters import Matter
    from casework.states import State

from workflows.carried import Carried
from workflows.running import Running
from workflows.updates import accepting


@workflow.defn(name=Matter.APPEAL.value)
@accepting
class AppealCase:
    """One appealed decision. The appeal office acts; the statute's clocks never stop."""

    @workflow.init
    def __init__(self, carried: Carried) -> None:
        self._running = Running(carried)
        self.reception = self._running.reception

    @workflow.run
    async def run(self, carried: Carried) -> str:  # noqa: ARG002  (the SDK wants both alike)
        """Lead the appeal until it is determined and carried out; return the state it ended in."""
        return await self._running.lead(self._process)

    async def _process(self) -> None:
        case = self._running.case
        await case.while_in(State.APPEAL_FILED)  # acknowledged within days; the record is fetched
        await case.while_in(State.APPEAL_UNDER_REVIEW)  # determined within 180 days, or late
        await case.while_in(State.APPEAL_DETERMINED)  # the case and everybody told before are told

    @workflow.query(name="receipt", description="The receipt of a command, by its id.")
    def receipt(self, command_id: str) -> Receipt | None:
        """Return a command's receipt; also an appeal that has ended still knows it."""
        return self._running.receipt(command_id)
