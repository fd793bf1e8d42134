"""``evidence put``, ``get`` and ``list``: files in the evidence store, as each may file or read."""

import os
import secrets
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from casework.bilingual import Language
from casework.confidentiality import CONFIDENTIALITY_NAMES, usual_class
from casework.roles import Actor
from casework.visibility import admitted
from cli import terminal
from cli.attachments import measure
from cli.evidence_room import Filing, class_named, keep, open_room
from cli.exits import BAD_INPUT, Stop
from cli.person import speaker
from cli.words import language_named, word
from desk.errors import NoSuchCase
from evidence.errors import NoSuchEvidence
from evidence.kinds import largest
from evidence.ports import Item
from evidence.showing import as_object, same_side
from reading.record import read_case
from runtime.settings import load_settings


async def put(
    case_id: str,
    path: str,
    *,
    confidentiality: str | None,
    media_type: str | None,
    own_reference: str | None,
    who: str | None,
    language: str,
    json: bool,
) -> None:
    """Put a file into the store; a put that was cut goes on where it was."""
    said = language_named(language)
    settings = load_settings()
    actor = await speaker(who, settings)
    named = class_named(confidentiality, usual_class(actor.role))
    async with open_room(settings) as room:
        case = await read_case(room.cases, case_id, actor)
        file = measure(path, option="FILE", largest=largest())
        filing = Filing(path, file, named, media_type, own_reference)
        item = await keep(room.archive, case, actor, filing)
    terminal.as_json(as_object(item, actor)) if json else show(item, said)


async def get(
    case_id: str, wanted: str, *, out: str | None, who: str | None, language: str
) -> None:
    """Write a document to a file or to standard output; only a whole, verified one is kept."""
    said = language_named(language)
    settings = load_settings()
    actor = await speaker(who, settings)
    async with open_room(settings) as room:
        try:
            # who is not admitted to the case may still read what its class opens to him
            case = await read_case(room.cases, case_id, None)
        except NoSuchCase:
            raise NoSuchEvidence from None  # that there is no such case is not told either
        reading = await room.archive.read(case, actor, wanted)
        if out == "-":
            async for piece in reading.content:
                sys.stdout.buffer.write(piece)
            return
        target = Path(out or reading.item.name)
        await _write(target, reading.content)
    terminal.say(
        f"{target}: {reading.item.size} {word('bytes', said)}, {_verdict(reading.item, said)}"
    )


async def list_items(case_id: str, *, who: str | None, language: str, json: bool) -> None:
    """List the documents of a case that somebody may read."""
    said = language_named(language)
    settings = load_settings()
    actor = await speaker(who, settings)
    async with open_room(settings) as room:
        case = await read_case(room.cases, case_id, None)
        items = await room.archive.items(case, actor)
    if not items and not admitted(case, actor):
        raise NoSuchCase(case_id)
    if json:
        terminal.as_json([as_object(item, actor) for item in items])
        return
    terminal.table(
        [word(name, said) for name in ("reference", "name", "class", "scan", "filed", "by")],
        [_row(item, actor, said) for item in items],
    )


def show(item: Item, language: Language) -> None:
    """Print what was kept; its reference comes last, so that it can be piped."""
    terminal.say(f"{item.name}: {_verdict(item, language)}")
    terminal.say(f"  {word('class', language):10} {_class(item, language)}")
    terminal.say(f"  SHA-256    {item.sha256}")
    terminal.say(item.reference)


def _row(item: Item, actor: Actor, language: Language) -> tuple[str, ...]:
    by = f"{item.role.value}:{item.person}@" if same_side(item, actor) else ""
    return (
        item.reference,
        item.name,
        _class(item, language),
        _verdict(item, language),
        item.accepted_at.isoformat(timespec="seconds"),
        f"{by}{item.organisation}",
    )


def _class(item: Item, language: Language) -> str:
    return CONFIDENTIALITY_NAMES[item.confidentiality].in_(language)


def _verdict(item: Item, language: Language) -> str:
    return word(f"scan {item.verdict}", language)


async def _write(target: Path, content: AsyncIterator[bytes]) -> None:
    """Write a file whole or not at all, for its owner's eyes only; nothing is written over."""
    draft = target.with_name(f".{secrets.token_hex(8)}.part")
    new = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        os.close(os.open(target, new, 0o600))  # the name is ours from here on
        try:
            with os.fdopen(os.open(draft, new, 0o600), "wb") as file:
                async for piece in content:
                    file.write(piece)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            target.unlink()
            raise
    except FileExistsError:
        raise Stop(BAD_INPUT, "--out: there is such a file already; name another") from None
    except OSError as error:
        raise Stop(BAD_INPUT, f"--out: cannot be written ({type(error).__name__})") from None
