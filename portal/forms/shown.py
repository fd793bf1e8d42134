"""A form as it is shown: each field with its words, its choices, what was typed, what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.bilingual import Bilingual
from casework.body_fields import BodyField, Kind, body_fields
from casework.commands import Body, commands
from portal.forms import words
from portal.forms.picks import (
    Surroundings,
    is_document,
    is_hash_of_document,
    is_item,
    picks,
)
from portal.forms.reference_picks import Pick
from portal.forms.typed import Typed

Errors = dict[str, list[str]]
"""What is wrong, by the path of the field in the form."""

_FIXED = frozenset({"record_sha256", "filing"})
"""What the form says and nobody types."""

_SHORT_NAMES = {"actions": "a", "findings": "f", "commitments": "c", "stages": "s"}


@dataclass(frozen=True)
class Shown:
    """A field of a form. ``control`` is how it is given: a template has a part for each.

    ``picks`` are values with their words, ``chosen`` those that are chosen. ``inner`` are the
    fields of a group, ``rows`` those of each row of a list with the path of the row.
    """

    path: str
    control: str
    label: str
    hint: str = ""
    required: bool = True
    value: str = ""
    picks: tuple[Pick, ...] = ()
    chosen: frozenset[str] = frozenset()
    errors: tuple[str, ...] = ()
    inner: tuple["Shown", ...] = ()
    rows: tuple["Shown", ...] = ()
    longest: int | None = None

    @property
    def id(self) -> str:
        """The field's id in the page."""
        return f"f-{self.path.replace('.', '-')}"

    @property
    def described(self) -> str:
        """The ids of what describes the field: its hint, and what is wrong with it."""
        hint = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*hint, *([f"{self.id}-error"] if self.errors else [])])


class Form:
    """The form of an act in a case: fields to show, in the reader's language."""

    def __init__(self, around: Surroundings, typed: Typed, errors: Errors) -> None:
        self._around = around
        self._typed = typed
        self._errors = errors

    def fields(self, model: type[Body]) -> tuple[Shown, ...]:
        """Return the fields of the act."""
        return self._all(body_fields(model), "")

    def _all(self, fields: Iterable[BodyField], path: str) -> tuple[Shown, ...]:
        return tuple(
            shown
            for field in fields
            for shown in (self._shown(field, f"{path}.{field.name}" if path else field.name),)
            if shown is not None
        )

    def _shown(self, field: BodyField, path: str) -> Shown | None:
        if is_hash_of_document(field):
            return None  # it comes with the document that is chosen
        if path in _FIXED or (field.name == "kind" and field.kind is Kind.CHOICE and "." in path):
            value = self._typed.one(path) or str(field.default or "")
            return Shown(path, "hidden", "", value=value)
        match field.kind:
            case Kind.GROUP:
                return self._made(field, path, "group", inner=self._all(field.fields, path))
            case Kind.ONE_OF:
                group = dict(field.kinds).get(self._typed.one(f"{path}.kind"))
                inner = self._all(group.fields, path) if group else ()
                return self._made(field, path, "group", inner=inner)
            case Kind.WORDS:
                said = commands().get(self._typed.one("filing"))
                inner = self._all(body_fields(said), path) if said else ()
                return self._made(field, path, "group", inner=inner)
            case Kind.LIST:
                return self._list(field, path)
            case Kind.CHOICE:
                found = tuple((one, self._in(words.choice(field, one))) for one in field.choices)
                return self._select(field, path, found)
            case Kind.YES_NO:
                control = "yes_no" if field.required else "checkbox"
                answers = words.yes_no(self._around.language)
                value = self._typed.one(path)
                return self._made(field, path, control, value=value, picks=answers)
        return self._written(field, path)

    def _written(self, field: BodyField, path: str) -> Shown:
        found = picks(field, self._around)
        if found is not None and field.kind is Kind.LINE:
            return self._select(field, path, found)
        value = self._typed.one(path)
        if not value and not self._typed.said(path):
            value = self._suggested(field, path)
        return self._made(field, path, field.kind.value, value=value)

    def _select(self, field: BodyField, path: str, found: tuple[Pick, ...]) -> Shown:
        value = self._typed.one(path)
        if not self._typed.said(path):
            only_one = field.required and len(found) == 1
            value = found[0][0] if only_one else str(field.default or "")
        control = "select" if found or not is_document(field) else "nothing"
        return self._made(field, path, control, picks=found, chosen=frozenset({value}))

    def _list(self, field: BodyField, path: str) -> Shown | None:
        assert field.of is not None  # a list holds something
        found = picks(field, self._around)
        if field.of.kind is Kind.CHOICE:
            of = field.of
            found = tuple((one, self._in(words.choice(of, one))) for one in of.choices)
        if found is not None and (field.of.kind is not Kind.GROUP or field.of.enum == "BenefitAt"):
            if not found:
                return None  # nothing is there to choose from, and it may be left out
            ticked = self._typed.every(path)
            if not self._typed.said(path) and isinstance(field.default, list | tuple):
                ticked = [str(one) for one in field.default]
            return self._made(field, path, "checks", picks=found, chosen=frozenset(ticked))
        numbers = self._typed.rows(path)
        if not numbers and field.required:
            self._typed.add_row(path)
            numbers = [0]
        rows = tuple(self._row(field.of, f"{path}.{number}") for number in numbers)
        return self._made(field, path, "rows", rows=rows)

    def _row(self, of: BodyField, path: str) -> Shown:
        shown = self._shown(of, path)
        assert shown is not None  # a row is shown
        return shown

    def _suggested(self, field: BodyField, path: str) -> str:
        """Return a name that nothing has yet, for what the act begins."""
        steps = path.split(".")
        if field.name == "id" and len(steps) > 1:
            if steps[-2].isdecimal():
                return f"{_SHORT_NAMES.get(steps[-3], 'n')}{int(steps[-2]) + 1}"
            before = self._around.case.incidents if self._around.seen else ()
            return f"i{len(before) + 1}"
        if field.model == self._around.option.act and (is_item(field) or field.name in _NEW):
            taken = self._taken()
            return next(
                name
                for number in range(1, 10_000)
                if (name := f"{field.name}-{number}") not in taken
            )
        return ""

    def _taken(self) -> frozenset[str]:
        assert self._around.seen is not None  # a name is new or taken within a case
        case = self._around.seen.whole
        tracks = (item for items in case.tracks.values() for item in items)
        own = (case.extensions, case.questions, case.holds, case.stays, case.evidence)
        more = (case.reliefs, case.figures, case.inspections, case.corrections, case.closures)
        return frozenset({*tracks, *(name for names in (*own, *more) for name in names)})

    def _made(self, field: BodyField, path: str, control: str, **more: object) -> Shown:
        last = path.rpartition(".")[2]
        row = last.isdecimal()
        label = self._in(words.one_of(field) if row else words.label(field))
        made = {
            "path": path,
            "control": control,
            "label": f"{label} {int(last) + 1}" if row else label,
            "hint": "" if row else self._in(words.hint(field)),
            "required": field.required,
            "errors": tuple(self._errors.get(path, ())),
            "longest": field.longest if field.kind in (Kind.LINE, Kind.TEXT) else None,
        }
        return Shown(**{**made, **more})  # type: ignore[arg-type]

    def _in(self, said: Bilingual) -> str:
        return said.in_(self._around.language)


_NEW = frozenset({"evidence", "figure", "inspection", "event"})
"""Names that an act gives to what it adds, beside those of the tracks."""
