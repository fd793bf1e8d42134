"""Keeps the clocks: waits for the next step of any of them, then lets it happen."""

import asyncio
from datetime import datetime

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.record import RecordActivities
    from casework.agenda import step_asked
    from casework.clocks import Step, StepKind
    from casework.refusal import Refusal

from workflows.case_run import CaseRun
from workflows.options import (
    BEING_WRITTEN_DOWN,
    RECORD_RETRY,
    RECORD_TIMEOUT,
    SIGN_OF_LIFE,
    STILL_UNDER_WAY,
    STILL_UNDER_WAY_AT_MOST,
)


class ClockKeeper:
    """One durable timer for all clocks of a case: reminders, lapses, escalations."""

    def __init__(self, run: CaseRun) -> None:
        self._run = run
        self._pause = STILL_UNDER_WAY
        self._timer: asyncio.Task[None] | None = None
        self._timer_for: tuple[str, datetime] | None = None

    async def keep(self) -> None:
        """Keep the clocks for ever."""
        run = self._run
        while True:
            seen = run.revision
            step = run.due
            real = self._acts_at(step) if step else None
            if step is None or real is None:
                self._stop_timer()
                await workflow.wait_condition(lambda seen=seen: run.revision != seen)  # type: ignore[misc]
            elif real > workflow.now() and not self._rang(step, real):
                await self._wait(step, seen, real)
            elif step.kind is not StepKind.LAPSE or await self._nobody_was_earlier(step, seen):
                self._do(step)

    def _do(self, step: Step) -> None:
        events = self._run.take(step_asked(self._run.known, step))
        if isinstance(events, Refusal) or not events:
            raise RuntimeError("a step is due and changes nothing: it would be due for ever")

    def _acts_at(self, step: Step) -> datetime | None:
        """Return when to act on a step, in real time; None while that time is not granted.

        What the step does is dated at the step's own instant, however late it is done.
        """
        real = self._run.real(step.at)
        if real is None or step.kind is not StepKind.LAPSE or self._run.time is not None:
            return real  # in a demonstration nothing is received while time runs
        return real + BEING_WRITTEN_DOWN

    async def _wait(self, step: Step, seen: int, real: datetime) -> None:
        """Wait for a step or a change. A change that leaves the step as it is leaves its timer."""
        run, timer = self._run, self._timer
        if timer is None or timer.done() or self._timer_for != (step.id, real):
            self._stop_timer()
            timer = self._timer = asyncio.create_task(
                workflow.sleep(real - workflow.now(), summary=step.label.en)
            )
            self._timer_for = (step.id, real)
        await workflow.wait_condition(lambda: run.revision != seen or timer.done())

    def _rang(self, step: Step, real: datetime) -> bool:
        """Whether the timer of a step has fired, whatever the time is said to be.

        After its worker has died, a case may be replayed for somebody who only looks at it. What
        happened since is then told with the time of the task before (``workflow.now()`` is old),
        and a timer set by that time would run its whole length once more.
        """
        timer = self._timer
        rang = timer is not None and timer.done() and not timer.cancelled()
        return rang and self._timer_for == (step.id, real)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    async def _nobody_was_earlier(self, step: Step, seen: int) -> bool:
        """Whether every command received before the due instant has its outcome.

        Timeliness is judged on the instant received: a clock does not lapse over a filing that
        came in time and is still on its way.
        """
        earlier = await workflow.execute_activity_method(
            RecordActivities.unanswered_before,
            args=[self._run.case_id, step.at],
            start_to_close_timeout=RECORD_TIMEOUT,
            heartbeat_timeout=SIGN_OF_LIFE,
            retry_policy=RECORD_RETRY,
            summary=f"Anything received in time? {step.label.en}",
        )
        if not earlier:
            self._pause = STILL_UNDER_WAY
            return self._run.revision == seen
        try:
            await workflow.wait_condition(
                lambda: self._run.revision != seen,
                timeout=self._pause,
                timeout_summary="A command received in time is still under way",
            )
            self._pause = STILL_UNDER_WAY
        except TimeoutError:
            self._pause = min(2 * self._pause, STILL_UNDER_WAY_AT_MOST)
        return False
