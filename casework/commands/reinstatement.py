"""The return and what follows: reinstatement, monitoring, closing."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from casework.commands.base import Body
from casework.commands.suspension import BenefitAt, Decision, WithLetter
from casework.text import LocalDay, Sha256, Slug, Text


class ReturnMode(StrEnum):
    """How a carrier returns."""

    FULL = "full"
    CONDITIONAL = "conditional"
    STAGED = "staged"
    LOWER_STATUS = "lower_status"


class MemberStatus(StrEnum):
    """What a carrier may come back as that was validated: tiers are no rail matter (domain.md 1).

    Validation is then to be made again, outside this case (T25 for reference).
    """

    CERTIFIED = "certified"


class Reinstate(Decision, act="reinstate"):
    """Reinstate the carrier; what its plan leaves for later becomes a condition.

    A return by stages names the stage plan with the hash that was read: it is signed with the
    letter. One to a lower status names the status, and the benefits that stay off with it.
    ``without_agriculture`` says why, where agriculture was silent or objected.
    """

    mode: ReturnMode = ReturnMode.FULL
    without_agriculture: Text | None = None
    stage_plan: Slug | None = None
    stage_plan_sha256: Sha256 | None = None
    status: MemberStatus | None = None
    keeps_off: tuple[BenefitAt, ...] = ()

    @model_validator(mode="after")
    def _says_what_its_mode_needs(self) -> "Reinstate":
        named = (self.stage_plan is not None, self.stage_plan_sha256 is not None)
        if named != ((True, True) if self.mode is ReturnMode.STAGED else (False, False)):
            raise ValueError("stage_plan: a staged return names its plan and hash, no other does")
        if (self.status is not None) != (self.mode is ReturnMode.LOWER_STATUS):
            raise ValueError("status: a return to a lower status names it, no other does")
        if self.keeps_off and self.mode is not ReturnMode.LOWER_STATUS:
            raise ValueError("keeps_off: only a return to a lower status leaves benefits off")
        return self


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
