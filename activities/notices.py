"""Deliver the notices that a case owes: at least once, under one Message-ID, with evidence."""

from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import AwareDatetime
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.addresses import plain_address
from activities.mail_faults import AddressRefused, Deferred
from activities.messages import Message, compose
from activities.ports import Bounced, Delivery, DueNotice, NoticeRegister, Postbox
from activities.template_facts import FactsRefused
from casework.model import Kept

CHANNEL = "smtp"
"""How this activity delivers; other channels (hand, post) are recorded by people."""


class NoticeRequest(Kept):
    """Which notice to deliver: what it says stays in the register and out of the history."""

    case_id: str
    key: str


class NoticeDelivery(Kept):
    """How far it got. ``accepted`` is evidence of class B: the mail server took the message.

    It never means *delivered* (process table, track LETTER). ``bounced``: refused for good.
    """

    accepted: bool
    answer: str
    message_id: str
    channel: str
    at: AwareDatetime
    bounced: bool = False


class NoticeActivities:
    """Delivers registered notices through a postbox and keeps the evidence in the register."""

    def __init__(
        self,
        register: NoticeRegister,
        postbox: Postbox,
        *,
        sender: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``sender`` is the address of all messages; ``now`` gives the instant of sending."""
        self._register = register
        self._postbox = postbox
        self._sender = plain_address(sender)
        self._now = now

    @activity.defn(name="deliver_notice")
    async def deliver(self, request: NoticeRequest) -> NoticeDelivery:
        """Hand one notice to the mail server, unless it was accepted before.

        Failures hold no content and no address. Retryable: ``mail_deferred`` (server away, 4xx),
        ``notice_unknown``, ``notice_unwordable`` (cured by a new version of the code). Not
        retryable: ``address_refused``. A refusal for good is a result (``bounced``), no failure.
        """
        earlier = await self._register.delivered(request.case_id, request.key)
        if earlier is not None:
            return _result(earlier, bounced=False)
        message = self._worded(await self._due(request))
        answer, accepted = await self._handed_over(message)
        # A crash before the next line sends the same Message-ID again: at least once, never lost.
        delivery = Delivery(
            message_id=message.message_id,
            channel=CHANNEL,
            answer=answer,
            accepted=accepted,
            at=self._now().astimezone(UTC),
            content_sha256=message.content_sha256,
        )
        await self._register.record(request.case_id, request.key, delivery)
        return _result(delivery, bounced=not accepted)

    async def _due(self, request: NoticeRequest) -> DueNotice:
        try:
            return await self._register.due(request.case_id, request.key)
        except LookupError:
            raise ApplicationError("no such notice is registered", type="notice_unknown") from None

    def _worded(self, due: DueNotice) -> Message:
        try:
            return compose(due, sender=self._sender, sent_at=self._now())
        except AddressRefused as refusal:
            raise _address_refused(refusal) from None
        except FactsRefused as refusal:
            raise ApplicationError(str(refusal), type="notice_unwordable") from None
        except Exception as fault:
            # A fault in a template may quote a fact; only its kind may leave this process.
            raise ApplicationError(
                f"the notice could not be worded ({type(fault).__name__})",
                type="notice_unwordable",
            ) from None

    async def _handed_over(self, message: Message) -> tuple[str, bool]:
        try:
            answer = await self._postbox.send(
                message.content, sender=message.sender, recipient=message.recipient
            )
        except Bounced as refusal:
            return str(refusal), False
        except AddressRefused as refusal:
            raise _address_refused(refusal) from None
        except Deferred as fault:
            raise ApplicationError(str(fault), type="mail_deferred") from None
        except Exception as fault:
            # What another postbox says in its errors may quote the message.
            raise ApplicationError(
                f"the mail system failed ({type(fault).__name__})", type="mail_deferred"
            ) from None
        return answer, True


def _address_refused(refusal: AddressRefused) -> ApplicationError:
    return ApplicationError(str(refusal), type="address_refused", non_retryable=True)


def _result(delivery: Delivery, *, bounced: bool) -> NoticeDelivery:
    return NoticeDelivery(
        accepted=delivery.accepted,
        answer=delivery.answer,
        message_id=delivery.message_id,
        channel=delivery.channel,
        at=delivery.at,
        bounced=bounced,
    )
