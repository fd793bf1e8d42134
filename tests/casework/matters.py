"""Several cases side by side, which tell each other what they have to."""

from casework.errand import Errand
from casework.refusal import Refusal
from tests.casework.walk import Walk


class Matters:
    """A case with all that runs beside it; ``tell`` runs the errands that are owed."""

    def __init__(self, case: Walk) -> None:
        self.case = case
        self.walks: dict[str, Walk] = {case.case_id: case}
        self.refused: dict[str, str] = {}
        self._done: set[str] = set()

    def tell(self) -> None:
        """Run every errand, and what follows from it, until nobody has anything to tell."""
        while owed := self._owed():
            for errand in owed:
                self._done.add(errand.key)
                walk = self.walks.get(errand.to) or Walk(at=errand.at, case_id=errand.to)
                answer = walk.told(errand)
                if isinstance(answer, Refusal):
                    self.refused[errand.key] = answer.rule
                else:
                    self.walks[errand.to] = walk

    def until(self, days: float) -> None:
        """Let so many days pass in every case."""
        for walk in list(self.walks.values()):
            walk.until(days)
        self.tell()

    def beside(self, what: str) -> Walk:
        """Return the matter whose id goes on with ``what``, such as ``appeal-1``."""
        return self.walks[f"{self.case.case_id}-{what}"]

    def _owed(self) -> list[Errand]:
        return [
            errand
            for walk in self.walks.values()
            for event in walk.events
            for errand in event.errands
            if errand.key not in self._done
        ]
