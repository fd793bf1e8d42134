"""What runs beside the main line: letters and benefit orders."""

from typing import Annotated

from pydantic import Field

from casework.commands.base import Body
from casework.commands.suspension import BenefitAt
from casework.text import Line, Sha256, Slug

Benefits = Annotated[tuple[BenefitAt, ...], Field(min_length=1)]


class AboutLetter(Body):
    """A command about one letter."""

    letter: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The letter."""
        return (self.letter,)


class AcknowledgeLetter(AboutLetter, act="acknowledge_letter"):
    """Confirm that a letter was received and opened."""


class RecordDelivery(AboutLetter, act="record_delivery"):
    """Record proof that a letter was delivered by hand or by post."""

    proof: Line
    proof_sha256: Sha256


class Resend(AboutLetter, act="resend"):
    """Send an undeliverable letter again, to another contact or by another channel."""

    channel: Line


class AboutBenefits(Body):
    """A command about benefits at places."""

    benefits: Benefits

    @property
    def items(self) -> tuple[str, ...]:
        """Each benefit at its place."""
        return tuple(benefit.key for benefit in self.benefits)


class ConfirmOff(AboutBenefits, act="confirm_off"):
    """Confirm at the port that ordered benefits were taken away."""


class ConfirmOn(AboutBenefits, act="confirm_on"):
    """Confirm at the port that ordered benefits were given back."""
