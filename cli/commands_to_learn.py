"""The commands about lessons and reports as typer knows them."""

from typing import Annotated, Optional

import typer

from cli import arguments
from cli.arguments import As, Json, Lang

app = typer.Typer(rich_markup_mode=None)


@app.command("lessons")
def lessons(
    criterion: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            help="only about this criterion (our own key)", autocompletion=arguments.criteria
        ),
    ] = None,
    incident: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            help="only about this class of incident", autocompletion=arguments.incident_classes
        ),
    ] = None,
    crossing: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="only from this crossing", autocompletion=arguments.ports),
    ] = None,
    level: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="only lessons of this level: public, members or cbp"),
    ] = None,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """List published lessons, and practice cards from public sources."""
    from cli.exits import run

    async def act() -> None:
        from cli import lessons

        await lessons.lessons(
            {"criterion": criterion, "incident": incident, "crossing": crossing, "level": level},
            who=who,
            language=lang,
            json=json,
        )

    run(act)
