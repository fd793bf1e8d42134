"""``python -m embedded.backup FOLDER``: what cannot be made again of a stack, in a new folder.

The database (``record.dump``, by pg_dump, as it was at one moment), then the objects of the
evidence store, then the keys. In this order: the row of a document is entered after its object is
stored, so every document in the dump has its object. The stack runs on meanwhile. Temporal's store
is left out: cases start again from the record.
"""

import argparse
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

from embedded import postgres
from embedded.alone import StepFailed, run
from embedded.children import Step
from embedded.folder import DataFolder, FolderUnusable
from embedded.ports import LOOPBACK
from runtime import stack_file
from runtime.settings import SettingsError, load_settings

DUMP, EVIDENCE, KEYS, CONTENTS = "record.dump", "evidence", "keys", "contents.json"
FAILED, BAD_PLACE = 1, 2


class BackupRefused(Exception):
    """It cannot be done; the message says what to do."""


def back_up(source: Path, target: Path) -> int:
    """Back a running stack up into a new folder; how many files. Raises ``BackupRefused``."""
    note = stack_file.read(source)
    if note is None or note.state != stack_file.READY:
        raise BackupRefused(f"no stack runs in {source}; start it first")
    target.mkdir(mode=0o700)
    folder = DataFolder(source)
    database = postgres.installed(folder)
    run(_dump(database, note.ports["postgres"], target / DUMP))
    for name in (EVIDENCE, KEYS):
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
    contents = contents_of(target)
    (target / CONTENTS).write_text(json.dumps(contents, indent=1) + "\n", encoding="utf-8")
    return len(contents)


def contents_of(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a backup, by its path in it."""
    return {
        file.relative_to(folder).as_posix(): _sha256(file)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != CONTENTS
    }


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _dump(database: postgres.Postgres, port: int, target: Path) -> Step:
    program = [
        *(str(database.programs / "pg_dump"), "--format=custom", "--file", str(target)),
        *("-h", LOOPBACK, "-p", str(port), "-U", postgres.SUPERUSER, postgres.DATABASE),
    ]
    return Step("backup", "pg_dump", program, password_of(database))


def password_of(database: postgres.Postgres) -> dict[str, str]:
    """Return what tells PostgreSQL's programs the superuser's password."""
    return {"PGPASSWORD": database.folder.password(postgres.SUPERUSER)}


def main() -> int:
    """Back up; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m embedded.backup", description=__doc__)
    parser.add_argument("target", type=Path, help="a folder that is made; it must not be there")
    parser.add_argument("--folder", type=Path, help="the data folder")
    asked = parser.parse_args()
    os.umask(0o077)
    try:
        source = asked.folder or load_settings().data_dir
        count = back_up(source.absolute(), asked.target.absolute())
    except FileExistsError:
        print(f"Refused: {asked.target} is there already; name a new folder.", file=sys.stderr)
        return BAD_PLACE
    except (BackupRefused, FolderUnusable, SettingsError) as refusal:
        print(f"Refused: {refusal}.", file=sys.stderr)
        return BAD_PLACE
    except (StepFailed, OSError) as fault:
        print(f"Failed: {fault}; {asked.target} is not a backup.", file=sys.stderr)
        return FAILED
    print(f"{asked.target}: {count} files. It holds private keys: keep it as you keep those.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
