"""Two plays of the same case, compared: the pure walk and what a workflow had recorded."""

from collections.abc import Iterable
from typing import Any

from casework.events import Event


def told(events: Iterable[Event]) -> list[dict[str, Any]]:
    """What happened, without what two plays may differ in.

    That is: ids and signatures, how the desk names the carrier, and whether a letter was on its
    way already when somebody acknowledged it.
    """
    return [_told(event) for event in events if event.kind != "letter_sent"]


def _told(event: Event) -> dict[str, Any]:
    said = event.model_dump(
        mode="json",
        exclude={"command_id", "envelope_sha256", "notices", "errands"},
        exclude_none=True,
    )
    said["body"].pop("carrier_reference", None)
    if event.track == "LETTER" and event.before == "SENT":
        said["before"] = "SIGNED"
    said["notices"] = [
        {"template": n.template, "party": n.party, "address": n.address, "letter": n.letter}
        for n in event.notices
    ]
    said["errands"] = [errand.act for errand in event.errands]
    return said
