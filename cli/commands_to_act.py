"""``open`` and ``do`` as typer knows them; what they do is in ``cli.acting``."""

from typing import Annotated, Optional

import typer

from cli.arguments import As, Case, DryRun, Fields, File, Id, Json, Lang, acts

app = typer.Typer(rich_markup_mode=None)


@app.command("open")
def open_case(
    who: As = None,
    field: Fields = None,
    file: File = None,
    command_id: Id = None,
    dry_run: DryRun = False,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Open a case. The body is easiest in a file; examples/open-case.json is one."""
    from cli.exits import run

    async def act() -> None:
        from cli.acting import Typed, open_case

        await open_case(
            Typed(
                who=who,
                fields=field or (),
                file=file,
                command_id=command_id,
                dry_run=dry_run,
                json=json,
                language=lang,
            )
        )

    run(act, language=lang)


@app.command("do")
def do(
    case: Case,
    command: Annotated[str, typer.Argument(metavar="COMMAND", autocompletion=acts)],
    who: As = None,
    field: Fields = None,
    file: File = None,
    content: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--content", metavar="FILE", help="a draft's content, as --file"),
    ] = None,
    letter: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--letter", metavar="NAME", help="the letter; shown, its hash filled in"),
    ] = None,
    document: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--document", metavar="NAME", help="the document; likewise"),
    ] = None,
    rests_on: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--rests-on", metavar="NAME", help="a document that it rests on; repeat it"),
    ] = None,
    attach: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--attach", metavar="FILE", help="evidence; name and hash filled in"),
    ] = None,
    command_id: Id = None,
    dry_run: DryRun = False,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Give a command to a case. `commands CASE` lists what you may do now."""
    from cli.exits import run

    async def act() -> None:
        from cli.acting import Typed, do

        await do(
            case,
            command,
            Typed(
                who=who,
                fields=field or (),
                file=file,
                content=content,
                letter=letter,
                document=document,
                rests_on=rests_on or (),
                attachment=attach,
                command_id=command_id,
                dry_run=dry_run,
                json=json,
                language=lang,
            ),
        )

    run(act, language=lang)
