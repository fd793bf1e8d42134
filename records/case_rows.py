"""One case's stored rows as verification reads them: all at one moment, nothing interpreted."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import NamedTuple, Protocol


class LinkRow(NamedTuple):
    """An event's place in the chain, and the body that it links."""

    seq: int
    key: str
    recorded_at: datetime
    body: str
    prev_hash: bytes
    hash: bytes


class EventRow(NamedTuple):
    """An event as stored: its place in the chain, its body, and the columns read out of it."""

    seq: int
    key: str
    recorded_at: datetime
    body: str
    prev_hash: bytes
    hash: bytes
    at: datetime
    kind: str
    process_row: str
    act: str
    person: str
    role: str
    organisation: str


class BatchRow(NamedTuple):
    """A batch as stored."""

    key: str
    first: int
    last: int
    head: bytes
    recorded_at: datetime
    envelope: str | None


class NoticeRow(NamedTuple):
    """A registered notice: the event that owes it, and the notice's JSON."""

    key: str
    seq: int
    notice: str


class HeadRow(NamedTuple):
    """What the next event of a case will follow."""

    seq: int
    hash: bytes


class SignedHeadRow(NamedTuple):
    """A head that the record's key has signed: of which event, by which key, what, and when."""

    seq: int
    kid: str
    statement: str
    signed_at: datetime


class DisposalRow(NamedTuple):
    """That a case was disposed of: at which instant of its own, under which version of the
    schedule, with which certificate (the signed envelope)."""

    reached: datetime
    schedule: str
    certificate: str


class CaseRows(Protocol):
    """One case's rows at one moment."""

    async def head(self) -> HeadRow | None:
        """The head, or None where nothing was ever recorded of the case."""
        ...

    def events(self) -> AsyncIterator[EventRow]:
        """The events by number, fetched as they are consumed."""
        ...

    def links(self) -> AsyncIterator[LinkRow]:
        """The events by number, as far as the chain needs them."""
        ...

    async def batches(self) -> Sequence[BatchRow]:
        """The batches by their first event."""
        ...

    async def notices(self) -> Sequence[NoticeRow]:
        """The register."""
        ...

    async def prints(self) -> Sequence[str]:
        """SHA-256 (hex) of the bytes of each letter as it is kept in print."""
        ...

    async def signed_heads(self) -> Sequence[SignedHeadRow]:
        """Heads that were signed, by number."""
        ...

    async def unanswered(self) -> Sequence[str]:
        """Ids of commands without an outcome."""
        ...

    async def disposal(self) -> DisposalRow | None:
        """That the case was disposed of, if it was."""
        ...

    async def content_left(self) -> int:
        """How many places hold content."""
        ...

    async def content_hashes(self) -> dict[str, dict[str, str]]:
        """SHA-256 (hex) of letters, evidence and histories by their names, as they are kept beside
        the content."""
        ...


class CaseSnapshots(Protocol):
    """Whoever can show a case's rows at one moment."""

    def snapshot(self, case_id: str) -> AbstractAsyncContextManager[CaseRows]:
        """Open the case's rows; what is recorded meanwhile is not among them."""
        ...
