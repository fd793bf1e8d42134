"""Delivers what the register says is owed: letters first to the carrier, for ever if need be."""

from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.notices import NoticeActivities, NoticeDelivery, NoticeRequest
    from casework.command import system_asked

from workflows.carried import Undelivered
from workflows.case_run import CaseRun
from workflows.options import MAIL_RETRY, MAIL_TIMEOUT, SIGN_OF_LIFE
from workflows.under_way import UnderWay

PARTNER_NOTICE = "partner_notice"
"""The one message without a letter whose sending moves a matter on."""


class Courier:
    """One delivery at a time for each notice; several notices side by side."""

    def __init__(self, run: CaseRun) -> None:
        self._run = run
        self.under_way = UnderWay()

    async def deliver_all(self) -> None:
        """Deliver for ever. A notice starts on its way once its event is recorded."""
        run = self._run
        while True:
            await workflow.wait_condition(lambda: run.journal.idle and bool(self._next()))
            for notice in self._next():
                self.under_way.start(notice.key, self._deliver(notice))

    def _next(self) -> list[Undelivered]:
        return [n for key, n in self._run.undelivered.items() if key not in self.under_way]

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
        self.under_way.arrived(notice.key)

    def _tell(
        self, what: str, about: dict[str, str], notice: Undelivered, delivery: NoticeDelivery
    ) -> None:
        """Let the case know that what it waits for went out, or that it could not."""
        at = self._run.now()
        body: dict[str, Any] = {
            **about,
            "message_id": delivery.message_id,
            "content_sha256": delivery.content_sha256,
            "at": at.isoformat(),
        }
        if delivery.printed:
            body["printed"] = delivery.printed
        act = f"on:{what}sent" if delivery.accepted else f"on:{what}bounced"
        self._run.take(system_asked(act, body, at=at, key=f"{notice.key}:{act}"))
