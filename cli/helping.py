"""``--help`` anywhere on the line, at once: to read what was typed costs typer a third of a second
of imports, to say what could have been typed costs nothing.
"""

from collections.abc import Sequence

import typer
from typer.core import TyperGroup
from typer.main import get_command

HELP = "--help"


def help_asked(app: typer.Typer, words: Sequence[str]) -> str | None:
    """Return the help that a line asks for; None where it asks for none, or names no command."""
    if HELP not in words:
        return None
    command = get_command(app)
    context = typer.Context(command, info_name="starter.py")
    for word in words[: words.index(HELP)]:
        if not isinstance(command, TyperGroup):
            break
        inner = command.get_command(context, word)
        if inner is None:
            return None
        command, context = inner, typer.Context(inner, info_name=word, parent=context)
    return command.get_help(context)
