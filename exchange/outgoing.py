"""What other systems are told: one model for each type of event, and which notice becomes which.

Nothing is decided here about who may know what. A webhook is another channel of a notice that the
rules have made (casework/notices): no notice, no webhook; and it goes to nobody but whom the notice
names. What it says is what a model here has a field for. No model has one for a ground, a
finding, a document or a decision's words.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from casework.events import Notice
from casework.model import Kept
from exchange.cloud_events import written
from exchange.ports import Delivery, Owed, Subscription

SOURCE = "urn:example:resumption"
"""The ``source`` of every event that is sent."""


class Outgoing(Kept):
    """What an event's ``data`` says. Of a notice's facts it takes its own fields only."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: ClassVar[str]
    templates: ClassVar[frozenset[str]]

    illustrative: bool = Field(description="true: not a statement of fact about anybody")

    def __init_subclass__(cls, type: str = "", templates: Iterable[str] = ()) -> None:
        super().__init_subclass__()
        if type:
            cls.type, cls.templates = type, frozenset(templates)
            OUTGOING[type] = cls


OUTGOING: dict[str, type[Outgoing]] = {}
"""Every type of event that is sent, by its name. None of them is taken in."""


class StatusPublished(
    Outgoing,
    type="example.resumption.status.published.v1",
    templates=("status_notice", "reversal_notice", "partner_notice"),
):
    """A railroad's status in the programme, and since when; never a reason.

    To partners whom the railroad has named, and to administrations that recognise it where it has
    consented. ``last_told`` is set where what was told before is annulled; ``taxpayer`` and
    ``installations`` are how the administration knows the railroad.
    """

    carrier_name: str
    scac: str
    status: Literal[
        "suspended",
        "suspended_in_part",
        "suspension_stayed",
        "removal_stayed",
        "suspension_annulled",
        "reinstated",
        "removed",
        "withdrawn",
    ]
    effective_from: AwareDatetime
    last_told: str | None = None
    taxpayer: str | None = None
    installations: tuple[str, ...] = ()
    final: bool = False


class BenefitOrdered(
    Outgoing, type="example.resumption.benefit.ordered.v1", templates=("benefit_order",)
):
    """A benefit of a railroad that is to be switched on or off at a place, for the port to do."""

    carrier_name: str
    scac: str
    order: Literal["on", "off"]
    benefit: dict[str, str]
    place: dict[str, str]
    effective_from: AwareDatetime


class NoticeIssued(Outgoing, type="example.resumption.notice.issued.v1", templates=("*",)):
    """A letter or message for a railroad is there to be read; what it says is not said here."""

    notice: str = Field(description="the kind of message, such as suspension_letter")
    issued_at: AwareDatetime


def fits(subscription: Subscription, owed: Owed) -> bool:
    """Whether a subscription is of whom a notice is for."""
    notice = owed.notice
    if subscription.party != notice.party:
        return False
    if notice.party == "carrier":
        return subscription.addressee == owed.carrier
    return notice.party != "partner" or subscription.addressee == notice.address


def deliveries(owed: Owed, subscriptions: Iterable[Subscription]) -> tuple[Delivery, ...]:
    """Return what is sent because of a notice: one message to each subscription that fits."""
    fitting = [subscription for subscription in subscriptions if fits(subscription, owed)]
    return tuple(
        _delivery(subscription, owed, data)
        for subscription in fitting
        if (data := _wanted(subscription, owed)) is not None
    )


def _wanted(subscription: Subscription, owed: Owed) -> Outgoing | None:
    said = (_said(OUTGOING[type], owed) for type in subscription.types)
    return next((data for data in said if data is not None), None)


def _delivery(subscription: Subscription, owed: Owed, data: Outgoing) -> Delivery:
    id = delivery_id(subscription.id, owed.case_id, owed.notice.key)
    body = written(
        type=data.type,
        source=SOURCE,
        id=id,
        time=owed.at,
        subject=owed.case_id,
        data=data.model_dump(mode="json", exclude_none=True),
    )
    return Delivery(
        id=id,
        subscription=subscription.id,
        case_id=owed.case_id,
        notice=owed.notice.key,
        type=data.type,
        body=body.decode(),
    )


def delivery_id(subscription: str, case_id: str, key: str) -> str:
    """Return the webhook-id of a notice to a subscriber: always the same, and it tells nothing."""
    named = json.dumps([subscription, case_id, key]).encode()
    return f"msg_{hashlib.sha256(named).hexdigest()[:32]}"


def _said(model: type[Outgoing], owed: Owed) -> Outgoing | None:
    """Return what a type says of a notice, None where it is not of that type."""
    notice: Notice = owed.notice
    if model is NoticeIssued:
        if notice.party != "carrier":
            return None
        return NoticeIssued(
            illustrative=owed.illustrative, notice=notice.template, issued_at=owed.at
        )
    if notice.template not in model.templates:
        return None
    return model.model_validate({**notice.facts, "illustrative": owed.illustrative})
