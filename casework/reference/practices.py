"""Practice cards: what is publicly known to help, in our own words, each with source and mark."""

from typing import Annotated

from pydantic import Field

from casework.reference.authorities import Named
from casework.reference.names import CriterionKey, IncidentClassId, PortId
from casework.reference.row import load


class Practice(Named):
    """A practice, and for which criteria, classes of incident and crossings it is shown."""

    criteria: Annotated[tuple[CriterionKey, ...], Field(min_length=1)]
    classes: tuple[IncidentClassId, ...] = ()
    crossings: tuple[PortId, ...] = ()


PRACTICES: dict[str, Practice] = load("practices", Practice, lambda row: row.id)
"""Every practice card, by id."""
