"""Is a case's record what it says it is? The verdict names the first event that is wrong, and why.

Everything is checked against rows read at one moment. What another room knows is handed in: how to
check a signature, what the process table allows, and what Temporal's history holds.
"""

from collections.abc import Callable

from pydantic import AwareDatetime

from casework.events import Event
from casework.model import Kept
from records.case_rows import CaseRows, CaseSnapshots, EventRow, HeadRow, LinkRow
from records.checks import (
    BatchCheck,
    ChainCheck,
    EnvelopeCheck,
    Finding,
    NoticeCheck,
    PrintCheck,
    ProcessCheck,
    SignatureCheck,
    SignedHeadCheck,
    Witness,
    WitnessCheck,
    Wrong,
    read,
)
from records.disposed_verification import first_wrong_of_disposed
from seals.trust import Keyring


class DisposedOf(Kept):
    """That the content of a case was disposed of: when, and under which version of the schedule."""

    at: AwareDatetime
    schedule: str


class Verdict(Kept):
    """What verification found in one case.

    ``sound`` is how many events, from the first on, were found right; ``head`` the hash (hex) of
    the last of them. ``first_wrong`` is None where all are right. ``unanswered`` are the ids of
    commands that were received and have no outcome: no event is wrong for it, but something is
    still owed. ``unwitnessed`` is the number of the last event that the second witness, where one
    was asked, knows nothing of. ``signed`` is the number of the last event under a signed head.
    ``disposed``: no content is left; then the events are right as the certificate of the disposal
    and the hashes that are left say it (``records.disposed_verification``).
    """

    case_id: str
    sound: int
    head: str | None
    first_wrong: Finding | None
    unanswered: tuple[str, ...] = ()
    unwitnessed: int = 0
    signed: int = 0
    disposed: DisposedOf | None = None

    @property
    def ok(self) -> bool:
        """Whether every event is right and every command has its outcome."""
        return self.first_wrong is None and not self.unanswered


async def verify_case(
    reader: CaseSnapshots,
    case_id: str,
    *,
    signature_check: SignatureCheck | None = None,
    process_check: ProcessCheck | None = None,
    witness: Witness | None = None,
    unwitnessed: int = 0,
    record_keys: Keyring | None = None,
) -> Verdict:
    """Check the record of a case from its first event to its head.

    Checked always: numbers without gaps, hashes, the head, batches and their receipts, the columns
    beside each body, the signed command behind each event, the register of notices, the letters as
    they were printed. ``record_keys`` are those that sign heads; None leaves signed heads out.
    ``witness`` must hold the batches in the order in which they were recorded, each key once, of
    the events after number ``unwitnessed``.

    Raises ``LookupError`` where nothing is recorded of the case, and ``RecordError`` where the
    database cannot be read.
    """
    async with reader.snapshot(case_id) as rows:
        seen = WitnessCheck(witness, unwitnessed) if witness is not None else None
        signed = SignedHeadCheck(case_id, await rows.signed_heads(), record_keys or {})
        heads = signed if record_keys is not None else None
        disposal = await rows.disposal()
        if disposal is not None:
            last, wrong = await first_wrong_of_disposed(
                rows, case_id, disposal, await _head(rows), record_keys, heads
            )
            verdict = _verdict(case_id, last, wrong, tuple(await rows.unanswered()))
            gone = DisposedOf(at=disposal.reached, schedule=disposal.schedule)
            return verdict.model_copy(update={"signed": signed.last, "disposed": gone})
        found = await _verify(rows, case_id, signature_check, process_check, seen, heads)
        return found.model_copy(update={"unwitnessed": unwitnessed, "signed": signed.last})


async def verify_chain(reader: CaseSnapshots, case_id: str) -> Verdict:
    """Check only numbers, hashes and the head: a third of the work, for going through many cases.

    Raises as ``verify_case`` does; ``unanswered`` is not looked at.
    """
    async with reader.snapshot(case_id) as rows:
        chain = ChainCheck(case_id, await _head(rows))
        last = None
        async for row in rows.links():
            first_wrong = chain.step(row)
            if first_wrong:
                break
            last = row
        else:
            first_wrong = chain.end()
    return _verdict(case_id, last, first_wrong)


async def _head(rows: CaseRows) -> HeadRow:
    head = await rows.head()
    if head is None:
        raise LookupError("nothing is recorded of this case")
    return head


async def _verify(
    rows: CaseRows,
    case_id: str,
    signature_check: SignatureCheck | None,
    process_check: ProcessCheck | None,
    seen: WitnessCheck | None,
    heads: SignedHeadCheck | None,
) -> Verdict:
    batches = await rows.batches()
    chain = ChainCheck(case_id, await _head(rows))
    batch = BatchCheck(batches)
    envelope = EnvelopeCheck(batches, signature_check)
    notices = NoticeCheck(await rows.notices())
    prints = PrintCheck(await rows.prints())

    def step(row: EventRow) -> Finding | None:
        wrong = chain.step(row)
        if wrong:
            return wrong
        event = read(row)
        if isinstance(event, Finding):
            return event
        return (
            batch.step(row)
            or envelope.step(row, event)
            or _process(process_check, row, event)
            or (seen.step(row) if seen else None)
            or notices.step(row, event)
            or prints.step(row, event)
            or (heads.step(row) if heads else None)
        )

    last = None
    async for row in rows.events():
        first_wrong = step(row)
        if first_wrong:
            break
        last = row
    else:
        ends: list[Callable[[], Finding | None]] = [chain.end, batch.end, notices.end]
        ends += [check.end for check in (seen, heads) if check]
        first_wrong = next((wrong for end in ends if (wrong := end())), None)
    return _verdict(case_id, last, first_wrong, tuple(await rows.unanswered()))


def _verdict(
    case_id: str,
    last: LinkRow | EventRow | None,
    first_wrong: Finding | None,
    unanswered: tuple[str, ...] = (),
) -> Verdict:
    return Verdict(
        case_id=case_id,
        sound=last.seq if last else 0,
        head=last.hash.hex() if last else None,
        first_wrong=first_wrong,
        unanswered=unanswered,
    )


def _process(check: ProcessCheck | None, row: EventRow, event: Event) -> Finding | None:
    problem = check.step(event) if check else None
    return Finding(wrong=Wrong.PROCESS, seq=row.seq, sentence=problem) if problem else None
