"""What every row of reference data says about itself, and how a file of rows is read.

A file is ``{"about": …, "rows": […]}``. Each row has its own ``source``, ``mark`` and day on which
it was checked, and where it does not hold for ever, from which day to which.
"""

import json
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, ValidationError, model_validator

from casework.calendars import Mark
from casework.clocks.refusal import ClockRefused
from casework.clocks.zones import zone
from casework.model import Submitted

Said = Annotated[str, Field(min_length=1, max_length=2_000)]
"""A text of a reference file; never empty."""


def _known_zone(name: str) -> str:
    try:
        zone(name)
    except ClockRefused:
        raise ValueError(f"{name!r} is no zone of the IANA database") from None
    return name


ZoneName = Annotated[str, AfterValidator(_known_zone)]
"""A zone of the IANA database."""


class ReferenceDataWrong(ValueError):
    """A file of reference data is not what it should be; the message names file, row and field."""


class Row(Submitted):
    """A row: frozen, with known fields only.

    ``mark`` is that of the least sure thing that the row says (domain.md, confidence tags): it is
    shown wherever the row is. ``checked_on`` is when somebody last looked. ``valid_from`` and
    ``valid_to`` are the first and the last day; None where no end is known.
    """

    source: Said
    mark: Mark
    checked_on: date
    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "Row":
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self

    def valid_on(self, day: date) -> bool:
        """Whether the row holds on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


R = TypeVar("R", bound=Row)


def load(name: str, model: type[R], key: Callable[[R], str]) -> dict[str, R]:
    """Return the rows of ``data/reference/NAME.json`` by key. Raises ``ReferenceDataWrong``."""
    place = files("casework").joinpath("data", "reference", f"{name}.json")
    return read(place.read_text(encoding="utf-8"), model, key, file=f"{name}.json")


def read(text: str, model: type[R], key: Callable[[R], str], *, file: str) -> dict[str, R]:
    """Return the rows that a text holds, by key. Raises ``ReferenceDataWrong``."""
    try:
        content: Any = json.loads(text)
    except ValueError as error:
        raise ReferenceDataWrong(f"{file}: is not JSON ({error})") from None
    if not isinstance(content, dict) or set(content) != {"about", "rows"}:
        raise ReferenceDataWrong(f"{file}: holds an object of 'about' and 'rows'")
    found: dict[str, R] = {}
    for number, said in enumerate(content["rows"], start=1):
        try:
            row = model.model_validate(said)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            raise ReferenceDataWrong(f"{file}: row {number}: {field}: {first['msg']}") from None
        if key(row) in found:
            raise ReferenceDataWrong(f"{file}: row {number}: {key(row)} is there twice")
        found[key(row)] = row
    return found
