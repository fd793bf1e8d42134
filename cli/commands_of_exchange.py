"""The commands about events as typer knows them: ``inbox`` and ``webhooks``."""

from typing import Annotated, Optional

import typer

from cli.arguments import As, Json, Lang

app = typer.Typer(rich_markup_mode=None)
inbox = typer.Typer(
    help="Events of other systems: what came, what became of it.", rich_markup_mode=None
)
app.add_typer(inbox, name="inbox")
webhooks = typer.Typer(
    help="What other systems are told: subscriptions, keys, what was given up (operations).",
    rich_markup_mode=None,
)
app.add_typer(webhooks, name="webhooks")

Subscription = Annotated[str, typer.Argument(metavar="SUBSCRIPTION", help="its id")]


@inbox.command("list")
def list_events(
    every: Annotated[
        bool, typer.Option("--all", help="also those that need nobody any more")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000)] = 50,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """List events that a person has to look at: of unknown type, refused, waiting, set aside."""
    from cli.exits import run

    async def act() -> None:
        from cli import inbox
        from cli.words import language_named

        await inbox.list_events(
            every=every, limit=limit, who=who, json=json, language=language_named(lang)
        )

    run(act, language=lang)


@inbox.command("show")
def show_event(
    number: Annotated[int, typer.Argument(metavar="NUMBER", min=1, max=2**62)],
    who: As = None,
    json: Json = False,
) -> None:
    """Print an event as it came, and what became of it."""
    from cli.exits import run

    async def act() -> None:
        from cli import inbox

        await inbox.show_event(number, who=who, json=json)

    run(act)


@inbox.command("take")
def take_event(
    file: Annotated[str, typer.Argument(metavar="FILE", help="a CloudEvent in structured mode")],
    system: Annotated[
        str, typer.Option("--from", metavar="SYSTEM", help="as `reference systems` lists them")
    ],
    json: Json = False,
) -> None:
    """Hand in an event as a system would; development only."""
    from cli.exits import run

    async def act() -> None:
        from cli import inbox

        await inbox.take_event(file, system=system, json=json)

    run(act)


@webhooks.command("list")
def list_subscriptions(who: As = None, lang: Lang = "en", json: Json = False) -> None:
    """List subscriptions: to whom, how signed, what is due, what was given up."""
    from cli.exits import run

    async def act() -> None:
        from cli import webhooks
        from cli.words import language_named

        await webhooks.list_subscriptions(who=who, json=json, language=language_named(lang))

    run(act, language=lang)


@webhooks.command("add")
def add(
    organisation: Annotated[str, typer.Argument(metavar="ORGANISATION", help="whose system it is")],
    party: Annotated[
        str,
        typer.Option(
            metavar="PARTY",
            help="partner, carrier, port:2304 …, partner:mx-sat-agace …: whose notices these are",
        ),
    ],
    url: Annotated[str, typer.Option(metavar="URL", help="where its receiver is, https only")],
    to: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="ADDRESS|CARRIER", help="a partner's mail address, a carrier's id"),
    ] = None,
    scheme: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="v1|v1a", help="shared secret or our key pair; abroad always v1a"),
    ] = None,
    who: As = None,
    json: Json = False,
) -> None:
    """Add a subscription; prints what its receiver verifies with, and its id last."""
    from cli.exits import run

    async def act() -> None:
        from cli import webhooks

        await webhooks.add(
            organisation, party=party, to=to, url=url, scheme=scheme, who=who, json=json
        )

    run(act)


@webhooks.command("rotate")
def rotate(
    subscription: Subscription,
    finish: Annotated[
        bool, typer.Option("--finish", help="the receiver has the new key: drop the old one")
    ] = False,
    who: As = None,
    json: Json = False,
) -> None:
    """Sign with a new key beside the old one; prints the new one."""
    from cli.exits import run

    async def act() -> None:
        from cli import webhooks

        await webhooks.rotate(subscription, finish=finish, who=who, json=json)

    run(act)


@webhooks.command("disable")
def disable(
    subscription: Subscription,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="kept with it")],
    who: As = None,
) -> None:
    """Stop sending to a subscription; what is owed to it waits."""
    from cli.exits import run

    async def act() -> None:
        from cli import webhooks

        await webhooks.disable(subscription, why=why or "disabled", who=who)

    run(act)


@webhooks.command("enable")
def enable(subscription: Subscription, who: As = None) -> None:
    """Go on sending to a subscription, beginning with what waits."""
    from cli.exits import run

    async def act() -> None:
        from cli import webhooks

        await webhooks.disable(subscription, why=None, who=who)

    run(act)


@webhooks.command("dead")
def dead(
    subscription: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--subscription", metavar="ID", help="only of this one"),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000)] = 50,
    who: As = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """List what was given up, the oldest first."""
    from cli.exits import run

    async def act() -> None:
        from cli import webhooks
        from cli.words import language_named

        await webhooks.dead(
            subscription, limit=limit, who=who, json=json, language=language_named(lang)
        )

    run(act, language=lang)


@webhooks.command("replay")
def replay(
    delivery: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="DELIVERY", help="its id, as `webhooks dead` lists it"),
    ] = None,
    subscription: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--subscription", metavar="ID", help="everything of this one"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="everything that was given up")] = False,
    who: As = None,
) -> None:
    """Send again what was given up, under the same webhook-id."""
    from cli.exits import run

    async def act() -> None:
        from cli import webhooks

        await webhooks.replay(delivery, subscription=subscription, every=every, who=who)

    run(act)
