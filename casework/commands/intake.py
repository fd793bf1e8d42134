"""What comes in by mail, post or hand, and errors of entry that are corrected."""

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from casework.commands.base import Body, commands, model_of
from casework.roles import Role
from casework.text import Instant, Line, Sha256, Slug, Text

_REFERENCE = re.compile(r"R-[0-9A-Z]{1,12}")


class Channel(StrEnum):
    """How a filing came."""

    EMAIL = "email"
    POST = "post"
    HAND = "hand"


class RecordReceived(Body, act="record_received"):
    """Enter for the carrier a filing that came by e-mail, post or hand, as of its receipt.

    ``organisation`` is the railroad in whose name the paper speaks; the case's own if it is left
    out.
    """

    filing: Line
    words: Annotated[dict[str, Any], Field(default_factory=dict)]
    role: Literal[Role.POC, Role.EXE, Role.CNS]
    person: Line
    organisation: Line | None = None
    received_at: Instant
    channel: Channel
    original_sha256: Sha256

    @model_validator(mode="after")
    def _can_be_said(self) -> "RecordReceived":
        """The filing is a command that people give in a case, with all that belongs to it."""
        known = commands().get(self.filing)
        if known is None or self.filing == self.act or "carrier" in known.model_fields:
            raise ValueError("filing: name a command that the carrier gives in this case")
        known.model_validate(self.words)
        return self

    @property
    def said(self) -> Body:
        """What the carrier said, as its own command."""
        return model_of(self.filing).model_validate(self.words)


class Correctable(StrEnum):
    """What a clerical correction may touch: no clock, no decision, and no document."""

    CARRIER_REFERENCE = "carrier_reference"
    OFFICE = "office"
    ENTRY = "entry"


class AboutCorrection(Body):
    """A command about one correction."""

    correction: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The correction."""
        return (self.correction,)


class CorrectEntry(AboutCorrection, act="correct_entry"):
    """Propose to correct a clerical error; another person has to countersign."""

    field: Correctable
    value: Line
    entry: Annotated[int, Field(ge=1)] | None = None
    reason: Text

    @model_validator(mode="after")
    def _tells_nobodys_name(self) -> "CorrectEntry":
        """The reference stands in search attributes, which are not sealed: it is no text."""
        is_reference = self.field is Correctable.CARRIER_REFERENCE
        if is_reference and not _REFERENCE.fullmatch(self.value):
            raise ValueError("value: write a carrier's reference as R-7K2M9QF4")
        return self


class CountersignCorrection(AboutCorrection, act="countersign_correction"):
    """Countersign a correction that another person has proposed."""


class RefuseCorrection(AboutCorrection, act="refuse_correction"):
    """Refuse a correction; what stands stays."""

    reason: Text
