"""An event of the record as the text that was hashed, and parsed."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from casework.events import Event


@dataclass(frozen=True)
class RecordedEvent:
    """An event with its number, its hash (hex), and ``body``, the exact text that was hashed."""

    seq: int
    key: str
    recorded_at: datetime
    hash: str
    event: Event
    body: str


class EventRow(NamedTuple):
    """The same before it is parsed."""

    seq: int
    key: str
    recorded_at: datetime
    hash: str
    body: str

    def read(self) -> RecordedEvent:
        """Parse it."""
        return RecordedEvent(
            seq=self.seq,
            key=self.key,
            recorded_at=self.recorded_at,
            hash=self.hash,
            event=Event.model_validate_json(self.body),
            body=self.body,
        )
