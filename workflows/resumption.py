"""The way back to business of one suspended rail carrier: suspension → corrective action → review →
reinstatement."""

import asyncio
import contextlib
from collections.abc import Callable

from temporalio import workflow
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

with workflow.unsafe.imports_passed_through():
    from casework.command import Receipt
    from casework.commands import commands
    from casework.states import Phase

from workflows.carried import Carried
from workflows.case_run import CaseRun
from workflows.clock_keeper import ClockKeeper
from workflows.corrective_action import corrective_action
from workflows.courier import Courier
from workflows.options import LETTERS_ARRIVE, OPENED_WITHIN
from workflows.reception import Reception
from workflows.reinstatement import reinstatement
from workflows.review import review
from workflows.suspension import suspension
from workflows.updates import accepting

WORKFLOW = "ResumptionCase"
"""The workflow's type, as it shows in the Temporal UI."""

RECEIPT = "receipt"
NEVER_OPENED = "never_opened"

PHASES = {
    Phase.SUSPENSION: suspension,
    Phase.CORRECTIVE_ACTION: corrective_action,
    Phase.REVIEW: review,
    Phase.REINSTATEMENT: reinstatement,
}


@workflow.defn(name=WORKFLOW)
@accepting(commands())
class ResumptionCase:
    """One carrier, one matter. People act by updates, clocks run, and the record keeps it all."""

    @workflow.init
    def __init__(self, carried: Carried) -> None:
        self._run = CaseRun(carried)
        self.reception = Reception(self._run)
        self._clocks = ClockKeeper(self._run)
        self._courier = Courier(self._run)

    @workflow.run
    async def run(self, carried: Carried) -> str:  # noqa: ARG002  (the SDK wants both alike)
        """Lead the case through its phases until nothing is owed; return the state it ended in."""
        await self._opening()
        self._run.show_again()
        self._run.touch()
        duties = [
            asyncio.create_task(duty)
            for duty in (
                self._run.journal.write(self._should_roll),
                self._courier.deliver_all(),
                self._clocks.keep(),
                self._phases(),
            )
        ]
        await self._until(self._over, duties)
        await self._letters_arrive()
        await self._until(self._quiet, duties)
        self._courier.stop()
        if not self._run.settled:
            workflow.continue_as_new(self._run.carried())
        return self._run.state.value

    async def _phases(self) -> None:
        while not self._run.settled:
            await PHASES[self._run.phase](self._run)

    @workflow.query(name=RECEIPT, description="The receipt of a command, by its id.")
    def receipt(self, command_id: str) -> Receipt | None:
        """Return a command's receipt; also a case that has ended still knows it."""
        return self._run.receipts.get(command_id)

    async def _opening(self) -> None:
        """Wait for an opening; a refused one must not leave an empty case behind.

        Such a run fails: the same opening, sent again after the engine was away, may start anew.
        """
        if self._run.case is not None:
            return
        try:
            await workflow.wait_condition(
                lambda: self._run.case is not None,
                timeout=OPENED_WITHIN,
                timeout_summary="No opening was accepted: end",
            )
        except TimeoutError:
            raise ApplicationError(
                "no opening was accepted",
                type=NEVER_OPENED,
                category=ApplicationErrorCategory.BENIGN,
            ) from None

    async def _letters_arrive(self) -> None:
        """Give what is on its way a moment, lest the next run send it once more."""
        if not self._courier.idle:
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(
                    lambda: self._courier.idle,
                    timeout=LETTERS_ARRIVE,
                    timeout_summary="The next run of this case begins soon",
                )

    def _quiet(self) -> bool:
        return self._run.journal.idle and workflow.all_handlers_finished()

    def _over(self) -> bool:
        """Whether this run may end: nothing is owed, or the next run should carry on."""
        return self._quiet() and (self._run.settled or self._should_roll())

    def _should_roll(self) -> bool:
        info = workflow.info()
        limit = self._run.roll_after
        return info.is_continue_as_new_suggested() or (
            limit is not None and info.get_current_history_length() >= limit
        )

    async def _until(self, fact: Callable[[], bool], duties: list[asyncio.Task[None]]) -> None:
        """Wait for a fact. A fault of the code fails the task, which is tried until it is mended.

        Some exceptions would end the case for good, so none is raised as it is.
        """
        await workflow.wait_condition(lambda: fact() or self._failure(duties) is not None)
        failure = self._failure(duties)
        if failure is not None:
            raise RuntimeError("a part of the case's workflow has failed") from failure

    def _failure(self, duties: list[asyncio.Task[None]]) -> BaseException | None:
        for duty in duties:
            if duty.done() and not duty.cancelled() and duty.exception():
                return duty.exception()
        return self._courier.failure()
