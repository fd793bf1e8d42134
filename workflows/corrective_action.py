"""Phase two: the carrier finds the cause, files its plan and carries it out."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.states import Phase, State

from workflows.case_run import CaseRun


async def corrective_action(run: CaseRun) -> None:
    """Benefits are withdrawn as ordered; the carrier files, corrects and shows evidence."""
    await run.items_leave("STATUS", "EMBARGOED", phase=Phase.CORRECTIVE_ACTION)  # partners told
    await run.items_leave("BENEFIT", "OFF_ORDERED", phase=Phase.CORRECTIVE_ACTION)  # ports confirm
    await run.while_in(State.ACTION_PLAN, State.SUSPENDED, State.NON_RESPONSE)  # analysis, plan
    await run.while_in(State.CAP_REVISION)  # a returned plan is corrected and signed again
    await run.while_in(State.IMPLEMENTING)  # milestones, each with evidence
    await run.until_phase_ends(Phase.CORRECTIVE_ACTION)
