"""Seals and tracking devices: evidence with fields of its own (domain.md 4, ISO 17712, VVTT)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from casework.model import Submitted
from casework.text import Instant, Line, Text

SealNumber = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{2,29}$")]
"""A seal's number as it is stamped: capital letters, digits and dashes, 3 to 30 of them."""

CarNumber = Annotated[str, Field(pattern=r"^[A-Z]{2,4}[0-9]{1,6}$")]
"""A rail car or container by its reporting mark and number, such as SVRX123456."""


class SealClass(StrEnum):
    """The class of a mechanical seal under ISO 17712."""

    HIGH_SECURITY = "H"
    SECURITY = "S"
    INDICATIVE = "I"


class SealCheck(Submitted):
    """One seal at one look: what was expected, what was found, and the four steps of VVTT.

    View the seal and its hardware, verify its number, tug it, twist and turn it. ``found`` is
    None where there was no seal. A step that was not made is False.
    """

    car: CarNumber
    seal_class: SealClass
    expected: SealNumber
    found: SealNumber | None = None
    viewed: bool
    verified: bool
    tugged: bool
    twisted: bool
    checked_at: Instant
    place: Line
    note: Text | None = None

    @model_validator(mode="after")
    def _verified_against_what_was_found(self) -> "SealCheck":
        if self.verified and self.found != self.expected:
            raise ValueError("verified: the number found is not the one expected")
        if self.found is None and (self.tugged or self.twisted):
            raise ValueError("tugged, twisted: there was no seal to tug or twist")
        return self

    @property
    def holds(self) -> bool:
        """Whether the seal is the expected one and stood all four steps."""
        same = self.found == self.expected
        return same and self.viewed and self.verified and self.tugged and self.twisted


class DeviceKind(StrEnum):
    """What a tracking device is."""

    GPS = "gps"
    ELECTRONIC_SEAL = "electronic_seal"
    DOOR_SENSOR = "door_sensor"


class TrackingDevice(Submitted):
    """A tracking device on a car: from when to when, how often it went silent, what it alarmed.

    ``longest_gap_minutes`` is the longest time without a position.
    """

    device: SealNumber
    kind: DeviceKind
    car: CarNumber
    attached_at: Instant
    removed_at: Instant | None = None
    longest_gap_minutes: Annotated[int, Field(ge=0, le=527_040)]
    alarms: Annotated[int, Field(ge=0, le=100_000)] = 0

    @model_validator(mode="after")
    def _removed_after_it_was_attached(self) -> "TrackingDevice":
        if self.removed_at is not None and self.removed_at <= self.attached_at:
            raise ValueError("removed_at: lies before the device was attached")
        return self
