"""The editions of CBP's criteria that were loaded here: one file each, never changed."""

import json
import os
from pathlib import Path

from pydantic import ValidationError

from casework.bad_input import problems
from casework.reference.editions import Edition
from desk.errors import BadInput

LARGEST = 2 * 1024 * 1024
"""Bytes of a list; CBP's for one kind of member has a few hundred lines."""


def folder(data_dir: Path) -> Path:
    """Where the editions are."""
    return data_dir / "criteria"


def editions(data_dir: Path) -> dict[str, Edition]:
    """Return every edition that was loaded, by name."""
    found: dict[str, Edition] = {}
    place = folder(data_dir)
    for file in sorted(place.glob("*.json")) if place.is_dir() else ():
        edition = read(file)
        found[edition.edition] = edition
    return found


def read(file: Path) -> Edition:
    """Return the edition that a file holds. Raises ``BadInput`` naming what is wrong with it."""
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise BadInput(((file.name, f"is larger than {LARGEST // 1024} KiB"),))
        return Edition.model_validate(json.loads(text.decode("utf-8-sig")))
    except OSError as error:
        raise BadInput(((file.name, error.strerror or "cannot be read"),)) from None
    except ValidationError as error:
        raise BadInput(problems(error)) from None
    except (ValueError, RecursionError):
        raise BadInput(((file.name, "is not JSON in UTF-8"),)) from None


def keep(data_dir: Path, edition: Edition) -> tuple[Path, bool]:
    """Write an edition into the folder; return its file, and whether it is new.

    The same edition again changes nothing. Raises ``BadInput`` where another one has its name:
    cases rest on it.
    """
    place = folder(data_dir)
    file = place / f"{edition.edition}.json"
    text = edition.as_file()
    draft = place / f".{edition.edition}.{os.getpid()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        try:
            os.link(draft, file)  # unlike a renaming, this never replaces what is there
        except FileExistsError:
            if file.read_text(encoding="utf-8") != text:
                said = (
                    f"{edition.edition} was loaded before and says something else; "
                    "an edition is never changed, give the new list a new name"
                )
                raise BadInput((("edition", said),)) from None
            return file, False
        finally:
            draft.unlink()
    except OSError as error:
        raise BadInput(((str(place), error.strerror or "cannot be written"),)) from None
    return file, True
