"""Cases folded from their events, kept in memory as far as they were read.

Events never change, and the hash of each covers all before it: the fold up to an event of a known
hash is the same for ever. So what is kept is no second truth. Whoever reads a case asks the record
for the last event that is known and for all that follow it; where that one is not there any more
under the same hash (a database was restored), the case is folded anew. Nothing is kept of what
somebody may see of a case: that is judged each time, after the fold.

Of events their text is kept, and parsed again for whoever asks for them: parsed, they take seven
times the memory, in many small objects, through which Python's collector would go again and again.
"""

from collections import OrderedDict
from functools import cached_property
from typing import NamedTuple, Protocol

from casework.case import Case
from casework.evolve import evolve
from records.event_rows import EventRow, RecordedEvent

_PAGE = 500


class Folded:
    """A case as its events make it, and these events, in order and from the first one on."""

    def __init__(
        self, case: Case, known: tuple[EventRow, ...], fresh: tuple[RecordedEvent, ...]
    ) -> None:
        self.case = case
        self._known = known
        self._fresh = fresh

    @cached_property
    def events(self) -> tuple[RecordedEvent, ...]:
        """All of them."""
        return (*(row.read() for row in self._known), *self._fresh)


class ReadRows(Protocol):
    """Whoever reads the rows of a case's events."""

    async def __call__(self, case_id: str, /, *, after: int, limit: int) -> tuple[EventRow, ...]:
        """Return those that follow number ``after``, in order."""
        ...


class _Kept(NamedTuple):
    case: Case
    rows: tuple[EventRow, ...]


class FoldedCases:
    """The cases that were read last, as many as have at most a number of events together."""

    def __init__(self, rows: ReadRows, *, most: int) -> None:
        """Keep at most so many events; 0 keeps none."""
        self._rows = rows
        self._most = most
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
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
        fresh: list[EventRow] = []
        if known is not None:
            last = known.rows[-1]
            # the last one is read again: that it is still there is what makes the others hold
            fresh = await self._after(case_id, last.seq - 1)
            if not fresh or (fresh[0].seq, fresh[0].hash) != (last.seq, last.hash):
                known = None
        if known is None:
            fresh = await self._after(case_id, 0)
        else:
            fresh = fresh[1:]
        case, before = known or (None, ())
        events = tuple(row.read() for row in fresh)
        for recorded in events:
            case = evolve(case, recorded.event, case_id=case_id)
        if case is None:
            return None
        self._keep(case_id, _Kept(case, (*before, *fresh)))
        return Folded(case, before, events)

    async def _after(self, case_id: str, after: int) -> list[EventRow]:
        found: list[EventRow] = []
        while True:
            page = await self._rows(case_id, after=after, limit=_PAGE)
            found += page
            if len(page) < _PAGE:
                return found
            after = page[-1].seq

    def _taken(self, case_id: str) -> None:
        known = self._kept.pop(case_id, None)
        self._number -= len(known.rows) if known else 0

    def _keep(self, case_id: str, kept: _Kept) -> None:
        self._taken(case_id)
        self._kept[case_id] = kept
        self._number += len(kept.rows)
        while self._number > self._most:
            _, dropped = self._kept.popitem(last=False)
            self._number -= len(dropped.rows)
