"""Delivers what the register says is owed: letters first to the carrier, for ever if need be."""

import asyncio

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.notices import NoticeActivities, NoticeDelivery, NoticeRequest
    from casework.command import system_asked

from workflows.carried import Undelivered
from workflows.case_run import CaseRun
from workflows.options import MAIL_RETRY, MAIL_TIMEOUT, SIGN_OF_LIFE

PARTNER_NOTICE = "partner_notice"
"""The one message without a letter whose sending moves a matter on."""


class Courier:
    """One delivery at a time for each notice; several notices side by side."""

    def __init__(self, run: CaseRun) -> None:
        self._run = run
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def deliver_all(self) -> None:
        """Deliver for ever. A notice starts on its way once its event is recorded."""
        run = self._run
        while True:
            await workflow.wait_condition(lambda: run.journal.idle and bool(self._next()))
            for notice in self._next():
                self._under_way[notice.key] = asyncio.create_task(self._deliver(notice))

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return not self._under_way

    def stop(self) -> None:
        """Leave deliveries to the next run: a repeated attempt is the same message."""
        for task in self._under_way.values():
            task.cancel()

    def failure(self) -> BaseException | None:
        """Return what went wrong in a delivery's own code, so that it is not lost in a task."""
        for task in self._under_way.values():
            if task.done() and not task.cancelled() and task.exception():
                return task.exception()
        return None

    def _next(self) -> list[Undelivered]:
        return [n for key, n in self._run.undelivered.items() if key not in self._under_way]

    async def _deliver(self, notice: Undelivered) -> None:
        delivery = await workflow.execute_activity_method(
            NoticeActivities.deliver,
            NoticeRequest(case_id=self._run.case_id, key=notice.key),
            start_to_close_timeout=MAIL_TIMEOUT,
            heartbeat_timeout=SIGN_OF_LIFE,
            retry_policy=MAIL_RETRY,
            summary=f"Deliver {notice.template.replace('_', ' ')} to {notice.party}",
        )
        if notice.letter is not None:
            self._tell("", {"letter": notice.letter}, notice, delivery)
        elif notice.recipient is not None:
            self._tell("reversal.", {"recipient": notice.recipient}, notice, delivery)
        elif notice.template == PARTNER_NOTICE:
            self._tell("notice.", {}, notice, delivery)
        self._run.delivered(notice.key)
        self._under_way.pop(notice.key, None)

    def _tell(
        self, what: str, about: dict[str, str], notice: Undelivered, delivery: NoticeDelivery
    ) -> None:
        """Let the case know that what it waits for went out, or that it could not."""
        at = self._run.now()
        body = {
            **about,
            "message_id": delivery.message_id,
            "content_sha256": delivery.content_sha256,
            "at": at.isoformat(),
        }
        act = f"on:{what}sent" if delivery.accepted else f"on:{what}bounced"
        self._run.take(system_asked(act, body, at=at, key=f"{notice.key}:{act}"))
