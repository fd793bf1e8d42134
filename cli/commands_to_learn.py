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
    synthetic: Annotated[
        bool, typer.Option("--synthetic", help="those of the made-up history, not the record's")
    ] = False,
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
            synthetic=synthetic,
        )

    run(act)


@app.command("report")
def report(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="REPORT", help="status, measures or digest", autocompletion=arguments.reports
        ),
    ],
    since: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--from", metavar="DAY", help="the first day; as usual for the report"),
    ] = None,
    until: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--until", metavar="DAY", help="the last day, as it stood at its end"),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="text, html or csv")] = "text",
    out: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--out", metavar="DIR", help="write files into this folder"),
    ] = None,
    cases: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--cases",
            metavar="KINDS",
            help="real, illustrative, synthetic; several with commas. Synthetic ones are made up",
        ),
    ] = None,
    audience: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--audience", help="cbp, or outside: no carrier is named"),
    ] = None,
    person: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--for", metavar="PERSON", help="the digest of this person"),
    ] = None,
    who: As = None,
    lang: Lang = "en",
) -> None:
    """Make the status report, the performance measures, or a digest of what is overdue."""
    from cli.exits import run

    async def act() -> None:
        from cli import reporting

        wish = reporting.Wish(since, until, form, out, cases, audience, person)
        await reporting.report(kind, wish, who=who, language=lang)

    run(act)
