"""The exit codes, and the one plain line on stderr that goes with each."""

import os
import sys
import traceback
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from casework.bilingual import Language

DONE, BAD_INPUT, REFUSED, NOT_FOUND, UNREACHABLE = 0, 2, 3, 4, 5
FAULT = 1
"""Never meant to happen: a fault of the program itself, told with all that is known of it."""

NO_CASE = "there is no such case for you"
NO_COMMAND = ("there is no such command for you", "no hay tal orden para usted")
NO_DOCUMENT = "there is no such document for you"
_LONGEST = 600
_MOST_PROBLEMS = 4


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
        print(f"starter.py: {one_line(line)}", file=sys.stderr)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass  # whoever read has read enough
    os._exit(code)


def one_line(text: str) -> str:
    """Return a text as one line that is safe to show: cut, and nothing in it but print."""
    line = " ".join(text.split())
    cut = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def bad_input(problems: tuple[tuple[str, str], ...]) -> Stop:
    """Return the end of a command whose body is wrong: each field with what is wrong with it."""
    told = [f"{field}: {what}" for field, what in problems[:_MOST_PROBLEMS]]
    more = len(problems) - _MOST_PROBLEMS
    return Stop(BAD_INPUT, "; ".join([*told, *([f"and {more} more"] if more > 0 else [])]))


def run(make: Callable[[], Coroutine[Any, Any, None]], *, language: str = "en") -> NoReturn:
    """Run a command to its end and leave with the exit code that says what came of it."""
    import asyncio

    try:
        asyncio.run(make())
    except KeyboardInterrupt:
        leave(130)
    except BrokenPipeError:
        leave(DONE)
    except Exception as error:
        stop = _end(error, language)
        if stop is None:
            traceback.print_exception(error)
            leave(FAULT, f"a fault of the program ({type(error).__name__}); please report it")
        leave(stop.code, stop.line)
    leave(DONE)


def _end(error: Exception, language: str) -> Stop | None:
    """Say how a command ends that an error has ended; None for what nobody has foreseen."""
    from desk.errors import (
        BadInput,
        ClockDiffers,
        Declination,
        IdUsedBefore,
        NoSuchCase,
        NoSuchCommand,
        NotAnsweredYet,
    )
    from desk.ports import CaseDisposed
    from evidence.errors import EvidenceError, KeyRingUnusable
    from reading.seen import SeesNoCases
    from runtime.settings import SettingsError
    from seals.trust import KeyUnusable

    match error:
        case Stop():
            return error
        case BadInput():
            return bad_input(error.problems)
        case IdUsedBefore():
            line = "--id: was used before for another command; leave it out or take a new one"
            return Stop(BAD_INPUT, line)
        case Declination():
            return refused(error.refusal, language)
        case SeesNoCases():
            return Stop(NOT_FOUND, "this role sees no cases")
        case NoSuchCase():
            return Stop(NOT_FOUND, NO_CASE)
        case CaseDisposed():
            return Stop(NOT_FOUND, error.said.in_("es" if language == "es" else "en"))
        case NoSuchCommand():
            return Stop(NOT_FOUND, NO_COMMAND[language == "es"])
        case NotAnsweredYet():
            return Stop(
                UNREACHABLE,
                "received, but the engine does not answer; it is sent again by itself, "
                f"its id is {error.command_id}",
            )
        case ClockDiffers():
            return Stop(UNREACHABLE, error.said.in_("es" if language == "es" else "en"))
        case SettingsError() | KeyUnusable() | KeyRingUnusable():
            return Stop(BAD_INPUT, str(error))
        case EvidenceError():
            return _of_evidence(error, language)
    return _unreachable(error)


def refused(refusal: Any, language: str) -> Stop:
    """Return the end of a command that the rules refuse: the rule, why, and what to do."""
    from cli.advice import advice

    if refusal.kind == "carrier" or refusal.rule == "no_case":
        return Stop(NOT_FOUND, NO_CASE)
    sentence = refusal.es if language == "es" else refusal.en
    said = "rechazado" if language == "es" else "refused"
    return Stop(REFUSED, f"{said} ({refusal.rule}): {sentence}; {advice(refusal, language)}")


def _of_evidence(error: Any, language: str) -> Stop:
    """Return the end of a command that the evidence store did not do."""
    from evidence.errors import EvidenceRefused, EvidenceUnreachable, NoSuchEvidence

    spanish = language == "es"
    spoken: Language = "es" if spanish else "en"
    match error:
        case EvidenceRefused(by_rule=True):
            said = "rechazado" if spanish else "refused"
            return Stop(REFUSED, f"{said} ({error.code}): {error.said.in_(spoken)}")
        case EvidenceRefused():
            return Stop(BAD_INPUT, error.said.in_(spoken))
        case NoSuchEvidence():
            line = "no hay tal documento para usted" if spanish else NO_DOCUMENT
            return Stop(NOT_FOUND, line)
        case EvidenceUnreachable():
            return Stop(UNREACHABLE, error.said.in_(spoken))
    return Stop(UNREACHABLE, f"{error}; see docs/evidence.md")


def _away(*, by_tls: bool) -> str:
    """Say where to look for a service that did not serve."""
    return "see docs/operations.md" if by_tls else "is the stack running? (make up)"


def _unreachable(error: Exception) -> Stop | None:
    """Recognise a service that is away or will not serve.

    What was not loaded cannot have failed: the engine's client costs most of a second to load.
    """
    from records.failures import DatabaseUnreachable, RecordError

    connection = sys.modules.get("runtime.connection")
    if connection is not None and isinstance(error, connection.ServiceUnreachable):
        return Stop(UNREACHABLE, f"{error}; {_away(by_tls=error.by_tls)}")
    codec = sys.modules.get("runtime.codec")
    if codec is not None and isinstance(error, codec.PayloadUnreadable):
        return Stop(UNREACHABLE, f"{error}; see docs/security.md")
    if isinstance(error, DatabaseUnreachable):
        return Stop(UNREACHABLE, f"{error}; {_away(by_tls=error.by_tls)}")
    if isinstance(error, RecordError):
        return Stop(UNREACHABLE, f"{error}; see docs/operations.md")
    if type(error).__module__.startswith("temporalio."):
        name = type(error).__name__
        return Stop(UNREACHABLE, f"Temporal does not serve this now ({name}); try again")
    return None
