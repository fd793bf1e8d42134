#!/usr/bin/env python3
"""The command line of the case system: open, act, read, verify. Say who you are with sign-in; in
development also with --as ROLE:NAME[@CARRIER].

Exit codes: 0 done, 2 bad input, 3 refused by the rules, 4 not found or not yours to see, 5 a
service is away."""

import sys

import typer
from typer.exceptions import TyperException

from cli import (
    commands_of_duty,
    commands_of_evidence,
    commands_of_exchange,
    commands_of_retention,
    commands_to_act,
    commands_to_learn,
    commands_to_look,
    commands_to_prove,
    commands_to_refer,
    commands_to_sign_in,
)
from cli.exits import BAD_INPUT, DONE, leave
from cli.helping import help_asked

app = typer.Typer(
    help=__doc__,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(commands_to_act.app)
app.add_typer(commands_to_look.app)
app.add_typer(commands_to_prove.app)
app.add_typer(commands_of_duty.app)
app.add_typer(commands_of_retention.app)
app.add_typer(commands_of_exchange.app)
app.add_typer(commands_to_learn.app)
app.add_typer(commands_to_refer.app)
app.add_typer(commands_to_sign_in.app)
app.add_typer(commands_of_evidence.app)


def main() -> None:
    """Run what was typed; what typer cannot read is one line, too."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    words = sys.argv[1:]
    if (told := help_asked(app, words)) is not None:
        print(told)
        leave(DONE)
    try:
        code = app(words or ["--help"], standalone_mode=False)
    except TyperException as wrong:
        leave(BAD_INPUT, f"{wrong.format_message()} (--help says what there is)")
    leave(code if isinstance(code, int) else DONE)


if __name__ == "__main__":
    main()
