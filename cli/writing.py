"""Files that a command writes: whole or not at all, for their owner's eyes only."""

import os
from pathlib import Path

from cli.exits import BAD_INPUT, Stop


def write(file: Path, content: bytes, *, option: str) -> None:
    """Write a file, over what was there. Ends the command where that cannot be done."""
    draft = file.with_name(f".{file.name}.part")
    try:
        opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "wb") as handle:
            handle.write(content)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Stop(BAD_INPUT, f"{option}: cannot be written ({type(error).__name__})") from None
