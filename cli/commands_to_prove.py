"""The commands that give proofs into people's hands, as typer knows them: ``receipt``."""

from typing import Annotated, Optional

import typer

from cli.arguments import As, Lang

app = typer.Typer(rich_markup_mode=None)


@app.command("receipt")
def receipt(
    command: Annotated[str, typer.Argument(metavar="COMMAND_ID", help="the command's id")],
    out: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--out", metavar="FILE", help="write it there instead of printing it"),
    ] = None,
    who: As = None,
    lang: Lang = "en",
) -> None:
    """Give the signed receipt of a command; seals/offline/check_receipt.py checks it offline."""
    from cli.exits import run

    async def act() -> None:
        from cli import receipts

        await receipts.receipt(command, out=out, who=who, language=lang)

    run(act, language=lang)
