"""The desk's log in PostgreSQL: what was asked, before it is sent, and what was answered."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework.casetime import CaseTime
from desk.ports import CarrierHasCase, LoggedCommand, ReceivedCommand
from records.disposals import raise_disposed
from records.failures import DISPOSED_OF, UNIQUE, RecordRefused, database_errors
from records.pool import Pool
from records.queries import QUERIES

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that are not taken for each other when read aloud or copied."""


class PostgresCommandLog:
    """``CommandLog`` (desk/ports.py)."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the desk's role."""
        self._pool = pool

    async def receive(self, command: ReceivedCommand) -> LoggedCommand:
        """Write a command down durably, or return what is already written under its id.

        What is returned may have another ``digest`` than what was given: the id was used before,
        for something else, and the caller must say so. Raises ``CarrierHasCase`` where it would
        open a second case before the return, and ``CaseDisposed``; then nothing has been written.
        """
        return command_from(await self._received(QUERIES.receive, command))

    async def receive_to_send(self, command: ReceivedCommand) -> LoggedCommand:
        """As ``receive``; in the same step, count the attempt to send that follows at once."""
        row = await self._received(QUERIES.receive_to_send, command)
        logged = command_from(row)
        return logged.model_copy(update={"sent": logged.sent + 1}) if row["counted"] else logged

    async def _received(self, query: Any, command: ReceivedCommand) -> Any:
        try:
            with database_errors():
                row = await query(
                    self._pool, **command.model_dump(include=set(ReceivedCommand.model_fields))
                )
        except RecordRefused as refused:
            if refused.code == DISPOSED_OF:
                await raise_disposed(self._pool, command.case_id)
            raise
        if row["other_case"] is not None:
            raise CarrierHasCase(row["other_case"])
        return row

    async def decline(self, command: ReceivedCommand, outcome: str, at: datetime) -> LoggedCommand:
        """Write a command down with its outcome, or return what is already written under its id."""
        with database_errors():
            row = await QUERIES.decline(
                self._pool,
                **command.model_dump(include=set(ReceivedCommand.model_fields)),
                outcome=outcome,
                at=at,
            )
        return command_from(row)

    async def find(self, command_id: str) -> LoggedCommand | None:
        """Return what is written under a command id."""
        with database_errors():
            row = await QUERIES.find_command(self._pool, command_id=command_id)
        return None if row is None else command_from(row)

    async def sending(self, command_id: str) -> None:
        """Count one more attempt to send; ``LookupError`` where the command was never received."""
        with database_errors():
            known = await QUERIES.count_attempt(self._pool, command_id=command_id)
        if not known:
            raise LookupError("no such command")

    async def answer(self, command_id: str, outcome: str, at: datetime) -> None:
        """Keep the outcome; the first one stays. ``LookupError`` where it was never received.

        An opening that left nothing in the record was refused: its carrier may open again.
        """
        with database_errors():
            known = await QUERIES.answer(self._pool, command_id=command_id, outcome=outcome, at=at)
        if not known:
            raise LookupError("no such command")

    async def unanswered(self, *, older_than: datetime, limit: int) -> list[LoggedCommand]:
        """Return commands received before an instant that have no outcome, oldest first.

        A demonstration case is received in its own time, which may lie ahead: such a command
        counts as received when the database wrote it down, if that was earlier.
        """
        with database_errors():
            return [
                command_from(row)
                async for row in QUERIES.unanswered(
                    self._pool, older_than=older_than, max_rows=limit
                )
            ]

    async def carrier_reference(self, carrier: str) -> str:
        """Return the carrier's opaque reference (``R-7K2M9QF4``), made when first asked for."""
        while True:
            offered = "R-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
            try:
                with database_errors():
                    reference: str = await QUERIES.carrier_reference(
                        self._pool, carrier=carrier, offered=offered
                    )
            except RecordRefused as refused:
                if refused.code == UNIQUE:  # another carrier has it; one in a million million
                    continue
                raise
            return reference

    async def cases_after_return(self, carrier: str) -> tuple[str, ...]:
        """Return the ids of the carrier's cases that are monitored after a return, oldest first."""
        with database_errors():
            return tuple(
                [
                    row["case_id"]
                    async for row in QUERIES.cases_after_return(self._pool, carrier=carrier)
                ]
            )

    async def clock(self) -> datetime:
        """Return the instant by the database's own clock."""
        with database_errors():
            at: datetime = await QUERIES.database_clock(self._pool)
        return at

    async def case_time(self, case_id: str) -> CaseTime | None:
        """Return how a demonstration case's own time runs, or None for real time."""
        with database_errors():
            kept = await QUERIES.case_time(self._pool, case_id=case_id)
        return None if kept is None else CaseTime.model_validate_json(kept)

    async def set_case_time(self, case_id: str, time: CaseTime) -> None:
        """Keep how a demonstration case's own time runs from now on."""
        with database_errors():
            await QUERIES.set_case_time(
                self._pool, case_id=case_id, case_time=time.model_dump_json()
            )


class PostgresUnansweredCommands:
    """``UnansweredCommands`` (activities/ports.py): the log, as far as a clock must know it."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the worker's role."""
        self._pool = pool

    async def unanswered_before(self, case_id: str, due: datetime) -> int:
        """Return how many commands received before ``due`` still have no outcome."""
        with database_errors():
            count: int = await QUERIES.unanswered_before(self._pool, case_id=case_id, due=due)
        return count


def command_from(row: Mapping[str, Any]) -> LoggedCommand:
    """Make a ``LoggedCommand`` of a row with its columns."""
    columns = dict(row)
    received = {name: columns[name] for name in ReceivedCommand.model_fields}
    return LoggedCommand(
        received=ReceivedCommand(**received),
        sent=columns["sent"],
        outcome=columns["outcome"],
        outcome_at=columns["outcome_at"],
    )
