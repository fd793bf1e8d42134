"""The acting commands as typer knows them; what they do is in ``cli.acting``."""

from typing import Annotated, Optional

import typer

from cli.arguments import (
    Act,
    As,
    Attach,
    Case,
    Class,
    Content,
    Document,
    DryRun,
    Fields,
    File,
    Id,
    Json,
    Lang,
    Letter,
    RestsOn,
)

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
    """Open a case, report an own incident, ask for the own suspension: as your role opens one.

    The body is easiest in a file; examples/open-case.json is one.
    """
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


@app.command("adopt")
def adopt(
    who: As = None,
    field: Fields = None,
    file: File = None,
    command_id: Id = None,
    dry_run: DryRun = False,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Enter a case already under way on paper, with its true dates.

    Headquarters countersigns: do CASE countersign_adoption --adoption.
    """
    from cli.exits import run

    async def act() -> None:
        from cli.acting import Typed, open_case

        typed = Typed(
            who=who,
            fields=field or (),
            file=file,
            command_id=command_id,
            dry_run=dry_run,
            json=json,
            language=lang,
        )
        await open_case(typed, act="adopt_case")

    run(act, language=lang)


@app.command("do")
def do(
    case: Case,
    command: Act,
    who: As = None,
    field: Fields = None,
    file: File = None,
    content: Content = None,
    letter: Letter = None,
    document: Document = None,
    rests_on: RestsOn = None,
    adoption: Annotated[
        bool, typer.Option("--adoption", help="the adoption record; shown, its hash filled in")
    ] = False,
    attach: Attach = None,
    confidentiality: Class = None,
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
                adoption=adoption,
                attachment=attach,
                confidentiality=confidentiality,
                command_id=command_id,
                dry_run=dry_run,
                json=json,
                language=lang,
            ),
        )

    run(act, language=lang)


@app.command("receive")
def receive(
    case: Case,
    filing: Act,
    sender: Annotated[
        str, typer.Option("--from", metavar="ROLE:NAME@CARRIER", help="who sent it: POC:lee@UP")
    ],
    received: Annotated[
        str, typer.Option("--received", metavar="INSTANT", help="when, with its zone")
    ],
    channel: Annotated[str, typer.Option("--channel", help="email, post or hand")],
    original: Annotated[
        str, typer.Option("--original", metavar="FILE", help="the scan; its hash is filed")
    ],
    who: As = None,
    field: Fields = None,
    file: File = None,
    content: Content = None,
    document: Document = None,
    attach: Attach = None,
    confidentiality: Class = None,
    command_id: Id = None,
    dry_run: DryRun = False,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Enter for the carrier a filing that came by mail, post or hand; it counts as received."""
    from cli.exits import run

    async def act() -> None:
        from cli.acting import Paper, Typed, receive

        typed = Typed(
            who=who,
            fields=field or (),
            file=file,
            content=content,
            document=document,
            attachment=attach,
            confidentiality=confidentiality,
            command_id=command_id,
            dry_run=dry_run,
            json=json,
            language=lang,
        )
        await receive(case, filing, typed, Paper(sender, received, channel, original))

    run(act, language=lang)


@app.command("everywhere")
def everywhere(
    command: Act,
    who: As = None,
    field: Fields = None,
    file: File = None,
    dry_run: DryRun = False,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Tell one event to every open case that it reaches: a shut crossing, an outage of the portal.

    report_crossing_closed, report_crossing_reopened or record_outage. Telling it again is harmless.
    """
    from cli.exits import run

    async def act() -> None:
        from cli.acting import Typed
        from cli.spreading import everywhere

        typed = Typed(
            who=who, fields=field or (), file=file, dry_run=dry_run, json=json, language=lang
        )
        await everywhere(command, typed)

    run(act, language=lang)


@app.command("assign")
def assign(
    to: Annotated[str, typer.Option("--to", metavar="PERSON", help="whose they are from now on")],
    cases: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="[CASE]...", help="the cases, by id"),
    ] = None,
    all_of: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--all-of", metavar="PERSON", help="all open cases of this person"),
    ] = None,
    since: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--since", metavar="DAY", help="the first day of standing in"),
    ] = None,
    until: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--until", metavar="DAY", help="the last day; then they go back"),
    ] = None,
    who: As = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Assign cases to a person, singly or all of somebody's, for good or for named days."""
    from cli.exits import run

    async def act() -> None:
        from cli import assigning

        await assigning.assign(
            cases or (),
            all_of=all_of,
            to=to,
            since=since,
            until=until,
            who=who,
            dry_run=dry_run,
            json=json,
        )

    run(act)
