"""What every matter's workflow does beside its own process: receive, record, deliver, keep time."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

with workflow.unsafe.imports_passed_through():
    from casework.command import Receipt

from workflows.carried import Carried
from workflows.case_run import CaseRun
from workflows.clock_keeper import ClockKeeper
from workflows.courier import Courier
from workflows.messenger import Messenger
from workflows.options import LETTERS_ARRIVE, OPENED_WITHIN
from workflows.reception import Reception

NEVER_OPENED = "never_opened"


class Running:
    """One run of a matter: its case, and the duties that go on for as long as anything is owed."""

    def __init__(self, carried: Carried) -> None:
        self.case = CaseRun(carried)
        self.reception = Reception(self.case)
        self._clocks = ClockKeeper(self.case)
        self._courier = Courier(self.case)
        self._messenger = Messenger(self.case)

    async def lead(self, process: Callable[[], Coroutine[Any, Any, None]]) -> str:
        """Lead a matter through its process until nothing is owed; return the state it ended in.

        Or continue as new, with everything carried over, when the history has grown long.
        """
        await self._opening()
        self.case.show_again()
        self.case.touch()
        duties = [
            asyncio.create_task(duty)
            for duty in (
                self.case.journal.write(self._should_roll),
                self._courier.deliver_all(),
                self._messenger.run_all(),
                self._clocks.keep(),
                process(),
            )
        ]
        await self._until(self._over, duties)
        await self._messages_arrive()
        await self._until(self._quiet, duties)
        self._courier.under_way.stop()
        self._messenger.under_way.stop()
        if not self.case.settled:
            workflow.continue_as_new(self.case.carried())
        return self.case.state.value

    def receipt(self, command_id: str) -> Receipt | None:
        """Return a command's receipt; also a case that has ended still knows it."""
        return self.case.receipts.get(command_id)

    async def _opening(self) -> None:
        """Wait for an opening; a refused one must not leave an empty case behind.

        Such a run fails: the same opening, sent again after the engine was away, may start anew.
        """
        if self.case.case is not None:
            return
        try:
            await workflow.wait_condition(
                lambda: self.case.case is not None,
                timeout=OPENED_WITHIN,
                timeout_summary="No opening was accepted: end",
            )
        except TimeoutError:
            raise ApplicationError(
                "no opening was accepted",
                type=NEVER_OPENED,
                category=ApplicationErrorCategory.BENIGN,
            ) from None

    async def _messages_arrive(self) -> None:
        """Give what is on its way a moment, lest the next run send it once more."""
        if not self._arrived():
            with contextlib.suppress(TimeoutError):
                await workflow.wait_condition(
                    self._arrived,
                    timeout=LETTERS_ARRIVE,
                    timeout_summary="The next run of this case begins soon",
                )

    def _arrived(self) -> bool:
        return self._courier.under_way.idle and self._messenger.under_way.idle

    def _quiet(self) -> bool:
        return self.case.journal.idle and workflow.all_handlers_finished()

    def _over(self) -> bool:
        """Whether this run may end: nothing is owed, or the next run should carry on."""
        return self._quiet() and (self.case.settled or self._should_roll())

    def _should_roll(self) -> bool:
        info = workflow.info()
        limit = self.case.roll_after
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
        return self._courier.under_way.failure() or self._messenger.under_way.failure()
