"""Telling one partner administration: due → sent → acknowledged → its own action, never imposed.

It runs beside the case and never holds it up. Each later change of the status is told anew.
"""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.command import Receipt
    from casework.matters import Matter
    from casework.states import State

from workflows.carried import Carried
from workflows.running import Running
from workflows.updates import accepting


@workflow.defn(name=Matter.PARTNER_NOTICE.value)
@accepting
class PartnerNotice:
    """One administration abroad, one carrier that it recognises and that has consented."""

    @workflow.init
    def __init__(self, carried: Carried) -> None:
        self._running = Running(carried)
        self.reception = self._running.reception

    @workflow.run
    async def run(self, carried: Carried) -> str:  # noqa: ARG002  (the SDK wants both alike)
        """Tell, and hear the answer, until the case is closed; return the state it ended in."""
        return await self._running.lead(self._process)

    async def _process(self) -> None:
        case = self._running.case
        while not case.settled:
            await case.while_in(State.NOTICE_DUE)  # the minimal message: a status and no reasons
            await case.while_in(State.NOTICE_SENT)  # acknowledged in working days of its own
            await case.while_in(State.NOTICE_ACKNOWLEDGED)  # what it decides itself
            await case.while_in(State.NOTICE_ACTION_RECORDED)  # until our status changes, or ends
            await case.until_phase_ends(case.phase)

    @workflow.query(name="receipt", description="The receipt of a command, by its id.")
    def receipt(self, command_id: str) -> Receipt | None:
        """Return a command's receipt; also a notice that has ended still knows it."""
        return self._running.receipt(command_id)
