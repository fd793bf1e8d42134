"""What a command asks to be told, and how."""

from casework.commands import commands
from cli.describing import fields


def test_where_a_person_might_be_named_a_reference_is_asked_for() -> None:
    hints = {field.name: field.hint for field in fields(commands()["open_case"])}
    assert "a reference instead of the name of a stowaway" in hints["incident.description"]


def test_a_hash_is_never_typed() -> None:
    hints = {field.name: field.hint for field in fields(commands()["submit_evidence"])}
    assert hints["file_sha256"] == "--attach FILE works it out"
