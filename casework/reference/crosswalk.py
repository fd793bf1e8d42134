"""Where a criterion of CTPAT has its counterpart in Mexico's OEA profile for railroads (E9).

The text of E9 was not at hand. What is said here is the subject under which a counterpart is to be
looked for, in our own words; ``oea_id`` is always none, since numbers of the form are not guessed.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from casework.reference.names import CriterionKey
from casework.reference.row import Row, Said, load


class Relation(StrEnum):
    """How near a counterpart is."""

    SAME = "same subject"
    PART = "part of a wider subject"
    NONE = "no counterpart known"


class Counterpart(Row):
    """The counterpart of one of our criteria; ``subject`` is None where none is known."""

    criterion: CriterionKey
    relation: Relation
    subject_en: Said | None = None
    subject_es: Said | None = None
    oea_id: Annotated[None, Field()] = None
    note: Said | None = None


CROSSWALK: dict[str, Counterpart] = load("crosswalk", Counterpart, lambda row: row.criterion)
"""The counterpart of every criterion, by our own key."""
