"""The exit codes, and the one plain line on stderr that goes with each."""

import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

DONE, BAD_INPUT, REFUSED, NOT_FOUND, UNREACHABLE = 0, 2, 3, 4, 5


class Stop(Exception):
    """Ends the command with a line and an exit code."""

    def __init__(self, code: int, line: str) -> None:
        super().__init__(line)
        self.code = code
        self.line = line


def leave(code: int, line: str = "") -> NoReturn:
    """Print the line and end the process at once.

    At once, because the SDK's threads may abort an ordinary interpreter exit (sdk-python#300).
    """
    if line:
        print(f"starter.py: {line}", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def run(make: Callable[[], Coroutine[Any, Any, None]]) -> NoReturn:
    """Run a command to its end and leave with the exit code that says what came of it."""
    import asyncio

    from desk.errors import BadInput, Declination, IdUsedBefore, NoSuchCase, NotAnsweredYet
    from records.failures import DatabaseUnreachable
    from runtime.connection import ServiceUnreachable
    from runtime.settings import SettingsError
    from seals.trust import KeyUnusable

    try:
        asyncio.run(make())
    except Stop as stop:
        leave(stop.code, stop.line)
    except BadInput as problem:
        leave(BAD_INPUT, "; ".join(f"{field}: {what}" for field, what in problem.problems))
    except IdUsedBefore:
        leave(
            BAD_INPUT, "--id: was used before for another command; leave it out or take a new one"
        )
    except Declination as declined:
        if declined.refusal.kind == "carrier":
            leave(NOT_FOUND, "there is no such case for you")
        leave(REFUSED, f"refused ({declined.refusal.rule}): {declined.refusal.en}")
    except NoSuchCase:
        leave(NOT_FOUND, "there is no such case for you")
    except NotAnsweredYet as pending:
        leave(
            UNREACHABLE,
            f"received, but the engine does not answer; it is sent again by itself, "
            f"its id is {pending.command_id}",
        )
    except (ServiceUnreachable, DatabaseUnreachable) as error:
        leave(UNREACHABLE, f"{error}; is the stack running? (make up)")
    except (SettingsError, KeyUnusable) as error:
        leave(BAD_INPUT, str(error))
    except KeyboardInterrupt:
        leave(130)
    leave(DONE)
