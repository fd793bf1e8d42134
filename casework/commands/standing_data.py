"""What a carrier is called, and what must not be disposed of."""

from typing import Literal

from casework.commands.base import Body
from casework.text import Line, LocalDay, Scac, Slug, Text


class AboutRenaming(Body):
    """A command about one renaming."""

    renaming: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The renaming."""
        return (self.renaming,)


class RenameCarrier(AboutRenaming, act="rename_carrier"):
    """Propose another name or mark of the carrier from a day on; its id in this system stays.

    ``merged_with`` names the other company where a merger is the reason.
    """

    name: Line
    scac: Scac
    since: LocalDay
    why: Literal["renamed", "merged"]
    merged_with: Line | None = None
    proof: Text


class CountersignRenaming(AboutRenaming, act="countersign_renaming"):
    """Countersign, as a second person, that the carrier has another name."""


class RefuseRenaming(AboutRenaming, act="refuse_renaming"):
    """Refuse a renaming; the carrier is called as before."""

    reason: Text


class AboutLegalHold(Body):
    """A command about one legal hold."""

    hold: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The hold."""
        return (self.hold,)


class LegalHold(AboutLegalHold, act="legal_hold"):
    """Forbid that anything of this case be disposed of, and say on whose authority and why."""

    authority: Line
    reason: Text
    reference: Line | None = None


class ReleaseLegalHold(AboutLegalHold, act="release_legal_hold"):
    """End a legal hold; what may be disposed of is again for the rules on records to say."""

    authority: Line
    reason: Text
