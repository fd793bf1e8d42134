"""Phase four: the order is served, benefits come back, the carrier is monitored, CBP learns."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.states import Phase, State

from workflows.case_run import CaseRun


async def reinstatement(run: CaseRun) -> None:
    """The carrier is told first, ports give benefits back, conditions are met, lessons filed."""
    await run.while_in(State.ORDERED)  # the letter of return, or of removal, is served
    await run.items_leave("BENEFIT", "ON_ORDERED", phase=Phase.REINSTATEMENT)  # ports confirm
    await run.while_in(State.MONITORING)  # conditions, checks, effectiveness
    await run.until_phase_ends(Phase.REINSTATEMENT)  # lessons; then nothing is owed any more
