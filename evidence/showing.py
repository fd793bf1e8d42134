"""An item as somebody is shown it: of the other side one learns the organisation, no person."""

from typing import Any

from casework.roles import Actor, party_of
from evidence.ports import Item


def same_side(item: Item, actor: Actor) -> bool:
    """Whether somebody is of the side that filed it (CBP, carrier …), and may know which person."""
    return party_of(item.role) is party_of(actor.role)


def as_object(item: Item, actor: Actor) -> dict[str, Any]:
    """Return an item as JSON; its upload is its sender's own, and a person is his side's."""
    shown = item.model_dump(mode="json", exclude={"upload_id"})
    return shown if same_side(item, actor) else {k: v for k, v in shown.items() if k != "person"}
