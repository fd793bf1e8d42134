"""Verification of a case that was disposed of: what is left is what the certificate says was there.

No hash can be computed anew without the texts. So what is shown is this: the record's key has
certified each event's place and hash when the whole chain had been computed one last time; the rows
that are left are those, without a gap, each following the one before it; heads that were signed
while the texts were still there are among them; and no content is left. Whoever has a text still
(a receipt, a bundle) computes its hash with what is left beside it.
"""

import json
from collections.abc import Sequence
from typing import Any

from records.case_rows import BatchRow, CaseRows, DisposalRow, EventRow, HeadRow
from records.checks import BatchCheck, Finding, SignedHeadCheck, Wrong
from seals.chain import GENESIS, stamp
from seals.envelope import SealBroken, read
from seals.statements import DISPOSAL, stated
from seals.trust import Keyring


async def first_wrong_of_disposed(
    rows: CaseRows,
    case_id: str,
    disposal: DisposalRow,
    head: HeadRow,
    keys: Keyring | None,
    heads: SignedHeadCheck | None,
) -> tuple[EventRow | None, Finding | None]:
    """Return the last event found right, and what is wrong with the next.

    ``keys`` are those that sign for the record; None leaves signatures out.
    """
    try:
        said = _certified(disposal.certificate, keys)
        certified = _Certified(case_id, said, await rows.batches())
    except (SealBroken, KeyError, TypeError, ValueError):
        return None, _finding(1, "the certificate of its disposal does not hold")
    last: EventRow | None = None
    async for row in rows.events():
        wrong = certified.step(row) or (heads.step(row) if heads else None)
        if wrong:
            return last, wrong
        last = row
    seq = last.seq if last else 0
    wrong = certified.end(head, disposal) or (heads.end() if heads else None)
    if wrong is None and heads is not None and heads.last != seq:
        wrong = _finding(seq, "no signed head stands at the end of what was disposed of")
    if wrong is None:
        kept = await rows.content_hashes()
        # Temporal may have told of a run later on: of it a hash is kept that nobody certified.
        if any(not said.get(name, {}).items() <= kept[name].items() for name in kept):
            wrong = _finding(seq, "a letter, a file or a history is not what was certified")
    if wrong is None and await rows.content_left():
        wrong = _finding(seq, "content is left that the certificate says is gone")
    return last, wrong


def _certified(certificate: str, keys: Keyring | None) -> dict[str, Any]:
    if keys is not None:
        return stated(certificate, DISPOSAL, keys)
    said = json.loads(read(certificate).payload)
    if not isinstance(said, dict):
        raise SealBroken("malformed")
    return said


class _Certified:
    """Follows the rows that are left beside the lines of the certificate."""

    def __init__(self, case_id: str, said: dict[str, Any], batches: Sequence[BatchRow]) -> None:
        if said["case_id"] != case_id:
            raise SealBroken("another_case")
        self._said = said
        self._lines = {int(line["seq"]): line for line in said["events"]}
        self._batch = BatchCheck(batches)
        self._seq, self._hash = 0, GENESIS

    def step(self, row: EventRow) -> Finding | None:
        due = self._seq + 1
        if row.seq != due:
            return Finding(wrong=Wrong.MISSING, seq=due, sentence="the event is missing")
        if row.prev_hash != self._hash:
            sentence = "it does not follow the event before it"
            return Finding(wrong=Wrong.CHAIN, seq=due, sentence=sentence)
        left = (row.key, stamp(row.recorded_at), row.kind, row.hash.hex())
        line = self._lines.get(due, {})
        if left != tuple(line.get(name) for name in ("key", "recorded_at", "kind", "hash")):
            return _finding(due, "it is not what was certified when it was disposed of")
        self._seq, self._hash = due, row.hash
        return self._batch.step(row)

    def end(self, head: HeadRow, disposal: DisposalRow) -> Finding | None:
        certified = (self._said["seq"], self._said["hash"], len(self._lines))
        if certified != (self._seq, self._hash.hex(), self._seq):
            sentence = "an event is missing that was certified"
            return Finding(wrong=Wrong.MISSING, seq=self._seq + 1, sentence=sentence)
        if (head.seq, head.hash) != (self._seq, self._hash):
            sentence = "the head of the case is another one"
            return Finding(wrong=Wrong.HEAD, seq=self._seq, sentence=sentence)
        beside = (disposal.schedule, stamp(disposal.reached))
        if beside != (self._said["schedule"], self._said["disposed_at"]):
            return _finding(self._seq, "what stands beside the certificate differs from it")
        return self._batch.end()


def _finding(seq: int, sentence: str) -> Finding:
    return Finding(wrong=Wrong.DISPOSAL, seq=seq, sentence=sentence)
