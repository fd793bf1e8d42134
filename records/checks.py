"""The single checks of verification. Each sees the events in order and says what is wrong with one.

A check's ``step`` returns a ``Finding`` about the event it was given or about one that should have
come before it; its ``end`` says what is still missing after the last event.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import Protocol

from pydantic import ValidationError

from casework.events import Event, Notice
from casework.model import Kept
from records.canonical import sha256_of
from records.case_rows import BatchRow, EventRow, HeadRow, LinkRow, NoticeRow, SignedHeadRow
from seals.chain import GENESIS, chain_entry, event_hash
from seals.envelope import SealBroken
from seals.statements import SignedHead, stated_head
from seals.trust import Keyring


class Wrong(StrEnum):
    """What can be wrong with an event."""

    MISSING = "MISSING"
    CHAIN = "CHAIN"
    HEAD = "HEAD"
    UNREADABLE = "UNREADABLE"
    COLUMNS = "COLUMNS"
    BATCH = "BATCH"
    ENVELOPE = "ENVELOPE"
    SIGNATURE = "SIGNATURE"
    PROCESS = "PROCESS"
    HISTORY = "HISTORY"
    NOTICE = "NOTICE"
    PRINT = "PRINT"
    SIGNED_HEAD = "SIGNED_HEAD"
    DISPOSAL = "DISPOSAL"


class Finding(Kept):
    """The event that is wrong, by its number, and a sentence without case content."""

    wrong: Wrong
    seq: int
    sentence: str


SignatureCheck = Callable[[str, Event], str | None]
"""Given an envelope's text and an event it caused: what is wrong with the signature, or None."""

Witness = Iterable[tuple[str, tuple[str, ...]]]
"""What another system saw recorded: each batch's key and the SHA-256 (hex) of each event's body."""


class ProcessCheck(Protocol):
    """Follows a case through the process table."""

    def step(self, event: Event) -> str | None:
        """Take the next event; return what the table has against it, or None."""
        ...


class ChainCheck:
    """Numbers without gaps, each hash over what it should be, and the head at the end.

    ``after``: where the chain is known to be right already; None checks it from its beginning.
    """

    def __init__(self, case_id: str, head: HeadRow, *, after: HeadRow | None = None) -> None:
        self._case_id = case_id
        self._head = head
        self._seq, self._hash = after or HeadRow(0, GENESIS)

    def step(self, row: LinkRow | EventRow) -> Finding | None:
        """Check one row against the one before it."""
        due = self._seq + 1
        if row.seq != due:
            return Finding(wrong=Wrong.MISSING, seq=due, sentence="the event is missing")
        if row.prev_hash != self._hash:
            return Finding(
                wrong=Wrong.CHAIN, seq=due, sentence="it does not follow the event before it"
            )
        entry = chain_entry(self._case_id, due, row.key, row.recorded_at, row.body)
        if row.hash != event_hash(self._hash, entry):
            return Finding(
                wrong=Wrong.CHAIN, seq=due, sentence="its hash is not the hash of what it says"
            )
        self._seq = due
        self._hash = row.hash
        return None

    def end(self) -> Finding | None:
        """Check that the case's head is the last event."""
        if self._head.seq > self._seq:
            return Finding(
                wrong=Wrong.MISSING, seq=self._seq + 1, sentence="the event is missing at the end"
            )
        if (self._head.seq, self._head.hash) != (self._seq, self._hash):
            return Finding(
                wrong=Wrong.HEAD, seq=self._seq, sentence="the head of the case is another one"
            )
        return None


def read(row: EventRow) -> Event | Finding:
    """Return the event that a row's body holds, if the columns beside it say the same."""
    try:
        event = Event.model_validate_json(row.body)
    except ValidationError:
        return Finding(wrong=Wrong.UNREADABLE, seq=row.seq, sentence="its body is not an event")
    actor = event.actor
    if (event.at, event.kind, event.row, event.act) != (
        row.at,
        row.kind,
        row.process_row,
        row.act,
    ) or (actor.person, actor.role, actor.organisation) != (
        row.person,
        row.role,
        row.organisation,
    ):
        return Finding(
            wrong=Wrong.COLUMNS, seq=row.seq, sentence="the columns beside its body differ from it"
        )
    return event


class BatchCheck:
    """Every event in exactly one batch, every batch with exactly its events."""

    def __init__(self, batches: Sequence[BatchRow]) -> None:
        self._batches = iter(batches)
        self._batch: BatchRow | None = None
        self._seq = 0

    def step(self, row: EventRow) -> Finding | None:
        """Check the batch that should hold this event."""
        self._seq = row.seq
        batch = self._batch
        if batch is None:
            batch = self._batch = next(self._batches, None)
            if batch is None or batch.first != row.seq:
                return self._wrong("it is in no batch, or in two")
        if (batch.key, batch.recorded_at) != (row.key, row.recorded_at):
            return self._wrong("it says another batch than the one it is in")
        if row.seq == batch.last:
            if batch.head != row.hash:
                return self._wrong("the receipt of its batch names another hash")
            self._batch = None
        return None

    def end(self) -> Finding | None:
        """Check that no batch names events that are not there."""
        if self._batch is not None or next(self._batches, None) is not None:
            self._seq += 1
            return self._wrong("a batch names the event, which is not there")
        return None

    def _wrong(self, sentence: str) -> Finding:
        return Finding(wrong=Wrong.BATCH, seq=self._seq, sentence=sentence)


