"""``export CASE --sealed FILE``: a case as a bundle that anybody checks without us.

Signed anew each time, and the same bytes as long as the record, the histories and the reader are
the same.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import IO, Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from temporalio.client import Client

from casework.bilingual import Language
from casework.roles import Actor
from cli import terminal
from cli.connections import PATIENCE, database_url, open_record
from cli.evidence_room import kept_here, open_room
from cli.exits import BAD_INPUT, REFUSED, Stop
from cli.person import speaker
from cli.words import language_named, word
from desk.witness import in_temporal
from evidence.ports import Verdict
from evidence.showing import as_object
from reading.bundles import Case, Member, bundled, lines, sees_whole
from reading.record import Record
from reading.seen import Seen, see
from records.pool import create_pool
from records.signed_heads import HeadSigner
from runtime.codec import SealingCodec, codec_keys
from runtime.connection import ServiceUnreachable, connect
from runtime.opened_history import opened_history
from runtime.settings import DatabaseRole, Settings, load_settings
from seals.bundle import Bundle
from seals.trust import RECORD, SYSTEM, Keyring, public_keys, signing_key

_TRIES = 5
"""How often a case is read again whose head has moved while it was read."""


async def export_sealed(case_id: str, out: str, *, who: str | None, language: str) -> None:
    """Write the bundle of a case, whole or not at all."""
    said = language_named(language)
    settings = load_settings()
    actor = await speaker(who, settings)
    target = Path(out)
    draft = target.with_name(f".{target.name}.part")
    try:
        opened = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise Stop(BAD_INPUT, f"--sealed: cannot be written ({type(error).__name__})") from None
    try:
        with os.fdopen(opened, "w+b") as file:
            case = await _write(file, settings, case_id, actor, said)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    scope = word(f"bundle {case.said['scope']}", said)
    terminal.say(f"{target}: {case.said['events']} {word('events', said)}, {scope}")
    terminal.say(word("check bundle", said))


async def _write(
    file: IO[bytes], settings: Settings, case_id: str, actor: Actor, language: Language
) -> Case:
    key = signing_key(settings.required_record_key_path())
    folder = settings.required_public_key_dir()
    bundle = Bundle(file)
    async with open_record(settings) as record:
        seen = await see(record, case_id, actor)  # before anything is signed for somebody
        case, seen = await _signed(settings, record, seen, actor, language)
        for member in (*case.members, *_instructions(), *_keys(folder)):
            bundle.add(member.name, member.content)
        if sees_whole(seen):
            for member in await _histories(settings, record, case_id):
                bundle.add(member.name, member.content)
    await _evidence(bundle, settings, seen, actor)
    bundle.seal(case.said, key)
    return case


async def _signed(
    settings: Settings, record: Record, seen: Seen, actor: Actor, language: Language
) -> tuple[Case, Seen]:
    """Sign the head of the case and read it up to there."""
    case_id = seen.whole.id
    key = signing_key(settings.required_record_key_path())
    keys = public_keys(settings.required_public_key_dir() / RECORD)
    url = database_url(settings, DatabaseRole.DESK)
    async with await create_pool(url, size=1, application="notary", patience=PATIENCE) as pool:
        for _ in range(_TRIES):
            if (await HeadSigner(pool, key, keys).sign(case_id)).refused:
                raise Stop(REFUSED, word("not as signed", language))
            seen = await see(record, case_id, actor)
            try:
                return await bundled(record, seen, actor), seen
            except LookupError:
                continue  # something was recorded meanwhile
    raise Stop(REFUSED, word("moves too fast", language))


def _instructions() -> Iterator[Member]:
    place = files("seals.offline")
    yield Member("check_bundle.py", place.joinpath("check_bundle.py").read_bytes())
    yield Member("README.txt", place.joinpath("README.txt").read_bytes())


def _keys(folder: Path) -> Iterator[Member]:
    rings: dict[str, Keyring] = {
        "desk": public_keys(folder),
        "system": public_keys(folder / SYSTEM),
        "record": public_keys(folder / RECORD),
    }
    for name, ring in rings.items():
        for kid, key in sorted(ring.items()):
            pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            yield Member(f"keys/{name}/{kid}.pem", pem)


async def _histories(settings: Settings, record: Record, case_id: str) -> list[Member]:
    """The histories of the case's runs: kept ones, and those that Temporal has, if it answers."""
    found = {run.run_id: run.history for run in await record.histories.of_case(case_id)}
    client: Client | None
    try:
        client = await connect(settings, identity="export", patience=timedelta(seconds=5))
    except ServiceUnreachable:
        client = None
    if client is not None:
        there = await in_temporal(client, case_id)
        found = {run_id: history.to_json() for run_id, history in there.items()} | found
    codec = SealingCodec(codec_keys(settings))  # the bundle needs no key of ours to be read
    return [
        Member(f"histories/{name}.json", (await opened_history(text, codec)).encode())
        for name, text in sorted(found.items())
    ]


async def _evidence(bundle: Bundle, settings: Settings, seen: Seen, actor: Actor) -> None:
    """List the files that the reader may read, and put them in; each read is written down."""
    listed: list[dict[str, Any]] = []
    if kept_here(settings):
        async with open_room(settings) as room:
            for item in await room.archive.items(seen.whole, actor):
                name = f"evidence/{item.sha256}"
                given = item.verdict is not Verdict.INFECTED
                line = {**as_object(item, actor), "file": name if given else None}
                line.pop("upload_id", None)
                if given and all(earlier["file"] != name for earlier in listed):
                    reading = await room.archive.read(seen.whole, actor, item.reference)
                    await bundle.add_pieces(name, item.size, reading.content)
                listed.append(line)
    member = lines("evidence.jsonl", listed)
    bundle.add(member.name, member.content)
