"""Deliver the notices that a case owes: at least once, under one Message-ID, with evidence.

A letter is printed before it is sent, and kept so: every attempt attaches the same bytes, also
after a change of the templates or of the compiler.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

from pydantic import AwareDatetime, Field
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.addresses import plain_address
from activities.mail_faults import AddressRefused, Deferred
from activities.messages import compose, message_id, worded
from activities.ports import Bounced, Delivery, DueNotice, NoticeRegister, Postbox
from activities.printing import is_printed, printed, version_of
from activities.renderings import Wording
from activities.template_facts import FactsRefused
from activities.template_versions import CURRENT
from casework.bilingual import Language
from casework.model import Kept
from casework.prints import Print

CHANNEL = "smtp"
"""How this activity delivers; other channels (hand, post) are recorded by people."""


class NoticeRequest(Kept):
    """Which notice to deliver: what it says stays in the register and out of the history."""

    case_id: str
    key: str


class NoticeDelivery(Kept):
    """How far it got. ``accepted`` is evidence of class B: the mail server took the message.

    It never means *delivered* (process table, track LETTER). ``bounced``: refused for good, by the
    mail server or by this system, which outside production writes to test domains only.
    ``content_sha256`` is the hash of what the message says, ``printed`` those of the PDFs that a
    letter brings, by language.
    """

    accepted: bool
    answer: str
    message_id: str
    channel: str
    at: AwareDatetime
    content_sha256: str
    bounced: bool = False
    printed: dict[Language, str] = Field(default_factory=dict)


class NoticeActivities:
    """Delivers registered notices through a postbox and keeps the evidence in the register."""

    def __init__(
        self,
        register: NoticeRegister,
        postbox: Postbox,
        *,
        sender: str,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """``sender`` is the address of all messages; ``now`` gives the instant of sending, by
        default as the engine's clock tells it.
        """
        self._register = register
        self._postbox = postbox
        self._sender = plain_address(sender)
        self._now = now
        self._one_at_a_time: WeakValueDictionary[tuple[str, str], asyncio.Lock] = (
            WeakValueDictionary()
        )

    @activity.defn(name="deliver_notice")
    async def deliver(self, request: NoticeRequest) -> NoticeDelivery:
        """Hand one notice to the mail server, unless it was accepted before.

        A refusal for good is a result (``bounced``), no failure. Failures hold no content and no
        address, and each is worth another try: ``mail_deferred`` (server away, 4xx),
        ``notice_unknown``, ``notice_unwordable`` (cured by a new version of the code).
        """
        now = self._now or _by_the_engine()
        # A run of a case may end while its attempt is under way, and the next run makes its own.
        key = request.case_id, request.key
        async with self._one_at_a_time.setdefault(key, asyncio.Lock()):
            return await self._delivered(request, now)

    async def _delivered(
        self, request: NoticeRequest, now: Callable[[], datetime]
    ) -> NoticeDelivery:
        earlier = await self._register.delivered(request.case_id, request.key)
        if earlier is not None:
            kept = await self._register.prints(request.case_id, request.key)
            return _result(earlier, kept)
        due = await self._due(request)
        prints = await self._printed(due)
        said = _worded(due, prints)
        answer, accepted = await self._handed_over(due, said, prints, sent_at=now())
        # A crash before the next line sends the same Message-ID again: at least once, never lost.
        delivery = Delivery(
            message_id=message_id(due.case_id, due.notice.key, self._sender),
            channel=CHANNEL,
            answer=answer,
            accepted=accepted,
            at=now().astimezone(UTC),
            content_sha256=said.sha256,
        )
        await self._register.record(request.case_id, request.key, delivery)
        return _result(delivery, prints)

    async def _due(self, request: NoticeRequest) -> DueNotice:
        try:
            return await self._register.due(request.case_id, request.key)
        except LookupError:
            raise ApplicationError("no such notice is registered", type="notice_unknown") from None

    async def _printed(self, due: DueNotice) -> tuple[Print, ...]:
        """Return how a letter is printed: as the first attempt kept it. Nothing for other mail.

        One letter has one version: its second copy, or the one that is sent again, has the first's.
        """
        case_id, key = due.case_id, due.notice.key
        if not is_printed(due.notice):
            return ()
        kept = await self._register.prints(case_id, key)
        if not kept:
            letter = due.notice.letter
            first = await self._register.version_of_letter(case_id, letter) if letter else None
            # setting a page takes a while; whoever else is served here does not wait for it
            prints = await asyncio.to_thread(_printed_now, due, first or CURRENT)
            await self._register.keep_prints(case_id, key, prints)
            kept = await self._register.prints(case_id, key)
        return kept

    async def _handed_over(
        self, due: DueNotice, said: Wording, prints: tuple[Print, ...], *, sent_at: datetime
    ) -> tuple[str, bool]:
        try:
            message = compose(due, said, prints, sender=self._sender, sent_at=sent_at)
            answer = await self._postbox.send(
                message, sender=self._sender, recipient=due.notice.address
            )
        except (Bounced, AddressRefused) as refusal:
            return str(refusal), False
        except Deferred as fault:
            raise ApplicationError(str(fault), type="mail_deferred") from None
        except Exception as fault:
            # What another postbox says in its errors may quote the message.
            raise ApplicationError(
                f"the mail system failed ({type(fault).__name__})", type="mail_deferred"
            ) from None
        return answer, True


def _by_the_engine() -> Callable[[], datetime]:
    """Return what tells the instant from the start of this attempt on, as the engine dated it.

    When a letter was handed over is evidence. This machine's clock may be wrong, and is only
    trusted to count the seconds since.
    """
    began, ticks = activity.info().started_time, time.monotonic()
    return lambda: began + timedelta(seconds=time.monotonic() - ticks)


def _worded(due: DueNotice, prints: tuple[Print, ...]) -> Wording:
    with _unwordable():
        return worded(due, version=version_of(prints))


def _printed_now(due: DueNotice, version: str) -> tuple[Print, ...]:
    with _unwordable():
        return printed(
            due.notice, case_id=due.case_id, illustrative=due.illustrative, version=version
        )


@contextmanager
def _unwordable() -> Iterator[None]:
    """Say of a notice that cannot be worded or printed why not, and nothing of what it says."""
    try:
        yield
    except FactsRefused as refusal:
        raise ApplicationError(str(refusal), type="notice_unwordable") from None
    except Exception as fault:
        # A fault in a template may quote a fact; only its kind may leave this process.
        raise ApplicationError(
            f"the notice could not be worded ({type(fault).__name__})",
            type="notice_unwordable",
        ) from None


def _result(delivery: Delivery, prints: tuple[Print, ...]) -> NoticeDelivery:
    return NoticeDelivery(
        accepted=delivery.accepted,
        answer=delivery.answer,
        message_id=delivery.message_id,
        channel=delivery.channel,
        at=delivery.at,
        content_sha256=delivery.content_sha256,
        bounced=not delivery.accepted,
        printed={each.language: each.sha256 for each in prints},
    )
