#!/usr/bin/env python3
"""The command line of the case system: open, act, read, verify. Development: say who you are
with --as ROLE:NAME[@CARRIER]."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

if TYPE_CHECKING:
    from casework.roles import Actor

app = typer.Typer(
    help=__doc__,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

As = Annotated[
    Optional[str],  # noqa: UP045  (typer reads this form on every Python)
    typer.Option("--as", envvar="RESUMPTION_AS", help="ROLE:NAME[@ORGANISATION], development only"),
]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]
Fields = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--field", "-f", help="name=value; JSON values are understood"),
]
File = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--file", help="the body as a JSON file, or - for standard input"),
]
Id = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--id", help="command id; the same id again gives the same receipt"),
]


@app.command("open")
def open_case(
    who: As = None,
    field: Fields = None,
    file: File = None,
    command_id: Id = None,
    json: Json = False,
) -> None:
    """Open a case. The body is that of open_case; --file is the easiest."""

    async def act() -> None:
        from cli import fields, person, printing
        from cli.connections import open_desk
        from runtime.settings import load_settings

        settings = load_settings()
        actor = person.person(who, production=settings.production)
        body = fields.body(field, file)
        kind = "self_report" if actor.role == "POC" else "open_case"
        async with open_desk(settings) as desk:
            found = await desk.open(actor, body, act=kind, command_id=command_id)
        printing.as_json(found) if json else printing.receipt(found)

    _run(act)


@app.command("do")
def do(
    case: str,
    command: str,
    who: As = None,
    field: Fields = None,
    file: File = None,
    command_id: Id = None,
    json: Json = False,
) -> None:
    """Give a command to a case; `commands CASE` lists what you may do now."""

    async def act() -> None:
        from cli import fields, person, printing
        from cli.connections import open_desk
        from runtime.settings import load_settings

        settings = load_settings()
        actor = person.person(who, production=settings.production)
        body = fields.body(field, file)
        async with open_desk(settings) as desk:
            found = await desk.do(actor, case, command, body, command_id=command_id)
        printing.as_json(found) if json else printing.receipt(found)

    _run(act)


@app.command("commands")
def show_commands(case: str, who: As = None, json: Json = False) -> None:
    """Say what you may do in a case now, and for the rest why not and who may."""

    async def act() -> None:
        from casework.options import options
        from cli import person, printing
        from cli.connections import open_reader, read_case
        from runtime.settings import load_settings

        settings = load_settings()
        actor = person.person(who, production=settings.production)
        async with open_reader(settings) as reader:
            found = options(await read_case(reader, case, actor), actor)
        printing.as_json(found) if json else printing.options(found)

    _run(act)


@app.command("show")
def show(case: str, who: As = None, json: Json = False) -> None:
    """Show one case: where it stands, what is owed, whose days it took."""

    async def act() -> None:
        from cli import printing
        from cli.connections import open_reader, read_case
        from cli.reading import case_and_view
        from runtime.settings import load_settings

        settings = load_settings()
        async with open_reader(settings) as reader:
            found = await read_case(reader, case, _reader(who, settings.production))
            view, now = await case_and_view(reader, found)
        printing.as_json(view) if json else printing.case(view, found, now)

    _run(act)


@app.command("list")
def list_cases(
    state: Annotated[Optional[str], typer.Option(help="only this state")] = None,  # noqa: UP045
    carrier: Annotated[Optional[str], typer.Option(help="only this carrier")] = None,  # noqa: UP045
    overdue: Annotated[bool, typer.Option(help="only cases with something late")] = False,
    who: As = None,
    json: Json = False,
) -> None:
    """List the cases that you may see."""

    async def act() -> None:
        from cli import printing
        from cli.connections import open_reader
        from cli.reading import visible_cases
        from runtime.settings import load_settings

        settings = load_settings()
        async with open_reader(settings) as reader:
            found = await visible_cases(
                reader,
                _reader(who, settings.production),
                state=state,
                carrier=carrier,
                overdue=overdue,
            )
        printing.as_json(found) if json else printing.cases(found)

    _run(act)


@app.command("log")
def log(case: str, who: As = None, json: Json = False) -> None:
    """Print every event of a case, in order."""

    async def act() -> None:
        from cli import printing
        from cli.connections import open_reader, read_case
        from cli.reading import all_events
        from runtime.settings import load_settings

        settings = load_settings()
        async with open_reader(settings) as reader:
            found = await read_case(reader, case, _reader(who, settings.production))
            rows = await all_events(reader, case)
        if json:
            printing.as_json(
                [{"seq": row.seq, "hash": row.hash, "event": row.event} for row in rows]
            )
        else:
            printing.log(rows, found.zone)

    _run(act)


@app.command("clocks")
def clocks(
    case: str,
    explain: Annotated[bool, typer.Option(help="day by day, why a day is due")] = False,
    language: Annotated[str, typer.Option(help="en or es")] = "en",
    every: Annotated[bool, typer.Option("--all", help="also those that have stopped")] = False,
    who: As = None,
    json: Json = False,
) -> None:
    """List the clocks of a case and whom each waits on."""

    async def act() -> None:
        from cli import printing
        from cli.connections import open_reader, read_case
        from runtime.settings import load_settings

        settings = load_settings()
        async with open_reader(settings) as reader:
            found = await read_case(reader, case, _reader(who, settings.production))
        shown = [clock for clock in found.clocks.values() if every or clock.is_open]
        if json:
            printing.as_json(shown)
        else:
            printing.clocks(shown, explain=explain, language=language)

    _run(act)


@app.command("verify")
def verify(case: str, json: Json = False) -> None:
    """Check a case's record: chain, signatures, process table, Temporal's history."""

    async def act() -> None:
        from cli import printing
        from cli.verifying import verdict_of
        from runtime.settings import load_settings

        found = await verdict_of(load_settings(), case)
        if json:
            printing.as_json(found)
        else:
            printing.verdict(found)
        if not found.ok:
            from cli.exits import REFUSED, Stop

            raise Stop(REFUSED, "the record does not verify; see docs/operations.md")

    _run(act)


def _reader(who: str | None, production: bool) -> "Actor | None":
    from cli import person

    return person.person(who, production=production) if who else None


def _run(act: Callable[[], Coroutine[Any, Any, None]]) -> None:
    from cli.exits import run

    run(act)


if __name__ == "__main__":
    app()
