"""Phase one: from the first report until the carrier's suspension has taken effect."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from casework.states import Phase, State

from workflows.case_run import CaseRun


async def suspension(run: CaseRun) -> None:
    """CBP finds out what happened, hears the carrier and decides; the carrier is told first."""
    await run.while_in(State.ADOPTION)  # a case from paper waits for its second signature
    await run.while_in(State.INCIDENT_REVIEW)  # facts, joint breach review, recommendation
    await run.while_in(State.DECISION, State.COMMENT)  # proposed, answered, decided
    await run.while_in(State.ORDERED)  # the letter is served before anybody else can know
    await run.until_phase_ends(Phase.SUSPENSION)
