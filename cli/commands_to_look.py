"""The reading commands as typer knows them; what they do is in ``cli.looking``."""

from typing import Annotated, Optional

import typer

from cli import arguments
from cli.arguments import As, Case, Fields, File, Json, Lang, RestsOn

app = typer.Typer(rich_markup_mode=None)


@app.command("commands")
def show_commands(
    case: Case,
    command: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(
            metavar="[COMMAND]", help="all about this one", autocompletion=arguments.acts
        ),
    ] = None,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Say what you may do in a case now, and for the rest why not and who may."""
    from cli.exits import run

    async def act() -> None:
        from cli import looking

        await looking.commands(case, command, who=who, language=lang, json=json)

    run(act, language=lang)


@app.command("show")
def show(
    case: Case,
    document: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--document", metavar="NAME", help="show this document, all that it says"),
    ] = None,
    as_of: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--as-of", metavar="DAY", help="as it stood at the end of that day"),
    ] = None,
    as_known: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--as-known", metavar="DAY", help="with what was on record by then, or now; else as of"
        ),
    ] = None,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Show one case: where it stands, what is owed, whose days it took; or where it once stood."""
    from cli.exits import BAD_INPUT, Stop, run

    async def act() -> None:
        if as_of is not None:
            from cli import past

            if document is not None:
                raise Stop(BAD_INPUT, "--document: cannot be asked for together with --as-of")
            await past.show_past(case, at=as_of, known=as_known, who=who, language=lang, json=json)
            return
        if as_known is not None:
            raise Stop(BAD_INPUT, "--as-known: say --as-of with it")
        from cli import looking

        await looking.show(case, document=document, who=who, language=lang, json=json)

    run(act, language=lang)


@app.command("letter")
def letter(
    case: Case,
    name: Annotated[str, typer.Argument(metavar="LETTER", help="the letter's name")],
    command: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(
            metavar="[COMMAND]",
            help="the decision that would sign it; with its fields, as for `do`",
            autocompletion=arguments.acts,
        ),
    ] = None,
    field: Fields = None,
    file: File = None,
    rests_on: RestsOn = None,
    lang: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--lang", metavar="en|es", help="only this version; else both, as sent"),
    ] = None,
    pdf: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--pdf",
            metavar="FILE",
            help="write the PDF, in --lang or else in the reader's language",
        ),
    ] = None,
    who: As = None,
    json: Json = False,
) -> None:
    """Show a letter exactly as it is printed, before it is signed or after; or write its PDF.

    LETTER is also what a notice to a partner is, as in partner_notice: the last one is meant.
    """
    from cli.exits import run

    async def act() -> None:
        from cli.letters import letter

        await letter(
            case,
            name,
            command,
            who=who,
            fields=field or (),
            file=file,
            rests_on=rests_on or (),
            only=lang,
            pdf=pdf,
            json=json,
        )

    run(act)


@app.command("list")
def list_cases(
    state: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="only this state", autocompletion=arguments.states),
    ] = None,
    phase: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="only this phase", autocompletion=arguments.phases),
    ] = None,
    carrier: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="only this railroad", autocompletion=arguments.carriers),
    ] = None,
    port: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="only at this crossing", autocompletion=arguments.ports),
    ] = None,
    awaiting: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="only what waits on carrier, cbp, …", autocompletion=arguments.parties),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="only with something late")] = False,
    illustrative: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option("--illustrative/--real", help="only illustrative cases, or only real ones"),
    ] = None,
    limit: Annotated[int, typer.Option(help="at most so many (1 to 500)")] = 50,
    after: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="CASE", help="go on after this case, as the page before said"),
    ] = None,
    who: As = None,
    json: Json = False,
) -> None:
    """List the cases that you may see, the one opened last first."""
    from cli.exits import run

    async def act() -> None:
        from cli import looking

        await looking.list_cases(
            {
                "state": state,
                "phase": phase,
                "carrier": carrier,
                "port": port,
                "awaiting": awaiting,
            },
            overdue=overdue,
            illustrative=illustrative,
            limit=limit,
            after=after,
            who=who,
            json=json,
        )

    run(act)


@app.command("log")
def log(case: Case, who: As = None, json: Json = False) -> None:
    """Print every event of a case, in order."""
    from cli.exits import run

    async def act() -> None:
        from cli import looking

        await looking.log(case, who=who, json=json)

    run(act)


@app.command("clocks")
def clocks(
    case: Case,
    explain: Annotated[
        bool, typer.Option("--explain", help="day by day, why a day is due")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="also those that have stopped")] = False,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """List the clocks of a case and whom each waits on."""
    from cli.exits import run

    async def act() -> None:
        from cli import looking

        await looking.clocks(
            case, explained=explain, every=every, who=who, language=lang, json=json
        )

    run(act, language=lang)


@app.command("verify")
def verify(
    case: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[CASE]", help="the case's id; or --projections"),
    ] = None,
    projections: Annotated[
        bool,
        typer.Option("--projections", help="all lists against the events (owner of the database)"),
    ] = False,
    mend: Annotated[
        bool, typer.Option("--mend", help="with --projections: write anew what differs")
    ] = False,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Check a case's record: chain, signatures, process table, Temporal's history."""
    from cli.exits import BAD_INPUT, Stop, run

    async def act() -> None:
        if (case is None) is not projections or (mend and not projections):
            raise Stop(BAD_INPUT, "CASE: name one case, or say --projections (--mend)")
        if case is None:
            from cli import rebuilding

            await rebuilding.projections(mend=mend, language=lang, json=json)
            return
        from cli import looking

        await looking.verify(case, who=who, json=json)

    run(act, language=lang)
