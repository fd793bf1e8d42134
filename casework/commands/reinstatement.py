"""The return and what follows: reinstatement, monitoring, closing."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from casework.commands.base import Body
from casework.commands.suspension import Decision, WithLetter
from casework.text import LocalDay, Text


class ReturnMode(StrEnum):
    """How a carrier returns."""

    FULL = "full"
    CONDITIONAL = "conditional"


class Reinstate(Decision, act="reinstate"):
    """Reinstate the carrier; what its plan leaves for later becomes a condition.

    ``without_agriculture`` says why, where agriculture was silent or objected.
    """

    mode: ReturnMode = ReturnMode.FULL
    without_agriculture: Text | None = None


class KeepMonitoring(WithLetter, act="keep_monitoring"):
    """Send a referred case back to monitoring."""


class RecordCheck(Body, act="record_check"):
    """Record a check made while the carrier is monitored."""

    checked_on: LocalDay
    result: Text
    passed: bool


class ConfirmEffectiveness(Body, act="confirm_effectiveness"):
    """Confirm, as a second person, that the corrective actions work."""

    basis: Text


class CloseReinstated(WithLetter, act="close_reinstated"):
    """Close the case after monitoring."""


class ExtendMonitoring(WithLetter, act="extend_monitoring"):
    """Prolong the monitoring once, with a reason."""

    days: Annotated[int, Field(ge=1, le=183)]
    reason: Text
