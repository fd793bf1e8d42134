"""The documents on file in a case, so that nobody has to type a hash: show, name."""

from collections.abc import Sequence
from typing import Any

from casework.commands import Body
from casework.documents import DocumentKind
from cli import terminal
from cli.exits import BAD_INPUT, Stop
from reading.filed import Filed
from reading.seen import Seen


def named(on_file: dict[str, Filed], name: str, option: str) -> Filed:
    """Return a document by its name. Ends the command where it is not on file."""
    if name not in on_file:
        known = ", ".join(on_file) or "none"
        raise Stop(
            BAD_INPUT, f"{option}: no document {name[:64]!r} is on file here; on file: {known}"
        )
    return on_file[name]


def needs_record(model: type[Body], *, letter: str | None, document: str | None) -> bool:
    """Whether naming a letter or a document asks for its hash."""
    return bool(letter and "letter_sha256" in model.model_fields) or bool(
        document and _document_fields(model)[1] in model.model_fields
    )


def _document_fields(model: type[Body]) -> tuple[str, str]:
    """Return where a command names the document that it rests on, and its hash."""
    if "stage_plan" in model.model_fields:  # it is signed together with the letter
        return ("stage_plan", "stage_plan_sha256")
    return ("document", "sha256")


def name_documents(
    model: type[Body],
    said: dict[str, Any],
    on_file: dict[str, Filed],
    *,
    letter: str | None,
    document: str | None,
    rests_on: Sequence[str],
) -> tuple[Filed, ...]:
    """Say names and hashes in a command's body; return what is signed or rested on by that.

    A hash that was given by hand stays: the rules will tell if it is not what is on file.
    """
    shown: list[Filed] = []
    for option, name, field, sha256 in (
        ("--letter", letter, "letter", "letter_sha256"),
        ("--document", document, *_document_fields(model)),
    ):
        if not name:
            continue
        if field not in model.model_fields:
            raise Stop(BAD_INPUT, f"{option}: {model.act} takes no {field}")
        if said.setdefault(field, name) != name:
            raise Stop(BAD_INPUT, f"{option}: the body names another one")
        if sha256 in model.model_fields and sha256 not in said:
            found = named(on_file, name, option)
            if field == "letter" and found.kind != DocumentKind.LETTER:
                raise Stop(BAD_INPUT, f"--letter: {name[:64]} is no letter ({found.kind})")
            said[sha256] = found.sha256
            shown.append(found)
    if rests_on:
        place = said if "rests_on" in model.model_fields else said.get("content")
        if not isinstance(place, dict) or "rests_on" in place:
            raise Stop(BAD_INPUT, f"--rests-on: {model.act} takes none, or it is said already")
        place["rests_on"] = [named(on_file, name, "--rests-on").sha256 for name in rests_on]
    return tuple(shown)


def name_adoption(model: type[Body], said: dict[str, Any], seen: Seen) -> Filed:
    """Say the hash of the adoption record in the body of its countersignature; return the record.

    Ends the command where there is none to sign.
    """
    if "record_sha256" not in model.model_fields:
        raise Stop(BAD_INPUT, f"--adoption: {model.act} signs no adoption record")
    record = seen.case.adoption
    if record is None:
        raise Stop(BAD_INPUT, "--adoption: this case was not taken over from paper")
    said.setdefault("record_sha256", record.sha256)
    return Filed(
        name="adoption",
        kind="adoption record",
        sha256=record.sha256,
        filed_by=", ".join(seen.case.did("adopter")),
        filed_at=seen.case.opened_at,
        signatures=(),
        content=record.model_dump(mode="json", exclude_none=True),
    )


def show(found: Filed) -> None:
    """Print a document: its hash, who filed and signed it, and all that it says."""
    terminal.say(f"{found.name} ({found.kind.replace('_', ' ')})", strong=True)
    terminal.say(f"  sha256  {found.sha256}")
    terminal.say(f"  filed   by {found.filed_by}, {found.filed_at.isoformat()}")
    for signature in found.signatures:
        terminal.say(f"  signed  by {signature.person} ({signature.role.value})")
    terminal.tree({key: value for key, value in found.content.items() if key != "kind"})
