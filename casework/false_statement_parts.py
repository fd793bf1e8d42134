"""What a case keeps of a statement that is said to be false."""

from pydantic import AwareDatetime

from casework.commands.suspension import LegalBasis
from casework.model import Kept


class FalseStatement(Kept):
    """Who raised it, whether headquarters confirmed it and on what, and whether it has acted on it.

    ``basis`` is None until it is confirmed. ``decided``: an order made after the confirmation has
    taken effect. It is raised, confirmed or dismissed as the track FINDING says.
    """

    raised_by: str
    raised_at: AwareDatetime
    confirmed_at: AwareDatetime | None = None
    basis: LegalBasis | None = None
    decided: bool = False
