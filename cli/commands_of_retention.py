"""How long cases are kept, as typer knows it: ``retention`` and ``dispose``."""

from typing import Annotated, Optional

import typer

from cli.arguments import As, Json, Lang

app = typer.Typer(rich_markup_mode=None)


@app.command("retention")
def retention(
    case: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[CASE]", help="only this case, open or closed"),
    ] = None,
    schedule: Annotated[
        bool, typer.Option("--schedule", help="how long what is kept, with source and mark")
    ] = False,
    disposed: Annotated[
        bool, typer.Option("--disposed", help="the cases whose content was disposed of")
    ] = False,
    certificate: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--certificate", metavar="FILE", help="write the certificate of a disposal"),
    ] = None,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Say of closed cases from which day their content may be disposed of, or why not."""
    from cli.exits import run

    async def act() -> None:
        from cli import retaining

        await retaining.retention(
            case,
            schedule_asked=schedule,
            disposed=disposed,
            certificate=certificate,
            who=who,
            language=lang,
            json=json,
        )

    run(act, language=lang)


@app.command("dispose")
def dispose(
    case: Annotated[str, typer.Argument(metavar="CASE", help="the case's id")],
    write: Annotated[
        bool, typer.Option("--write", help="do it; without, only say what would go")
    ] = False,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Dispose of a case's content for good, leaving what proves it (operations; database owner)."""
    from cli.exits import run

    async def act() -> None:
        from cli import disposing

        await disposing.dispose(case, write=write, who=who, language=lang, json=json)

    run(act, language=lang)


@app.command("clear-logs")
def clear_logs(
    write: Annotated[
        bool, typer.Option("--write", help="do it; without, only say what would go")
    ] = False,
    done: Annotated[bool, typer.Option("--done", help="what went before, and when")] = False,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Let go of logs and received events whose period is over (operations; database owner)."""
    from cli.exits import run

    async def act() -> None:
        from cli import clearing

        await clearing.clear_logs(write=write, done=done, who=who, language=lang, json=json)

    run(act, language=lang)
