"""The commands to sign in and out as typer knows them; what they do is in ``cli.signing_in``."""

import typer

from cli.arguments import Json, Lang

app = typer.Typer(rich_markup_mode=None)


@app.command("sign-in")
def sign_in(lang: Lang = "en") -> None:
    """Sign in by any browser; the commands to come are then yours."""
    from cli.exits import run

    async def act() -> None:
        from cli import signing_in

        await signing_in.sign_in(language=lang)

    run(act)


@app.command("sign-out")
def sign_out(lang: Lang = "en") -> None:
    """Forget who is signed in here, and tell the provider."""
    from cli.exits import run

    async def act() -> None:
        from cli import signing_in

        await signing_in.sign_out(language=lang)

    run(act)


@app.command("who")
def who(lang: Lang = "en", json: Json = False) -> None:
    """Say who is signed in here."""
    from cli.exits import run

    async def act() -> None:
        from cli import signing_in

        await signing_in.who(language=lang, json=json)

    run(act)
