"""A case as its record makes it: all that a run of its workflow needs to go on."""

from collections.abc import AsyncIterator, Iterable

from casework.carried import Carried, Undelivered
from casework.case import Case
from casework.command import Command, Receipt
from casework.errand import Errand
from casework.events import Notice
from casework.evolve import evolve
from casework.process.tracks import TRACK_ENDS
from records.canonical import sha256_of
from records.case_reader import (
    PostgresCaseReader,
    RecordedBatch,
    RegisteredNotice,
)
from records.command_log import PostgresCommandLog
from records.event_rows import RecordedEvent
from seals.envelope import read

_AT_A_TIME = 500


class PostgresCarriedCases:
    """``CarriedCases`` (desk/ports.py) over the record; the desk's log knows a case's own time."""

    def __init__(self, reader: PostgresCaseReader, log: PostgresCommandLog) -> None:
        """Take readers on connections of the desk's role, or the reader's."""
        self._reader = reader
        self._log = log

    async def carried(self, case_id: str) -> Carried:
        """Return all that a run needs to go on. ``LookupError`` where nothing is recorded."""
        # Batches first: what is recorded meanwhile is then left out of all that follows.
        batches = await self._reader.batches(case_id)
        if not batches:
            raise LookupError("nothing is recorded of this case")
        last = batches[-1].last
        notices = [n for n in await self._reader.notices(case_id) if n.seq <= last]
        case: Case | None = None
        errands: list[Errand] = []
        receipts: dict[str, Receipt] = {}
        ends = {batch.last: batch for batch in batches}
        kinds: list[str] = []
        async for recorded in self._events(case_id, last):
            case = evolve(case, recorded.event, case_id=case_id)
            kinds.append(recorded.event.kind)
            errands += recorded.event.errands
            batch = ends.get(recorded.seq)
            if batch is not None:
                if batch.envelope is not None:
                    receipts[batch.key] = _receipt(batch, batch.envelope, case, tuple(kinds))
                kinds.clear()
        return Carried(
            case_id=case_id,
            case=case,
            time=await self._log.case_time(case_id),
            receipts=receipts,
            undelivered=_undelivered(notices, batches, case),
            errands=await self._not_run(errands),
            after_event=last,
        )

    async def _not_run(self, errands: list[Errand]) -> tuple[Errand, ...]:
        """Return the errands that have no answer yet; one that was received is the same again."""
        logged = [(errand, await self._log.find(errand.key)) for errand in errands]
        return tuple(e for e, found in logged if found is None or found.outcome is None)

    async def _events(self, case_id: str, last: int) -> AsyncIterator[RecordedEvent]:
        after = 0
        while after < last:
            for recorded in await self._reader.events(
                case_id, after=after, limit=min(_AT_A_TIME, last - after)
            ):
                yield recorded
                after = recorded.seq


def _receipt(batch: RecordedBatch, envelope: str, case: Case, kinds: tuple[str, ...]) -> Receipt:
    """Return the receipt that was given for a batch, word for word."""
    command = Command.model_validate_json(read(envelope).payload)
    return Receipt(
        case_id=case.id,
        command_id=command.command_id,
        act=command.act,
        received_at=command.received_at,
        envelope_sha256=sha256_of(envelope),
        events=kinds,
        state=case.state,
        first=batch.first,
        last=batch.last,
        head=batch.head,
        recorded_at=batch.recorded_at,
    )


def _undelivered(
    notices: Iterable[RegisteredNotice], batches: tuple[RecordedBatch, ...], case: Case | None
) -> tuple[Undelivered, ...]:
    """Return what is owed and has no outcome, and letters of whose outcome the case was not told.

    One of these that was accepted is not sent again: the register holds the evidence.
    """
    keys = {batch.key for batch in batches}
    letters = case.tracks.get("LETTER", {}) if case else {}

    def untold(notice: Notice) -> bool:
        told = {f"{notice.key}:on:sent", f"{notice.key}:on:bounced"}
        under_way = letters.get(notice.letter or "", "") not in ("", *TRACK_ENDS["LETTER"])
        return under_way and not keys & told

    return tuple(
        Undelivered(
            key=found.notice.key,
            template=found.notice.template,
            party=found.notice.party,
            letter=found.notice.letter,
            recipient=found.notice.recipient,
        )
        for found in notices
        if not found.deliveries or untold(found.notice)
    )
