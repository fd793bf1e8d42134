"""``python -m embedded.restore BACKUP FOLDER``: a data folder made of a backup, in an empty place.

Every file is compared with the hashes that the backup was made with. Then ``make up`` starts the
stack on the folder, and ``starter.py doctor --mend`` the cases from their record.
"""

import argparse
import json
import os
import shutil
import sys
from pathlib import Path

from embedded import postgres
from embedded.alone import StepFailed, run, running
from embedded.backup import (
    BAD_PLACE,
    CONTENTS,
    DUMP,
    EVIDENCE,
    FAILED,
    KEYS,
    BackupRefused,
    contents_of,
    password_of,
)
from embedded.children import Step
from embedded.folder import DataFolder, FolderUnusable
from embedded.lock import FolderInUse, folder_lock
from embedded.ports import LOOPBACK


def restore(backup: Path, target: Path) -> int:
    """Make a data folder of a backup; how many files it had. Raises ``BackupRefused``."""
    try:
        contents = json.loads((backup / CONTENTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise BackupRefused(f"{backup} is no backup: {CONTENTS} cannot be read") from None
    if contents_of(backup) != contents:
        raise BackupRefused(f"what is in {backup} is not what was backed up; take another one")
    if target.exists() and any(target.iterdir()):
        raise BackupRefused(f"{target} is not empty")
    folder = DataFolder.prepare(target)
    with folder_lock(folder.root):
        for name in (EVIDENCE, KEYS):
            if (backup / name).is_dir():
                shutil.copytree(backup / name, target / name, dirs_exist_ok=True)
        with running(folder) as (database, port):
            run(_load(database, port, backup / DUMP))
    return len(contents)


def _load(database: postgres.Postgres, port: int, dump: Path) -> Step:
    program = [
        *(str(database.programs / "pg_restore"), "--exit-on-error", "--single-transaction"),
        *("-h", LOOPBACK, "-p", str(port), "-U", postgres.SUPERUSER, "-d", postgres.DATABASE),
        str(dump),
    ]
    return Step("restore", "pg_restore", program, password_of(database))


def main() -> int:
    """Restore; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m embedded.restore", description=__doc__)
    parser.add_argument("backup", type=Path)
    parser.add_argument("folder", type=Path, help="the data folder to make; empty or not there")
    asked = parser.parse_args()
    os.umask(0o077)
    try:
        count = restore(asked.backup.absolute(), asked.folder.absolute())
    except (BackupRefused, FolderUnusable, FolderInUse) as refusal:
        print(f"Refused: {refusal}.", file=sys.stderr)
        return BAD_PLACE
    except (StepFailed, OSError) as fault:
        print(f"Failed: {fault}; remove {asked.folder} and try again.", file=sys.stderr)
        return FAILED
    print(f"{asked.folder}: restored of {count} files. Start it: RESUMPTION_DATA_DIR=… make up")
    return 0


if __name__ == "__main__":
    sys.exit(main())
