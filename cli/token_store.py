"""The tokens of who signed in on this machine, in a folder that only its owner may enter."""

import contextlib
import json
import os
from pathlib import Path

from identity.device import Tokens

_FILE = "tokens.json"


def read(folder: Path, issuer: str) -> Tokens | None:
    """Return the tokens of a provider; None where nobody has signed in there."""
    try:
        said = json.loads((folder / _FILE).read_text(encoding="utf-8"))[issuer]
        return Tokens(said["access"], said["refresh"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(folder: Path, issuer: str, tokens: Tokens | None) -> None:
    """Keep the tokens of a provider, or forget them; those of others stay as they are."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    kept = {} if not isinstance(kept, dict) else kept
    kept.pop(issuer, None)
    if tokens is not None:
        kept[issuer] = tokens._asdict()
    draft = folder / f".{_FILE}.{os.getpid()}"
    with contextlib.suppress(FileNotFoundError):
        draft.unlink()
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(kept, file)
    draft.replace(folder / _FILE)
