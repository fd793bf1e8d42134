"""``reference`` and ``criteria`` as typer knows them; what they do is in ``cli.referring``."""

from typing import Annotated, Optional

import typer

from cli.arguments import DryRun, Json, Lang, kinds

app = typer.Typer(rich_markup_mode=None)
criteria = typer.Typer(
    help="Security criteria: our own keys, and the editions of CBP's list.", rich_markup_mode=None
)
app.add_typer(criteria, name="criteria")


@app.command("reference")
def list_reference(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            autocompletion=kinds,
            help="carriers, crossings, lanes, offices, benefits, incidents, legal-bases, "
            "partners, agriculture, people, practices, sectors, categories or systems",
        ),
    ],
    json: Json = False,
) -> None:
    """List railroads, crossings, offices and the like, each with its mark and source."""
    from cli.exits import run

    async def act() -> None:
        from cli import referring

        await referring.list_reference(kind, json=json)

    run(act)


@criteria.command("list")
def list_criteria(
    edition: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="NAME", help="with the numbers of this edition of CBP's list"),
    ] = None,
    json: Json = False,
) -> None:
    """List the criteria by our own keys; CBP's numbers only as an edition says them."""
    from cli.exits import run

    async def act() -> None:
        from cli import referring

        await referring.list_criteria(edition=edition, json=json)

    run(act)


@criteria.command("crosswalk")
def show_crosswalk(lang: Lang = "en", json: Json = False) -> None:
    """Show where a criterion has its counterpart in Mexico's OEA profile for railroads (E9)."""
    from cli.exits import run

    async def act() -> None:
        from cli import referring

        await referring.crosswalk(language=lang, json=json)

    run(act)


@criteria.command("load")
def load_criteria(
    file: Annotated[str, typer.Argument(metavar="FILE", help="CBP's list as JSON, with a mapping")],
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Take CBP's list, check it, and keep it as an edition, which is never changed."""
    from cli.exits import run

    async def act() -> None:
        from cli import referring

        await referring.load_criteria(file, dry_run=dry_run, json=json)

    run(act)
