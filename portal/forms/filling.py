"""A form that is being filled in: what was typed, the body that it makes, what is wrong with it."""

from typing import Any

from pydantic import ValidationError

from casework.bad_input import problems_at
from casework.bilingual import Bilingual
from casework.commands import Body, commands
from casework.refusal import Refusal
from portal.forms.picks import Surroundings
from portal.forms.shown import Errors, Form, Shown
from portal.forms.typed import HASH_OF, Said, Typed

STALE = Bilingual(
    en="has changed since you opened this form; read it again, then choose it",
    es="cambió desde que abrió este formulario; léalo de nuevo y luego elíjalo",
)
"""A document that is no longer what was read cannot be signed, nor rested on."""


class Filling:
    """A form at one moment. ``said`` is the body that it makes; ``check`` finds what is wrong.

    ``told`` and ``refusal`` say why nothing happened when it was sent. ``zone`` is where the times
    that are typed are read.
    """

    def __init__(self, around: Surroundings, typed: Typed, zone: str) -> None:
        self.around = around
        self.actor = around.actor
        self.option = around.option
        self.act = around.option.act
        self.language = around.language
        self.typed = typed
        self.zone = zone
        self.model: type[Body] = commands()[self.act]
        self.told = ""
        self.refusal: Refusal | None = None
        self._errors: Errors = {}

    @property
    def said(self) -> Said:
        """The body that was typed."""
        return Said(self.model, self.typed, self.zone)

    def check(self) -> bool:
        """Find all that is wrong with what was typed; return whether nothing is."""
        said = self.said
        self._errors = {}
        self._stale()
        inner = commands().get(self.typed.one("filing"))
        if self.act == "record_received" and inner is not None:
            self._judge(inner, said.body.get("words", {}), said, ("words",))
        if not self._errors:
            self._judge(self.model, self.complete(said.body), said, ())
        return not self._errors

    def complete(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return a body with what nobody types."""
        return body

    def _judge(self, model: type[Body], body: Any, said: Said, below: tuple[str, ...]) -> None:
        try:
            model.model_validate(body)
        except ValidationError as error:
            for steps, sentence in problems_at(error, self.language):
                name, colon, rest = sentence.partition(": ")
                fields = said.place((*below, *steps))
                if colon and name.replace("_", "").isalnum() and name == name.lower():
                    inner = said.place((*below, *steps, name))
                    if inner in said.places.values():
                        fields, sentence = inner, rest
                path = self._with_document(fields)
                self._errors.setdefault(path, []).append(sentence)

    def _with_document(self, path: str) -> str:
        """Lead from a hash, which is not shown, to the document that it comes with."""
        for name, sha256 in HASH_OF.items():
            if path == sha256 and name in self.model.model_fields:
                return name
        return path

    def _stale(self) -> None:
        on_file = {f"{one.name}#{one.sha256}" for one in self.around.on_file.values()}
        for name in HASH_OF:
            value = self.typed.one(name)
            if "#" in value and value not in on_file:
                self._errors[name] = [STALE.in_(self.language)]

    def fields(self) -> tuple[Shown, ...]:
        """Return the fields to show."""
        return Form(self.around, self.typed, self._errors).fields(self.model)

    def summary(self) -> list[dict[str, Any]]:
        """Return all that is wrong, each with the field that it is beside."""
        shown = {one.path: one for one in _flat(self.fields())}
        found = []
        for path, sentences in self._errors.items():
            at = path
            while at and at not in shown:
                at = at.rpartition(".")[0]
            field = shown.get(at)
            for sentence in sentences:
                found.append(
                    {
                        "id": field.id if field else "main",
                        "label": field.label if field else "",
                        "says": sentence,
                    }
                )
        return found

    def refused(self) -> str:
        """Return why the rules refused it, empty where they did not."""
        if self.refusal is None:
            return ""
        return self.refusal.es if self.language == "es" else self.refusal.en

    def conditions(self) -> list[str]:
        """Return the conditions that are asked when the form is sent."""
        found = [one.es if self.language == "es" else one.en for one in self.option.conditions]
        return list(dict.fromkeys(found))


def _flat(fields: tuple[Shown, ...]) -> list[Shown]:
    found = []
    for field in fields:
        found += [field, *_flat(field.inner), *_flat(field.rows)]
    return found
