"""Looks up a message in the folder of the mail sink: what its recipient got, word for word."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path


def as_it_arrived(folder: Path, message_id: str) -> str | None:
    """Return the text of the message with an id, None where it has not arrived."""
    for file in sorted(folder.iterdir()):
        content = file.read_bytes()
        if message_id.encode() not in content:
            continue
        message = message_from_bytes(content, policy=default)
        if message["Message-ID"] == message_id:
            body = message.get_body(("plain",))
            return None if body is None else str(body.get_content())
    return None
