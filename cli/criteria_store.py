"""The editions of CBP's criteria that were loaded here: one file each, never changed."""

import json
import os
from pathlib import Path

from pydantic import ValidationError

from casework.bad_input import problems
from casework.reference.editions import Edition
from cli.exits import BAD_INPUT, NOT_FOUND, Stop, bad_input

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


def named(data_dir: Path, name: str) -> Edition:
    """Return an edition by its name. Ends the command where it was not loaded."""
    found = editions(data_dir)
    if name not in found:
        known = ", ".join(["own", *found])
        raise Stop(NOT_FOUND, f"there is no edition {name[:64]!r}; there are {known}")
    return found[name]


def read(file: Path) -> Edition:
    """Return the edition that a file holds. Ends the command naming what is wrong with it."""
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise Stop(BAD_INPUT, f"{file.name}: is larger than {LARGEST // 1024} KiB")
        return Edition.model_validate(json.loads(text.decode("utf-8-sig")))
    except OSError as error:
        raise Stop(BAD_INPUT, f"{file.name}: {error.strerror or 'cannot be read'}") from None
    except ValidationError as error:
        raise bad_input(problems(error)) from None
    except (ValueError, RecursionError):
        raise Stop(BAD_INPUT, f"{file.name}: is not JSON in UTF-8") from None


def keep(data_dir: Path, edition: Edition) -> tuple[Path, bool]:
    """Write an edition into the folder; return its file, and whether it is new.

    The same edition again changes nothing. Ends the command where another one has its name: cases
    rest on it.
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
                raise Stop(
                    BAD_INPUT,
                    f"edition: {edition.edition} was loaded before and says something else; "
                    "an edition is never changed, give the new list a new name",
                ) from None
            return file, False
        finally:
            draft.unlink()
    except OSError as error:
        raise Stop(BAD_INPUT, f"{place}: {error.strerror or 'cannot be written'}") from None
    return file, True
