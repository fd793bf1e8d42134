"""A case of a walk as the command line reads it from the record."""

from casework.roles import Actor
from casework.visibility import sight, visible_phase
from reading.seen import Seen
from records.event_rows import RecordedEvent
from tests.casework.walk import Walk


def seen_by(walk: Walk, actor: Actor | None) -> Seen:
    """Return a walk's case as somebody sees it."""
    shown = sight(walk.case, walk.events, actor)
    recorded = [
        RecordedEvent(number, "key", event.at, f"{number:064x}", event, event.model_dump_json())
        for number, event in enumerate(walk.events, start=1)
    ]
    return Seen(
        whole=walk.case,
        case=shown.case,
        events=tuple(zip(recorded, shown.events, strict=True)),
        now=walk.now,
        phase=visible_phase(walk.case, actor),
    )
