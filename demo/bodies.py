"""From the fields of an act to the body of its command: documents by name, hashes never typed.

A file names documents; what a command needs is their hash. The hash is that of the content filed
last under that name, so contents are followed from act to act.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from casework.commands import Body, commands
from casework.commands.anytime import FileDraft
from casework.commands.suspension import Opening
from casework.documents import content_sha256
from demo.file_form import FileForm
from desk.case_desk import checked_body
from desk.errors import BadInput

_SAID_ABOVE = frozenset({"carrier", "port", "office", "ground", "contacts", "incident"})
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HASH_OF = {
    "sha256": "document",
    "letter_sha256": "letter",
    "stage_plan_sha256": "stage_plan",
}
"""Hashes that a command names, by the field that names what they are of."""

_STAND_INS = {
    "file_sha256": "file_text",
    "proof_sha256": "proof_text",
    "head_sha256": "record_text",
}


class FieldWrong(Exception):
    """A field of an act is wrong: ``field`` names it, ``problem`` says what to do about it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class Bodies:
    """Makes the bodies of a file's acts, one after the other."""

    def __init__(self, form: FileForm, zone: ZoneInfo) -> None:
        """Take the file, and the zone of its local times."""
        self._form = form
        self._zone = zone
        self._filed: dict[str, str] = {}

    def make(self, command: str, fields: dict[str, Any], *, accepted: bool) -> dict[str, Any]:
        """Return the body of the next act, as JSON. Raises ``FieldWrong``.

        ``accepted`` says whether the command will be: what is refused files nothing.
        """
        model = commands().get(command)
        if model is None:
            raise FieldWrong("do", f"there is no command {command!r}; it is one of the CLI's")
        if "illustrative" in fields:
            raise FieldWrong("illustrative", "every scenario is, and no act can say otherwise")
        said = dict(fields)
        if issubclass(model, Opening):
            said = self._opening(said, ground="ground" in model.model_fields)
        if issubclass(model, FileDraft):
            said["content"] = self._content(said)
        self._fill_hashes(model, said)
        body = self._checked(command, said)
        if isinstance(body, FileDraft) and accepted:
            self._filed[body.document] = content_sha256(body.content.model_dump(mode="json"))
        wanted = body.model_dump(mode="json", exclude_none=True)
        wanted.pop("carrier_reference", None)  # the desk gives the carrier its own
        return wanted

    def _checked(self, command: str, said: dict[str, Any]) -> Body:
        try:
            return checked_body(command, said)
        except BadInput as wrong:
            raise FieldWrong(*wrong.problems[0]) from None

    def _opening(self, said: dict[str, Any], *, ground: bool) -> dict[str, Any]:
        form = self._form
        for field in sorted(_SAID_ABOVE & set(said)):
            raise FieldWrong(field, "is said at the top of the file, not in the act")
        return {
            "carrier_reference": "R-0",
            "carrier": form.carrier,
            "port": form.port,
            "office": form.own_office,
            "contacts": form.contacts.model_dump(mode="json"),
            "incident": self._with_zone(form.incident) if form.incident else None,
            "note": "\n".join((f"Illustrative: {form.illustrative}", *map(_public, form.public))),
            **({"ground": form.ground.value} if ground else {}),
            **said,
            "illustrative": True,
        }

    def _content(self, said: dict[str, Any]) -> dict[str, Any]:
        """Return what a draft says: a table, a document by its name, or by the draft's own."""
        content = said.get("content", said.get("document"))
        if isinstance(content, str):
            if content not in self._form.documents:
                field = "content" if "content" in said else "document"
                raise FieldWrong(field, f"there is no [documents.{content}]")
            content = self._form.documents[content]
        if not isinstance(content, dict):
            raise FieldWrong("content", "is a table, or the name of one of the documents")
        return {**content, **self._rests_on(content)}

    def _fill_hashes(self, model: type[Body], said: dict[str, Any]) -> None:
        for name, of in _HASH_OF.items():
            if name in model.model_fields and name not in said and of in said:
                said[name] = self._hash(of, said[of])
        for name, stand_in in _STAND_INS.items():
            if name in model.model_fields and name not in said:
                text = said.pop(stand_in, None)
                if not isinstance(text, str):
                    raise FieldWrong(stand_in, "give a text that stands for the file")
                said[name] = hashlib.sha256(text.encode()).hexdigest()
        if "rests_on" in model.model_fields:
            said.update(self._rests_on(said))

    def _rests_on(self, said: dict[str, Any]) -> dict[str, Any]:
        named = said.get("rests_on", ())
        if not isinstance(named, Sequence) or isinstance(named, str) or not named:
            return {}
        return {"rests_on": [self._hash("rests_on", name) for name in named]}

    def _hash(self, field: str, name: Any) -> str:
        if isinstance(name, str) and _SHA256.fullmatch(name):
            return name
        if name not in self._filed:
            raise FieldWrong(field, f"no document {name!r} has been filed by then")
        return self._filed[name]

    def _with_zone(self, table: dict[str, Any]) -> dict[str, Any]:
        """Return a table whose local times have the case's zone."""
        return {
            key: value.replace(tzinfo=self._zone)
            if isinstance(value, datetime) and value.tzinfo is None
            else value
            for key, value in table.items()
        }


def _public(line: str) -> str:
    return f"Public: {line}"
