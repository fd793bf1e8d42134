"""The way back to business of one suspended rail carrier: suspension → corrective action → review →
reinstatement."""

from types import MappingProxyType

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.command import Receipt
    from casework.matters import Matter
    from casework.states import Phase

from workflows.carried import Carried
from workflows.corrective_action import corrective_action
from workflows.reinstatement import reinstatement
from workflows.review import review
from workflows.running import Running
from workflows.suspension import suspension
from workflows.updates import accepting

WORKFLOW = Matter.RESUMPTION.value
"""The workflow's type, as it shows in the Temporal UI."""

RECEIPT = "receipt"

PHASES = MappingProxyType(
    {
        Phase.SUSPENSION: suspension,
        Phase.CORRECTIVE_ACTION: corrective_action,
        Phase.REVIEW: review,
        Phase.REINSTATEMENT: reinstatement,
    }
)


@workflow.defn(name=WORKFLOW)
@accepting
class ResumptionCase:
    """One carrier, one matter. People act by updates, clocks run, and the record keeps it all."""

    @workflow.init
    def __init__(self, carried: Carried) -> None:
        self._running = Running(carried)
        self.reception = self._running.reception

    @workflow.run
    async def run(self, carried: Carried) -> str:  # noqa: ARG002  (the SDK wants both alike)
        """Lead the case through its phases until nothing is owed; return the state it ended in."""
        return await self._running.lead(self._phases)

    async def _phases(self) -> None:
        case = self._running.case
        while not case.settled:
            await PHASES[case.phase](case)

    @workflow.query(name=RECEIPT, description="The receipt of a command, by its id.")
    def receipt(self, command_id: str) -> Receipt | None:
        """Return a command's receipt; also a case that has ended still knows it."""
        return self._running.receipt(command_id)
