"""``receipt``: the signed receipt of a command, to be checked offline with the published keys."""

import sys
from pathlib import Path

from cli import terminal
from cli.connections import open_record
from cli.person import speaker
from cli.words import language_named, word
from cli.writing import write
from reading.receipts import signed_receipt
from runtime.settings import load_settings
from seals.trust import signing_key


async def receipt(command_id: str, *, out: str | None, who: str | None, language: str) -> None:
    """Write a command's signed receipt to a file or to standard output."""
    said = language_named(language)
    settings = load_settings()
    actor = await speaker(who, settings)
    key = signing_key(settings.required_record_key_path())
    async with open_record(settings) as record:
        text = await signed_receipt(record, command_id, actor, key)
    if out is None:
        sys.stdout.write(text)
    else:
        write(Path(out), text.encode(), option="--out")
        terminal.say(f"{out}: {word('signed receipt', said)}")
