"""What a case keeps of the administrations that it tells, and a partner notice of itself."""

from datetime import date

from pydantic import AwareDatetime

from casework.commands.anytime import TheirStatus
from casework.commands.partners import MinimalMessage
from casework.model import Kept
from casework.states import Standing

_FITS: dict[Standing, frozenset[TheirStatus]] = {
    Standing.GOOD: frozenset({TheirStatus.ACTIVE}),
    Standing.SUSPENDED_FULL: frozenset({TheirStatus.SUSPENDED, TheirStatus.CANCELLED}),
    Standing.SUSPENDED_PARTIAL: frozenset({TheirStatus.SUSPENDED, TheirStatus.CANCELLED}),
    Standing.REMOVED: frozenset({TheirStatus.CANCELLED}),
    Standing.WITHDRAWN: frozenset({TheirStatus.CANCELLED}),
}


def differs(ours: Standing, theirs: TheirStatus | None) -> bool:
    """Whether a carrier stands otherwise there than here; False where theirs is not known.

    It is shown and ages; nothing follows from it by itself, on either side.
    """
    return theirs is not None and theirs not in _FITS[ours]


class TheirAction(Kept):
    """What a partner administration has decided itself."""

    action: str
    effective_on: date
    folio: str | None = None
    status: TheirStatus | None = None
    reported_at: AwareDatetime


class NoticeMatter(Kept):
    """A partner notice: about which case, to whom, what was told last, what they did.

    ``closing``: the case is closed, and what is told now is final. ``mismatch_since``: when the two
    sides began to differ.
    """

    about: str
    partner: str
    taxpayer: str
    installations: tuple[str, ...] = ()
    told: MinimalMessage
    closing: bool = False
    acknowledged_at: AwareDatetime | None = None
    actions: tuple[TheirAction, ...] = ()
    mismatch_since: AwareDatetime | None = None

    @property
    def their_status(self) -> TheirStatus | None:
        """The status there, as it was reported last."""
        known = [action.status for action in self.actions if action.status is not None]
        return known[-1] if known else None


class ToldPartner(Kept):
    """An administration that a case tells: under which matter, and how it stands there."""

    matter: str
    status: TheirStatus | None = None
    mismatch: bool = False
