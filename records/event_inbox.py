"""Events of other systems in PostgreSQL, written down together with the commands they became."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casework.roles import Actor
from desk.ports import LoggedCommand, ReceivedCommand
from exchange.ports import Barred, CommandKnown, DealtWith, KeptEvent, ReceivedEvent
from records.command_log import command_from
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


class PostgresEventInbox:
    """``EventInbox`` (exchange/ports.py)."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the desk's role; to read, the reader's is enough."""
        self._pool = pool

    async def find(self, source: str, event_id: str) -> KeptEvent | None:
        """Return the event that is written down under a source and id."""
        with database_errors():
            row = await QUERIES.find_event(self._pool, source=source, id=event_id)
        return None if row is None else (await self._kept([row]))[0]

    async def receive(self, event: ReceivedEvent, commands: Sequence[ReceivedCommand]) -> None:
        """Write an event down together with its commands, all or nothing.

        Where an event of that source and id is written down already, nothing is written. Raises
        ``Barred`` and ``CommandKnown``.
        """
        said = event.model_dump(exclude={"set_aside"})
        aside = json.dumps([one.model_dump() for one in event.set_aside])
        with database_errors():
            async with self._pool.acquire() as connection, connection.transaction():
                new = await QUERIES.receive_event(
                    connection, **{**said, "commands": list(event.commands)}, set_aside=aside
                )
                for command in commands if new else ():
                    await _receive(connection, command)

    async def unanswered(self, case_id: str) -> tuple[LoggedCommand, ...]:
        """Return a case's commands that have no outcome, as received, whoever gave them."""
        with database_errors():
            found = [
                command_from(row)
                async for row in QUERIES.commands_of_case(self._pool, case_id=case_id)
            ]
        return tuple(command for command in found if command.outcome is None)

    async def page(self, *, before: int | None, limit: int) -> tuple[KeptEvent, ...]:
        """Return events, the one received last first; ``before`` is the number to go on from."""
        with database_errors():
            rows = [
                row
                async for row in QUERIES.events_received(self._pool, before=before, max_rows=limit)
            ]
        return await self._kept(rows)

    async def deal_with(self, number: int, actor: Actor, note: str) -> bool:
        """Note that somebody has dealt with an event; whether it was there and nobody had before.

        Needs the desk's role. ``note`` has at most 1000 characters.
        """
        with database_errors():
            first: bool = await QUERIES.deal_with(
                self._pool,
                number=number,
                person=actor.person,
                organisation=actor.organisation,
                note=note,
            )
        return first

    async def _kept(self, rows: Iterable[Mapping[str, Any]]) -> tuple[KeptEvent, ...]:
        found = [dict(row) for row in rows]
        ids = sorted({command for row in found for command in row["commands"]})
        with database_errors():
            logged: dict[str, LoggedCommand] = {
                row["command_id"]: command_from(row)
                async for row in QUERIES.commands_by_id(self._pool, command_ids=ids)
            }
        return tuple(
            KeptEvent(
                event=ReceivedEvent.model_validate(
                    {**row, "set_aside": json.loads(row["set_aside"])}
                ),
                number=row["number"],
                dealt_with=DealtWith(**{name: row[name] for name in DealtWith.model_fields})
                if row["at"] is not None
                else None,
                commands=tuple(logged[command] for command in row["commands"]),
            )
            for row in found
        )


async def _receive(connection: Any, command: ReceivedCommand) -> None:
    row = await QUERIES.receive(
        connection, **command.model_dump(include=set(ReceivedCommand.model_fields))
    )
    if row["other_case"] is not None:
        raise Barred(command.opens_for or "", row["other_case"])
    if row["digest"] != command.digest:
        raise CommandKnown(command.case_id)
