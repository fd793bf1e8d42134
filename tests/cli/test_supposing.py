"""``what-if``: what is supposed is checked, field by field, before any case is read."""

import json
from pathlib import Path
from typing import Any

import pytest

from casework.policy import CURRENT, policy
from casework.what_if import Hypothesis, what_if
from cli import supposing
from cli.exits import BAD_INPUT, Stop
from tests.casework import paths

OWN = policy(CURRENT)

NOTHING: dict[str, Any] = {
    "holds": None,
    "since": None,
    "until": None,
    "extensions": (),
    "policy_file": None,
    "who": None,
    "language": "en",
    "json": False,
}


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({}, "suppose something: --hold, --extend or --policy"),
        ({"holds": "T09"}, "--hold: say --from and --until"),
        ({"since": "2026-04-01"}, "--from and --until: belong to --hold"),
        ({"holds": "T09", "since": "1 April", "until": "2026-04-02"}, "--from: is a day"),
        (
            {"holds": "T09", "since": "2026-04-02", "until": "2026-04-02"},
            "--until: must lie after --from",
        ),
        ({"extensions": ("T09",)}, "--extend: is CLOCK=NUMBER"),
        ({"extensions": ("T09=0",)}, "--extend: is CLOCK=NUMBER"),
        ({"extensions": ("T09=-3",)}, "--extend: is CLOCK=NUMBER"),
        ({"policy_file": "/nowhere/at-all"}, "--policy: cannot be read (FileNotFoundError)"),
    ],
)
async def test_what_cannot_be_supposed_is_told(said: dict[str, Any], line: str) -> None:
    with pytest.raises(Stop) as stop:
        await supposing.suppose("case-1", **{**NOTHING, **said})
    assert stop.value.code == BAD_INPUT
    assert line in stop.value.line


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([{"id": "T12", "amount": "soon"}], "--policy: T12.amount: is not what it must be"),
        ([{"id": "T99"}], "--policy: the policy has no clock 'T99'"),
    ],
)
def test_a_rule_that_is_none_is_told(rows: list[dict[str, Any]], line: str) -> None:
    with pytest.raises(Stop) as stop:
        supposing.rules_of(rows, OWN)
    assert line in stop.value.line


def test_a_policy_file_is_whole_or_says_what_differs(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"clocks": [{"id": "T02", "amount": 10}]}))
    (differs,) = supposing.rules_of(supposing.policy_rows(file), OWN).values()
    assert (differs.amount, differs.what.en) == (10, "Incident review decided")
    whole = Path(supposing.__file__).parents[1] / "casework" / "data" / "policy" / "2026-11.json"
    assert len(supposing.rules_of(supposing.policy_rows(whole), OWN)) > 40
    for text in ("[]", "{}", '{"clocks": [3]}', "nonsense"):
        file.write_text(text)
        with pytest.raises(Stop, match="--policy: is JSON like"):
            supposing.policy_rows(file)


def test_days_are_shown_before_and_after_in_either_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    walk = paths.opened()
    rules = supposing.rules_of([{"id": "T02", "amount": 10}], OWN)
    found = what_if(walk.case, Hypothesis(rules=rules), at=walk.now)
    supposing.show(found, "en")
    head, line, last = capsys.readouterr().out.splitlines()
    assert head.split() == ["clock", "before", "after", "days", "of"]
    assert "1 Apr 2026" in line
    assert "12 Mar 2026" in line
    assert "-20" in line
    assert last == "supposed only: nothing was changed"
    supposing.show(found, "es")
    assert "resolución de la revisión del incidente" in capsys.readouterr().out
