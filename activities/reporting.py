"""Make reports from the record and mail them, each to its readers."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Protocol

from pydantic import AwareDatetime
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.addresses import plain_address
from activities.mail_faults import AddressRefused, Deferred
from activities.ports import Bounced, Postbox
from activities.report_mail import compose_report, report_message_id
from casework.events import Event
from casework.model import Kept
from casework.reference import OFFICES, Recipient, ReportKind
from reports.history import CaseHistory, Provenance, history_of
from reports.making import as_of, audience_of, made, period_of


class CaseStreams(Protocol):
    """The record as reports read it."""

    def streams(self, before: datetime) -> AsyncIterator[tuple[str, tuple[Event, ...]]]:
        """Yield each case's id with its events before an instant, in order."""
        ...


class ReportOrder(Kept):
    """Which report, as of which instant, in which zone its days end, from which kinds of cases."""

    kind: ReportKind
    at: AwareDatetime
    zone: str
    kinds: tuple[Provenance, ...] = (Provenance.REAL,)


class ReportErrand(Kept):
    """A report for one person."""

    order: ReportOrder
    person: str


class ReportSent(Kept):
    """What became of it. Nothing was sent where there was nothing to say (``silent``) or where the
    address was refused for good (``bounced``).
    """

    person: str
    message_id: str
    answer: str = ""
    silent: bool = False
    bounced: bool = False


class ReportActivities:
    """Reads the record with a role that can do nothing else, and mails through a postbox."""

    def __init__(
        self,
        record: CaseStreams,
        postbox: Postbox,
        people: Mapping[str, Recipient],
        *,
        sender: str,
    ) -> None:
        """``people`` are the readers by name; ``sender`` is the address of all messages."""
        self._record = record
        self._postbox = postbox
        self._people = people
        self._sender = plain_address(sender)
        self._reading = asyncio.Lock()
        self._read: tuple[datetime, tuple[CaseHistory, ...]] | None = None

    @activity.defn(name="readers_of_report")
    async def readers(self, order: ReportOrder) -> list[str]:
        """Name the people who get a report; a digest goes out where their own day begins."""
        return [
            name
            for name, person in self._people.items()
            if order.kind in person.reports
            and (order.kind is not ReportKind.DIGEST or zone_of(person) == order.zone)
        ]

    @activity.defn(name="send_report")
    async def send(self, errand: ReportErrand) -> ReportSent:
        """Make one person's report and hand it to the mail server.

        A crash in between sends the same Message-ID again. Failures hold no content:
        ``mail_deferred`` is worth another try; ``reader_unknown`` is not.
        """
        order = errand.order
        person = self._people.get(errand.person)
        if person is None:
            raise ApplicationError(
                "no such reader is on the list", type="reader_unknown", non_retryable=True
            )
        histories = await self._histories(as_of(order.kind, order.at, order.zone))
        message_id = report_message_id(order.kind, order.at, person.person, self._sender)
        message = await asyncio.to_thread(self._message, order, person, histories)
        if message is None:
            return ReportSent(person=person.person, message_id=message_id, silent=True)
        try:
            answer = await self._postbox.send(
                message, sender=self._sender, recipient=person.address
            )
        except (Bounced, AddressRefused) as refusal:
            return ReportSent(
                person=person.person, message_id=message_id, answer=str(refusal), bounced=True
            )
        except Deferred as fault:
            raise ApplicationError(str(fault), type="mail_deferred") from None
        return ReportSent(person=person.person, message_id=message_id, answer=answer)

    def _message(
        self, order: ReportOrder, person: Recipient, histories: tuple[CaseHistory, ...]
    ) -> bytes | None:
        report = made(
            order.kind,
            histories,
            period_of(order.kind, order.at, order.zone),
            kinds=order.kinds,
            audience=audience_of(person.role),
            person=person.actor,
        )
        if report is None:
            return None
        return compose_report(
            report,
            person=person.person,
            address=person.address,
            languages=person.languages,
            sender=self._sender,
            at=order.at,
        )

    async def _histories(self, at: datetime) -> tuple[CaseHistory, ...]:
        """Read all cases as they stood; the last reading serves every reader of the same report."""
        async with self._reading:
            if self._read is None or self._read[0] != at:
                found: list[CaseHistory] = []
                async for case_id, events in self._record.streams(at):
                    history = await asyncio.to_thread(history_of, case_id, events, at=at)
                    if history is not None:
                        found.append(history)
                self._read = (at, tuple(found))
            return self._read[1]


def zone_of(person: Recipient) -> str:
    """Return the zone in which a person's day begins: the office's, else that of headquarters."""
    return OFFICES[person.organisation if person.organisation in OFFICES else "HQ"].zone
