"""Editions of CBP's list of criteria: its numbers, and which of our own keys each stands for.

CBP's document is loaded, never guessed: somebody writes it down as JSON with a mapping from our
own keys, and says where it comes from. An edition is never edited; a new list is a new edition, and
a case keeps the edition that it was opened under.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from casework.model import Submitted
from casework.reference.criteria import CRITERIA, CategoryNumber
from casework.reference.row import Row
from casework.text import Line, Slug, Text

OWN = "own"
"""The name of having no edition: our own keys, and none of CBP's numbers."""


def _not_own(name: str) -> str:
    if name == OWN:
        raise ValueError(f"the name {OWN!r} stands for having no edition; take another")
    return name


EditionName = Annotated[Slug, AfterValidator(_not_own)]


class ListedCriterion(Submitted):
    """A line of CBP's list. ``severity`` is what the list prints; the finding's is what counts."""

    cbp_id: Annotated[str, Field(pattern=r"^[0-9]{1,2}\.[0-9]{1,3}[a-z]?$")]
    category: CategoryNumber
    en: Text
    es: Text | None = None
    severity: Literal["must", "should"] | None = None

    @model_validator(mode="after")
    def _numbered_by_its_category(self) -> "ListedCriterion":
        if self.cbp_id.partition(".")[0] != str(self.category):
            raise ValueError(f"{self.cbp_id} is not a number of category {self.category}")
        return self


class Edition(Row):
    """One edition of CBP's list. ``mapping`` says for an own key which numbers it stands for."""

    edition: EditionName
    title: Line
    criteria: Annotated[tuple[ListedCriterion, ...], Field(min_length=1, max_length=1_000)]
    mapping: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Edition":
        numbers: set[str] = set()
        for line in self.criteria:
            if line.cbp_id in numbers:
                raise ValueError(f"criteria: {line.cbp_id} is there twice")
            numbers.add(line.cbp_id)
        for key, named in self.mapping.items():
            if key not in CRITERIA:
                raise ValueError(
                    f"mapping: {key[:64]!r} is none of our keys; `criteria list` shows them"
                )
            for number in named:
                if number not in numbers:
                    raise ValueError(f"mapping: {key}: {number[:20]!r} is not among the criteria")
        return self

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Our own keys that stand for nothing in this list."""
        return tuple(key for key in CRITERIA if not self.mapping.get(key))

    def numbers(self, key: str) -> tuple[str, ...]:
        """Return the numbers that one of our keys stands for; none where nobody has said."""
        return tuple(self.mapping.get(key, ()))

    def as_file(self) -> str:
        """Return the edition as the text of its file, always the same for the same edition."""
        said = self.model_dump(mode="json", exclude_none=True)
        return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def in_force(editions: Mapping[str, Edition], day: date) -> Edition | None:
    """Return the edition that a case opened on a day is given: the one valid from the latest day.

    None where there is none yet: then our own keys stand alone.
    """
    valid = [edition for edition in editions.values() if edition.valid_on(day)]
    return max(valid, key=lambda one: (one.valid_from or date.min, one.edition), default=None)
