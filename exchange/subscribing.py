"""Who may be told what: the checks on a subscription before it is kept."""

import secrets

from pydantic import TypeAdapter, ValidationError

from casework.reference import CARRIERS, PARTNERS, PORTS
from casework.text import Address, Line
from desk.errors import BadInput
from exchange.outgoing import BenefitOrdered, NoticeIssued, StatusPublished
from exchange.ports import Subscription
from exchange.signing import KEY_PAIR, SCHEMES, SHARED, new_key
from exchange.way_out import WayOut

SUITS: dict[str, tuple[str, ...]] = {
    "partner": (StatusPublished.type,),
    "administration": (StatusPublished.type,),
    # A port is told a status only where what it was told before is annulled.
    "port": (BenefitOrdered.type, StatusPublished.type),
    "carrier": (NoticeIssued.type,),
}
"""The types of events that each kind of party gets."""

_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_LINE: TypeAdapter[str] = TypeAdapter(Line)


def new_subscription(
    organisation: str, *, party: str, to: str | None, url: str, scheme: str | None, way: WayOut
) -> Subscription:
    """Return a subscription with a key of its own. Raises ``BadInput`` naming what is wrong.

    ``party`` is partner, carrier, ``port:`` and a crossing, or ``partner:`` and an administration;
    ``to`` is a partner's mail address as the railroads name it, or a carrier's id.
    """
    kind, addressee = _addressed(party, to)
    abroad = kind == "administration"
    chosen = scheme or (KEY_PAIR if abroad else SHARED)
    if chosen not in SCHEMES:
        raise BadInput((("scheme", f"is one of {', '.join(SCHEMES)}"),))
    if abroad and chosen != KEY_PAIR:
        raise BadInput((("scheme", "across the border no secret is shared: it is v1a"),))
    try:
        _LINE.validate_python(organisation)
    except ValidationError:
        raise BadInput(
            (("organisation", "is a name on one line, at most 300 characters"),)
        ) from None
    return Subscription(
        id=f"sub-{secrets.token_hex(4)}",
        organisation=organisation,
        party=party,
        addressee=addressee,
        types=SUITS[kind],
        url=way.checked_url(url),
        scheme=chosen,
        keys=(new_key(),),
    )


def _addressed(party: str, to: str | None) -> tuple[str, str | None]:
    """Return what kind of party this is, and whom of it."""
    head, _, item = party.partition(":")
    if party == "partner":
        try:
            return "partner", _ADDRESS.validate_python(to)
        except ValidationError:
            what = "is the mail address under which railroads name this partner"
            raise BadInput((("to", what),)) from None
    if party == "carrier":
        if to not in CARRIERS:
            raise BadInput((("to", f"is one of {', '.join(CARRIERS)}"),))
        return "carrier", to
    if to is not None:
        raise BadInput((("to", "belongs to partner and carrier only"),))
    if head == "port" and item in PORTS:
        return "port", None
    if head == "partner" and item in PARTNERS:
        return "administration", None
    ports, partners = next(iter(PORTS)), next(iter(PARTNERS))
    what = f"is partner, carrier, port:{ports} or another, partner:{partners} or another"
    raise BadInput((("party", what),))


def rotated(subscription: Subscription) -> tuple[str, ...]:
    """Return the keys once a new one is added: it and the newest of the old ones sign."""
    return (new_key(), subscription.keys[0])
