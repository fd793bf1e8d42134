"""What a case keeps of the cases that it is linked with along the interchange chain."""

from pydantic import AwareDatetime

from casework.commands.chain import Access, ChainPoint, Relation, Waits
from casework.model import Kept


class Link(Kept):
    """A linked case: whose, why, who held the car where, who reported first."""

    other_carrier: str
    relation: Relation
    points: tuple[ChainPoint, ...] = ()
    reported_first: str | None = None


class SharedEvidence(Kept):
    """Evidence that two cases share: by its hash, where it was filed, who may know of it."""

    other_case: str
    sha256: str
    filed_here: bool
    what: str
    access: Access


class Dependency(Kept):
    """An action that waits for another railroad's, or that one of the other's waits for."""

    action: str
    other_case: str
    other_action: str
    needs: str
    waits: Waits
    recorded_at: AwareDatetime
    settled_at: AwareDatetime | None = None

    @property
    def holds(self) -> bool:
        """Whether this case's action waits, still."""
        return self.waits is Waits.THIS and self.settled_at is None
