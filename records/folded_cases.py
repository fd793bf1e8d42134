"""Cases folded from their events, kept in memory as far as they were read.

Events never change, and the hash of each covers all before it: the fold up to an event of a known
hash is the same for ever. So what is kept is no second truth. Whoever reads a case asks the record
for the last event that is known and for all that follow it; where that one is not there any more
under the same hash (a database was restored), the case is folded anew. Nothing is kept of what
somebody may see of a case: that is judged each time, after the fold.
"""

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple, Protocol

from casework.case import Case
from casework.evolve import evolve

if TYPE_CHECKING:
    from records.case_reader import RecordedEvent

_PAGE = 500


class Folded(NamedTuple):
    """A case as its events make it, and these events, in order and from the first one on."""

    case: Case
    events: "tuple[RecordedEvent, ...]"


class ReadEvents(Protocol):
    """Whoever reads a case's events."""

    async def __call__(
        self, case_id: str, /, *, after: int = 0, limit: int = 100
    ) -> "tuple[RecordedEvent, ...]":
        """Return events that follow number ``after``, in order."""
        ...


class FoldedCases:
    """The cases that were read last, as many as have at most a number of events together.

    An event takes some 16 KiB of memory with its text, nearly all of it the ledgers of clocks.
    """

    def __init__(self, events: ReadEvents, *, most: int) -> None:
        """Keep at most so many events; 0 keeps none."""
        self._events = events
        self._most = most
        self._kept: OrderedDict[str, Folded] = OrderedDict()
        self._number = 0

    async def of(self, case_id: str) -> Folded | None:
        """Return a case as it is on record now, None where nothing is recorded of it.

        Of a case that cannot be read any more (it was disposed of), nothing is kept either.
        """
        try:
            return await self._read(case_id)
        except Exception:
            self._taken(case_id)
            raise

    async def _read(self, case_id: str) -> Folded | None:
        known = self._kept.get(case_id)
        fresh: list[RecordedEvent] = []
        if known is not None:
            last = known.events[-1]
            # the last one is read again: that it is still there is what makes the others hold
            fresh = await self._after(case_id, last.seq - 1)
            if not fresh or (fresh[0].seq, fresh[0].hash) != (last.seq, last.hash):
                known = None
        if known is None:
            fresh = await self._after(case_id, 0)
        else:
            fresh = fresh[1:]
        found = _folded(case_id, known, fresh)
        if found is not None:
            self._keep(case_id, found)
        return found

    async def _after(self, case_id: str, after: int) -> "list[RecordedEvent]":
        found: list[RecordedEvent] = []
        while True:
            page = await self._events(case_id, after=after, limit=_PAGE)
            found += page
            if len(page) < _PAGE:
                return found
            after = page[-1].seq

    def _taken(self, case_id: str) -> Folded | None:
        known = self._kept.pop(case_id, None)
        self._number -= len(known.events) if known else 0
        return known

    def _keep(self, case_id: str, found: Folded) -> None:
        self._taken(case_id)
        self._kept[case_id] = found
        self._number += len(found.events)
        while self._number > self._most:
            _, dropped = self._kept.popitem(last=False)
            self._number -= len(dropped.events)


def _folded(case_id: str, known: Folded | None, fresh: "list[RecordedEvent]") -> Folded | None:
    """Go on folding where what is known ends."""
    case = known.case if known else None
    for recorded in fresh:
        case = evolve(case, recorded.event, case_id=case_id)
    if case is None:
        return None
    return Folded(case, (*(known.events if known else ()), *fresh))
