"""``evidence put|get|list`` as typer knows them; what they do is in ``cli.evidencing``."""

from typing import Annotated, Optional

import typer

from cli.arguments import As, Case, Class, Json, Lang

app = typer.Typer(rich_markup_mode=None)
evidence = typer.Typer(
    help="Files filed in a case: kept sealed, scanned, read by class.", rich_markup_mode=None
)
app.add_typer(evidence, name="evidence")


@evidence.command("put")
def put(
    case: Case,
    file: Annotated[str, typer.Argument(metavar="FILE", help="PDF, picture, video, CSV or text")],
    confidentiality: Class = None,
    media_type: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--type", metavar="TYPE", help="as application/pdf; else as its name says"),
    ] = None,
    own_reference: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--reference",
            metavar="NUMBER",
            help="your own number for it (seizure, docket, train); never the name of a stowaway "
            "or of a crew member",
        ),
    ] = None,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Put a file into the evidence store; if it is cut, the same again goes on where it was."""
    from cli.exits import run

    async def act() -> None:
        from cli import evidencing

        await evidencing.put(
            case,
            file,
            confidentiality=confidentiality,
            media_type=media_type,
            own_reference=own_reference,
            who=who,
            language=lang,
            json=json,
        )

    run(act, language=lang)


@evidence.command("get")
def get(
    case: Case,
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="its reference (E-…) or its SHA-256")
    ],
    out: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--out", metavar="FILE", help="where to; else its own name; - prints it"),
    ] = None,
    who: As = None,
    lang: Lang = "en",
) -> None:
    """Get a document, verified; that you read it is written down."""
    from cli.exits import run

    async def act() -> None:
        from cli import evidencing

        await evidencing.get(case, document, out=out, who=who, language=lang)

    run(act, language=lang)


@evidence.command("list")
def list_items(case: Case, who: As = None, lang: Lang = "en", json: Json = False) -> None:
    """List the documents of a case that you may read."""
    from cli.exits import run

    async def act() -> None:
        from cli import evidencing

        await evidencing.list_items(case, who=who, language=lang, json=json)

    run(act, language=lang)
