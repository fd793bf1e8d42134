"""Phase three: CBP reviews the plan, verifies what was done, and decides."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.states import Phase, State

from workflows.case_run import CaseRun


async def review(run: CaseRun) -> None:
    """Officers review and visit, one recommends, another person at headquarters decides."""
    await run.while_in(State.CAP_REVIEW)  # completeness, root cause, each action
    await run.while_in(State.VERIFICATION)  # visit, report, answer, recommendation
    await run.while_in(State.DECISION)  # the return, or what becomes of the case
    await run.until_phase_ends(Phase.REVIEW)
