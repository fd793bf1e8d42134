"""The commands of people on duty as typer knows them: ``export``, ``doctor``,
``what-if``,
``simulate``."""

from typing import Annotated, Optional

import typer

from cli.arguments import As, Case, Json, Lang

app = typer.Typer(rich_markup_mode=None)


@app.command("export")
def export(
    case: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="CASE", help="the case's id; or --all"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="every case that you may see")] = False,
    form: Annotated[
        str, typer.Option("--format", metavar="ocel|xes|csv", help="OCEL 2.0, XES or CSV")
    ] = "ocel",
    out: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--out", metavar="FILE", help="write it there instead of printing it"),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="with names of people and carriers (auditors only)")
    ] = False,
    sealed: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--sealed", metavar="FILE", help="one case as a bundle that proves itself"),
    ] = None,
    who: As = None,
    lang: Lang = "en",
) -> None:
    """Export cases as an event log that process-mining tools read; or one as a sealed bundle."""
    from cli.exits import BAD_INPUT, Stop, run

    async def act() -> None:
        if sealed is not None:
            from cli.sealing import export_sealed

            if case is None or every or out is not None or names:
                raise Stop(BAD_INPUT, "--sealed: name one case, and neither --out nor --names")
            await export_sealed(case, sealed, who=who, language=lang)
            return

        from cli.exporting import export_log

        await export_log(case, every=every, form=form, out=out, names=names, who=who)

    run(act, language=lang)


@app.command("refill")
def refill(
    case: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[CASE]", help="only this case"),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="record again what is lost")] = False,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """After a restore: compare the record with Temporal's histories (owner of the database)."""
    from cli.exits import run

    async def act() -> None:
        from cli import refilling

        await refilling.refill(case, write=write, language=lang, json=json)

    run(act, language=lang)


@app.command("doctor")
def doctor(
    case: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="CASE", help="only this case"),
    ] = None,
    mend: Annotated[
        bool,
        typer.Option(
            "--mend", help="start lost cases again, resend commands, keep histories (operations)"
        ),
    ] = False,
    who: As = None,
    json: Json = False,
) -> None:
    """Prove that every case is looked after; else say what is wrong and what to do (exit 1)."""
    from cli.exits import run

    async def act() -> None:
        from cli import doctoring

        await doctoring.doctor(case, mend=mend, who=who, json=json)

    run(act)


@app.command("what-if")
def suppose(
    case: Case,
    hold: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--hold", metavar="T09,T33", help="clocks that would be held"),
    ] = None,
    since: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--from", metavar="DAY", help="the day on which the hold would begin"),
    ] = None,
    until: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--until", metavar="DAY", help="the day of its release"),
    ] = None,
    extend: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--extend", metavar="T09=14", help="more of a clock's own units; repeat it"),
    ] = None,
    policy: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--policy", metavar="FILE", help="other rules, as JSON: all, or what differs"),
    ] = None,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Say every later due day before and after a hold, more time or another policy."""
    from cli.exits import run

    async def act() -> None:
        from cli.supposing import suppose

        await suppose(
            case,
            holds=hold,
            since=since,
            until=until,
            extensions=extend or (),
            policy_file=policy,
            who=who,
            language=lang,
            json=json,
        )

    run(act, language=lang)


@app.command("simulate")
def simulate(
    specialists: Annotated[
        str, typer.Option("--specialists", metavar="1,2,3", help="staffs to try, one by one")
    ] = "1,2,3,4",
    supervisors: Annotated[int, typer.Option("--supervisors", help="beside them")] = 1,
    deciders: Annotated[int, typer.Option("--deciders", help="at headquarters")] = 1,
    years: Annotated[int, typer.Option("--years", help="how many years of cases (1 to 10)")] = 1,
    seed: Annotated[int, typer.Option("--seed", help="another number, other cases")] = 1,
    assumptions: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--assumptions", metavar="FILE", help="JSON: its source, and what differs"),
    ] = None,
    policy: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--policy", metavar="FILE", help="other rules, as JSON: all, or what differs"),
    ] = None,
    json: Json = False,
) -> None:
    """Lead a year of invented cases through the real rules: how many specialists does it take?"""
    from cli.exits import run

    async def act() -> None:
        from cli.simulating import simulate

        await simulate(
            specialists=specialists,
            supervisors=supervisors,
            deciders=deciders,
            years=years,
            seed=seed,
            assumptions_file=assumptions,
            policy_file=policy,
            json=json,
        )

    run(act)
