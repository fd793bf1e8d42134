"""A walk on record as it truly is: each command signed by the desk, each history kept."""

import base64
import io
import json
import zipfile
from uuid import uuid4

from temporalio.contrib.pydantic import pydantic_data_converter

from casework.command import Command
from casework.events import EventBatch
from casework.evolve import evolve
from casework.roles import Actor
from casework.view import case_view
from reading.bundles import bundled, lines
from reading.record import Record
from reading.seen import see
from records.canonical import sha256_of
from records.case_record import PostgresCaseRecord
from records.notice_register import PostgresNoticeRegister
from records.pool import Pool
from records.signed_heads import HeadSigner
from seals.bundle import Bundle
from seals.envelope import key_id, seal
from tests.casework import paths
from tests.casework.walk import HQ, POC, Walk
from tests.reading.conftest import DESK_KEY, RECORD_KEY
from tests.records.samples import prints

SHEETS = prints("en", "es")
LETTER = "letter-proposal"


def walked() -> Walk:
    """A case in which the carrier was served a letter and answered it."""
    walk = paths.opened()
    walk.case_id = f"case-{uuid4().hex[:12]}"
    paths.recommended(walk)
    walk.must(HQ, "propose_sanction", **walk.letter(LETTER))
    said = {"message_id": "<m@x.example>", "content_sha256": "c" * 64}
    printed = {each.language: each.sha256 for each in SHEETS}
    walk.hear("on:sent", letter=LETTER, **said, at=walk.now.isoformat(), printed=printed)
    walk.must(POC, "acknowledge_letter", letter=LETTER)
    walk.must(POC, "submit_comment", text="Señales revisadas ñ")
    walk.until(3)
    return walk


def signed_batches(walk: Walk) -> list[EventBatch]:
    """The batches as the workflow sends them, with what the desk had signed."""
    case, found = None, []
    for number, batch in enumerate(walk.batches):
        asked, envelope = batch.asked, None
        events = batch.events
        if asked.command_id is not None:
            command = Command(
                case_id=walk.case_id,
                command_id=f"{number}-{uuid4()}",
                act=asked.act,
                actor=asked.actor,
                received_at=asked.at,
                body=asked.body.model_dump(mode="json", exclude_none=True),
                versions=walk.versions if number == 0 else None,
            )
            envelope = seal(command.model_dump_json(exclude_none=True), DESK_KEY)
            sha256 = sha256_of(envelope)
            events = tuple(
                event.model_copy(
                    update={
                        "envelope_sha256": sha256,
                        "command_id": command.command_id if event.command_id else None,
                    }
                )
                for event in events
            )
        for event in events:
            case = evolve(case, event, case_id=walk.case_id)
        assert case is not None
        found.append(
            EventBatch(
                case_id=walk.case_id,
                key=json.loads(json.loads(envelope)["payload"])["command_id"]
                if envelope
                else f"{asked.key}-{number}",
                events=events,
                view=case_view(case),
                envelope=envelope,
            )
        )
    return found


async def history_of(batches: list[EventBatch]) -> str:
    """Temporal's JSON of a run that sent these batches, as far as it is looked at."""
    events = []
    for number, batch in enumerate(batches):
        (payload,) = await pydantic_data_converter.encode([[batch]])
        scheduled = {
            "activityType": {"name": "record_events"},
            "input": {
                "payloads": [
                    {
                        "metadata": {
                            name: base64.b64encode(value).decode()
                            for name, value in payload.metadata.items()
                        },
                        "data": base64.b64encode(payload.data).decode(),
                    }
                ]
            },
        }
        place = str(2 * number + 1)
        events.append({"eventId": place, "activityTaskScheduledEventAttributes": scheduled})
        done = {"scheduledEventId": place}
        events.append(
            {"eventId": str(2 * number + 2), "activityTaskCompletedEventAttributes": done}
        )
    return json.dumps({"events": events})


async def put(writing: PostgresCaseRecord, worker_pool: Pool, walk: Walk) -> list[EventBatch]:
    """Record a walk, and its letter in print."""
    batches = signed_batches(walk)
    for batch in batches:
        await writing.append(batch)
    for notice in walk.notices:
        if notice.letter == LETTER:
            register = PostgresNoticeRegister(worker_pool)
            await register.keep_prints(walk.case_id, notice.key, SHEETS)
    return batches


async def sealed(
    record: Record, desk_pool: Pool, case_id: str, actor: Actor, history: str | None = None
) -> bytes:
    """A bundle as somebody exports it, without keys and instructions."""
    keys = {key_id(RECORD_KEY.public_key()): RECORD_KEY.public_key()}
    await HeadSigner(desk_pool, RECORD_KEY, keys).sign(case_id)
    seen = await see(record, case_id, actor)
    case = await bundled(record, seen, actor)
    file = io.BytesIO()
    bundle = Bundle(file)
    for member in (*case.members, lines("evidence.jsonl", [])):
        bundle.add(member.name, member.content)
    if history is not None:
        bundle.add("histories/run.json", history.encode())
    bundle.seal(case.said, RECORD_KEY)
    return file.getvalue()


def members(bundle: bytes) -> dict[str, bytes]:
    """What is in a bundle, by name."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    """A ZIP file of some members, as anybody makes one."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in content.items():
            made.writestr(name, text)
    return file.getvalue()
