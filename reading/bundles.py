"""What goes into the sealed bundle of a case, as far as its reader may read it.

Who sees a case whole gets the chain whole: every event's exact text, so that each hash can be
computed again. A carrier gets of an event that it sees in part what it sees and the hash, and of
one that it does not see the hash alone; what it sees whole is the exact text here, too.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from casework.events import Notice
from casework.roles import Actor
from casework.visibility import readable_notices
from reading.filed import documents
from reading.receipts import may_have
from reading.record import Record
from reading.seen import Seen
from records.canonical import canonical
from records.case_reader import RecordedBatch
from records.case_rows import SignedHeadRow
from seals.chain import stamp

WHOLE, PART = "whole", "part"


class Member(NamedTuple):
    """One file of a bundle."""

    name: str
    content: bytes


class Case(NamedTuple):
    """A case in a bundle: what the seal says of it, and its files."""

    said: dict[str, Any]
    members: tuple[Member, ...]


async def bundled(record: Record, seen: Seen, actor: Actor) -> Case:
    """Return what a bundle says of a case and holds of its record, for whom may read it.

    Raises ``LookupError`` where the last event stands under no signed head yet.
    """
    last = seen.events[-1][0]
    async with record.cases.snapshot(seen.whole.id) as rows:
        heads = [row for row in await rows.signed_heads() if row.seq <= last.seq]
    if not heads or heads[-1].seq != last.seq:
        raise LookupError("the head of the case is not signed yet")
    whole = sees_whole(seen)
    said = {
        "case_id": seen.whole.id,
        "scope": WHOLE if whole else PART,
        "for": {"role": actor.role.value, "organisation": actor.organisation},
        "events": last.seq,
        "hash": last.hash,
        "illustrative": seen.whole.illustrative,
    }
    batches = [
        batch for batch in await record.cases.batches(seen.whole.id) if batch.last <= last.seq
    ]
    return Case(
        said,
        (
            lines("events.jsonl", _events(seen)),
            lines("batches.jsonl", _batches(batches, seen, actor, whole=whole)),
            lines("signed_heads.jsonl", map(_head, heads)),
            *_documents(seen),
            *await _letters(record, seen),
        ),
    )


def sees_whole(seen: Seen) -> bool:
    """Whether somebody sees every event of a case as it was recorded."""
    return all(shown == recorded.event for recorded, shown in seen.events)


def _events(seen: Seen) -> Iterable[dict[str, Any]]:
    for recorded, shown in seen.events:
        line: dict[str, Any] = {"seq": recorded.seq, "hash": recorded.hash}
        if shown is not None:
            line["recorded_at"] = stamp(recorded.recorded_at)
        if shown == recorded.event:
            line |= {"key": recorded.key, "body": recorded.body}
        elif shown is not None:
            line["shown"] = json.loads(canonical(shown))
        yield line


def _batches(
    batches: Iterable[RecordedBatch], seen: Seen, actor: Actor, *, whole: bool
) -> Iterable[dict[str, Any]]:
    """Batches with the signed commands behind them: all, or those that the reader's side gave."""
    shown = {recorded.seq: event for recorded, event in seen.events}
    for batch in batches:
        first = shown[batch.first]
        if not whole and (first is None or not may_have(first.actor, actor)):
            continue
        yield {
            "key": batch.key,
            "first": batch.first,
            "last": batch.last,
            "hash": batch.head,
            "recorded_at": stamp(batch.recorded_at),
            "command": batch.envelope,
        }


def _head(row: SignedHeadRow) -> dict[str, Any]:
    return {"seq": row.seq, "statement": row.statement}


def _documents(seen: Seen) -> Iterable[Member]:
    for name, found in sorted(documents(seen).items()):
        yield _object(f"documents/{name}.json", found.as_object())


async def _letters(record: Record, seen: Seen) -> list[Member]:
    """The messages that the reader may read, each with how it went out, and letters in print."""
    readable = {notice.key for notice in readable_notices(seen.case, _events_seen(seen))}
    told: list[dict[str, Any]] = []
    members: list[Member] = []
    for found in await record.cases.notices(seen.whole.id):
        if found.notice.key not in readable or found.seq > seen.last:
            continue
        prints = await record.cases.prints(seen.whole.id, found.notice.key)
        files: dict[str, str] = {}
        for each in prints:
            name = f"letters/{_file_name(found.notice, len(told) + 1)}-{each.language}.pdf"
            members.append(Member(name, each.pdf))
            files[name] = each.sha256
        told.append(
            {
                "seq": found.seq,
                "notice": found.notice.model_dump(mode="json"),
                "deliveries": [each.model_dump(mode="json") for each in found.deliveries],
                "prints": files,
            }
        )
    return [lines("notices.jsonl", told), *members]


def _events_seen(seen: Seen) -> list[Any]:
    return [event for _, event in seen.events]


def _file_name(notice: Notice, number: int) -> str:
    return f"{number:03}-{notice.letter or notice.template}"


def lines(name: str, objects: Iterable[dict[str, Any]]) -> Member:
    """Return a file with one JSON object in each line."""
    return Member(name, "".join(f"{_text(each)}\n" for each in objects).encode())


def _object(name: str, said: dict[str, Any]) -> Member:
    return Member(name, f"{_text(said)}\n".encode())


def _text(said: dict[str, Any]) -> str:
    return json.dumps(said, sort_keys=True, ensure_ascii=False)