class EnvelopeCheck:
    """Every event that a command caused rests on the signed command that is kept with its batch."""

    def __init__(self, batches: Sequence[BatchRow], signature: SignatureCheck | None) -> None:
        self._batches = {batch.key: batch for batch in batches}
        self._signature = signature
        self._rested_on: set[str] = set()

    def step(self, row: EventRow, event: Event) -> Finding | None:
        """Check one event against the envelope of its batch."""
        batch = self._batches[row.key]
        if event.command_id is not None or event.envelope_sha256 is not None:
            if batch.envelope is None:
                return self._wrong(Wrong.ENVELOPE, row, "the command that caused it is not kept")
            if event.envelope_sha256 != sha256_of(batch.envelope):
                return self._wrong(Wrong.ENVELOPE, row, "the command kept with it is not its cause")
            problem = self._signature(batch.envelope, event) if self._signature else None
            if problem:
                return self._wrong(Wrong.SIGNATURE, row, problem)
            self._rested_on.add(row.key)
        idle = batch.envelope is not None and row.key not in self._rested_on
        if idle and row.seq == batch.last:
            return self._wrong(Wrong.ENVELOPE, row, "a command is kept that caused nothing")
        return None

    @staticmethod
    def _wrong(wrong: Wrong, row: EventRow, sentence: str) -> Finding:
        return Finding(wrong=wrong, seq=row.seq, sentence=sentence)


class NoticeCheck:
    """The register holds exactly the notices that the events owe."""

    def __init__(self, notices: Sequence[NoticeRow]) -> None:
        self._registered: dict[int, dict[str, Notice | None]] = defaultdict(dict)
        self._known: dict[str, Notice] = {}
        for row in notices:
            self._registered[row.seq][row.key] = _notice(row)

    def step(self, row: EventRow, event: Event) -> Finding | None:
        """Check what one event owes against what is registered for it."""
        # The same notice owed again by a later event is registered once, with the first.
        owed = {n.key: n for n in event.notices if self._known.get(n.key) != n}
        self._known.update(owed)
        if owed != self._registered.pop(row.seq, {}):
            return self._wrong(row.seq, "the register does not hold exactly the notices it owes")
        return None

    def end(self) -> Finding | None:
        """Check that nothing is registered for an event that is not there."""
        if self._registered:
            return self._wrong(min(self._registered), "notices are registered for a missing event")
        return None

    @staticmethod
    def _wrong(seq: int, sentence: str) -> Finding:
        return Finding(wrong=Wrong.NOTICE, seq=seq, sentence=sentence)


class PrintCheck:
    """Of each letter that an event says was attached, the print with that hash is kept."""

    def __init__(self, kept: Collection[str]) -> None:
        """``kept`` are the SHA-256 (hex) of the bytes that are there."""
        self._kept = frozenset(kept)

    def step(self, row: EventRow, event: Event) -> Finding | None:
        """Check one event."""
        said = event.body.get("printed")
        if isinstance(said, dict) and not self._kept.issuperset(said.values()):
            return Finding(
                wrong=Wrong.PRINT,
                seq=row.seq,
                sentence="the letter that was attached is not kept so",
            )
        return None


class SignedHeadCheck:
    """Each head that the record's key has signed is the hash of the event with that number."""

    def __init__(self, case_id: str, heads: Sequence[SignedHeadRow], keys: Keyring) -> None:
        self._case_id = case_id
        self._heads: dict[int, list[str]] = defaultdict(list)
        for row in heads:
            self._heads[row.seq].append(row.statement)
        self._keys = keys
        self.last = 0
        """The number of the last event that stands under a signed head."""

    def step(self, row: EventRow) -> Finding | None:
        """Check what was signed of one event."""
        for statement in self._heads.pop(row.seq, ()):
            try:
                said = stated_head(statement, self._keys)
            except SealBroken as broken:
                return self._wrong(row.seq, f"its signed head does not hold ({broken.code})")
            if said != SignedHead(self._case_id, row.seq, row.hash.hex()):
                return self._wrong(row.seq, "the head that was signed here is another one")
            self.last = row.seq
        return None

    def end(self) -> Finding | None:
        """Check that nothing was signed that is not there."""
        if self._heads:
            return self._wrong(min(self._heads), "the event is missing, and its head was signed")
        return None

    @staticmethod
    def _wrong(seq: int, sentence: str) -> Finding:
        return Finding(wrong=Wrong.SIGNED_HEAD, seq=seq, sentence=sentence)


def _notice(row: NoticeRow) -> Notice | None:
    try:
        return Notice.model_validate_json(row.notice)
    except ValidationError:
        return None


class WitnessCheck:
    """The other witness saw the same batches, in the same order, with the same bytes.

    ``after``: of the events up to this number the witness knows nothing.
    """

    def __init__(self, witness: Witness, after: int = 0) -> None:
        self._after = after
        self._seen = ((key, digest) for key, digests in witness for digest in digests)
        self._seq = 0

    def step(self, row: EventRow) -> Finding | None:
        """Check one event against what the witness saw next."""
        self._seq = row.seq
        if row.seq <= self._after:
            return None
        if next(self._seen, None) != (row.key, sha256_of(row.body)):
            return self._wrong("the workflow's history does not hold it so")
        return None

    def end(self) -> Finding | None:
        """Check that the witness saw no more."""
        if next(self._seen, None) is not None:
            self._seq += 1
            return self._wrong("the workflow's history holds the event, the record does not")
        return None

    def _wrong(self, sentence: str) -> Finding:
        return Finding(wrong=Wrong.HISTORY, seq=self._seq, sentence=sentence)
