"""Each end of a command has its exit code and its one line, whatever went wrong."""

import asyncio
import sys
from collections.abc import Callable
from typing import NoReturn

import pytest

from casework.refusal import Refusal, RefusalKind
from cli import exits
from cli.exits import BAD_INPUT, DONE, FAULT, NOT_FOUND, REFUSED, UNREACHABLE, Stop, one_line, run
from desk.errors import BadInput, Declination, IdUsedBefore, NoSuchCase, NotAnsweredYet
from evidence.errors import EvidenceDamaged, KeyRingUnusable, NoSuchEvidence, WrongOffset
from evidence.scanning import scanner_away
from evidence.uploading import infected
from records.failures import DatabaseUnreachable, RecordRefused
from runtime.codec import PayloadUnreadable
from runtime.connection import ServiceUnreachable
from runtime.settings import SettingsError
from seals.trust import KeyUnusable

_REFUSED = {"kind": RefusalKind.CONDITION, "rule": "plan_signed", "en": "sign it", "es": "fírmelo"}


class Left(Exception):
    """The process would have ended."""


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Run a command that fails, and return its exit code and line."""
    ends: list[tuple[int, str]] = []

    def leave(code: int, line: str = "") -> NoReturn:
        ends.append((code, line))
        raise Left

    monkeypatch.setattr(exits, "leave", leave)

    def failing(error: BaseException | None, language: str = "en") -> tuple[int, str]:
        async def act() -> None:
            await asyncio.sleep(0)
            if error is not None:
                raise error

        with pytest.raises(Left):
            run(act, language=language)
        return ends[0]

    return failing


def refusal(kind: RefusalKind, rule: str) -> Declination:
    return Declination(Refusal(kind=kind, rule=rule, en="why", es="por qué"))


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (None, DONE, ""),
        (Stop(BAD_INPUT, "--x: wrong"), BAD_INPUT, "--x: wrong"),
        (BadInput((("text", "is empty"),)), BAD_INPUT, "text: is empty"),
        (IdUsedBefore("a"), BAD_INPUT, "--id: was used before for another command"),
        (SettingsError("X is not set"), BAD_INPUT, "X is not set"),
        (KeyUnusable("desk.pem: absent"), BAD_INPUT, "desk.pem: absent"),
        (refusal(RefusalKind.STATE, "state"), REFUSED, "refused (state): why; `commands CASE`"),
        (refusal(RefusalKind.ROLE, "role"), REFUSED, "refused (role): why; one of them"),
        (refusal(RefusalKind.CONDITION, "x"), REFUSED, "refused (x): why; `commands CASE COMMAND`"),
        (refusal(RefusalKind.STATE, "ended"), REFUSED, "refused (ended): why; `list` shows"),
        (refusal(RefusalKind.ENVELOPE, "unknown_key"), REFUSED, "refused (unknown_key): why; see"),
        (refusal(RefusalKind.CARRIER, "carrier"), NOT_FOUND, "there is no such case for you"),
        (refusal(RefusalKind.STATE, "no_case"), NOT_FOUND, "there is no such case for you"),
        (NoSuchCase("case-1"), NOT_FOUND, "there is no such case for you"),
        (NotAnsweredYet("id-7"), UNREACHABLE, "received, but the engine does not answer"),
        (DatabaseUnreachable("the database is away"), UNREACHABLE, "the database is away; is the"),
        (ServiceUnreachable("Temporal at x"), UNREACHABLE, "Temporal at x does not answer; is the"),
        (RecordRefused("42501"), UNREACHABLE, "this role may not do that (42501); see docs"),
        (WrongOffset(7), BAD_INPUT, "the next part begins at byte 7"),
        (infected(), REFUSED, "refused (infected): the virus scanner found something harmful"),
        (NoSuchEvidence(), NOT_FOUND, "there is no such document for you"),
        (scanner_away(), UNREACHABLE, "the virus scanner does not answer"),
        (EvidenceDamaged("does not verify"), UNREACHABLE, "does not verify; see docs/evidence.md"),
        (KeyRingUnusable("keys: no key"), BAD_INPUT, "keys: no key"),
        (PayloadUnreadable("no such key"), UNREACHABLE, "no such key; see docs/security.md"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), DONE, ""),
    ],
)
def test_an_end_has_its_code_and_its_line(
    left: Callable[..., tuple[int, str]], error: BaseException | None, code: int, said: str
) -> None:
    found, line = left(error)
    assert found == code
    assert said in line
    assert bool(line) == bool(said)


def test_the_engines_own_errors_are_a_service_that_is_away(
    left: Callable[..., tuple[int, str]],
) -> None:
    from temporalio.service import RPCError, RPCStatusCode

    code, line = left(RPCError("secret", RPCStatusCode.PERMISSION_DENIED, b""))
    assert code == UNREACHABLE
    assert line == "Temporal does not serve this now (RPCError); try again"


def test_what_nobody_has_foreseen_is_a_fault_and_told_with_all_that_is_known(
    left: Callable[..., tuple[int, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    code, line = left(ZeroDivisionError("division by zero"))
    assert (code, "ZeroDivisionError" in line) == (FAULT, True)
    assert "Traceback" in capsys.readouterr().err


def test_a_refusal_is_told_in_the_language_asked_for(
    left: Callable[..., tuple[int, str]],
) -> None:
    code, line = left(Declination(Refusal.model_validate(_REFUSED)), "es")
    assert code == REFUSED
    assert line.startswith("rechazado (plan_signed): fírmelo; preséntelo con file_draft")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (infected(), "rechazado (infected): el antivirus encontró"),
        (WrongOffset(7), "la siguiente parte empieza en el byte 7"),
        (NoSuchEvidence(), "no hay tal documento para usted"),
        (scanner_away(), "el antivirus no responde"),
    ],
)
def test_the_evidence_store_speaks_the_language_asked_for(
    left: Callable[..., tuple[int, str]], error: Exception, said: str
) -> None:
    assert left(error, "es")[1].startswith(said)


def test_many_problems_are_counted_and_not_all_told() -> None:
    told = exits.bad_input(tuple((f"f{number}", "is wrong") for number in range(9))).line
    assert told == "f0: is wrong; f1: is wrong; f2: is wrong; f3: is wrong; and 5 more"


def test_a_line_is_one_line_that_is_safe_to_show() -> None:
    assert one_line("a\n  b\x1b[2J\u202ec") == "a b\\u001b[2J\\u202ec"
    assert len(one_line("x" * 1_000_000)) == 601


def test_only_what_was_loaded_can_have_failed(
    left: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "runtime.connection")
    code, _ = left(DatabaseUnreachable("away"))
    assert code == UNREACHABLE
    assert "runtime.connection" not in sys.modules
