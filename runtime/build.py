"""Which build of the code a worker runs, as Temporal writes it into the histories."""

import hashlib
from pathlib import Path

_PROJECT = Path(__file__).resolve().parent.parent
_ROOMS = ("activities", "casework", "desk", "records", "reports", "runtime", "seals", "workflows")
_WHAT_RUNS = ("*.py", "*.sql", "*.json", "*.toml")


def build_id(project: Path = _PROJECT) -> str:
    """Return the first 16 hex digits of a SHA-256 over the files that a worker is made of.

    Without one of ours, the SDK hashes the bytecode of every module that is loaded, a second (on a
    cold disk five) in which a worker that was killed does nothing for its cases.
    """
    total = hashlib.sha256()
    for room in _ROOMS:
        for file in sorted(found for kind in _WHAT_RUNS for found in (project / room).rglob(kind)):
            name = file.relative_to(project).as_posix()
            content = file.read_bytes()
            total.update(f"{name}\n{len(content)}\n".encode() + content)
    return total.hexdigest()[:16]
