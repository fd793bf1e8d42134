"""The commands about events as typer knows them: ``inbox``."""

from typing import Annotated

import typer

from cli.arguments import As, Json, Lang

app = typer.Typer(rich_markup_mode=None)
inbox = typer.Typer(
    help="Events of other systems: what came, what became of it.", rich_markup_mode=None
)
app.add_typer(inbox, name="inbox")


@inbox.command("list")
def list_events(
    every: Annotated[
        bool, typer.Option("--all", help="also those that need nobody any more")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000)] = 50,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """List events that a person has to look at: of unknown type, refused, waiting, set aside."""
    from cli.exits import run

    async def act() -> None:
        from cli import inbox
        from cli.words import language_named

        await inbox.list_events(
            every=every, limit=limit, who=who, json=json, language=language_named(lang)
        )

    run(act, language=lang)


@inbox.command("show")
def show_event(
    number: Annotated[int, typer.Argument(metavar="NUMBER", min=1, max=2**62)],
    who: As = None,
    json: Json = False,
) -> None:
    """Print an event as it came, and what became of it."""
    from cli.exits import run

    async def act() -> None:
        from cli import inbox

        await inbox.show_event(number, who=who, json=json)

    run(act)


@inbox.command("take")
def take_event(
    file: Annotated[str, typer.Argument(metavar="FILE", help="a CloudEvent in structured mode")],
    system: Annotated[
        str, typer.Option("--from", metavar="SYSTEM", help="as `reference systems` lists them")
    ],
    json: Json = False,
) -> None:
    """Hand in an event as a system would; development only."""
    from cli.exits import run

    async def act() -> None:
        from cli import inbox

        await inbox.take_event(file, system=system, json=json)

    run(act)
