"""``simulate``: needs no stack, says that it is one, and prints all that it assumes."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli import simulating
from cli.exits import BAD_INPUT, Stop

ASKED: dict[str, Any] = {
    "specialists": "2",
    "supervisors": 1,
    "deciders": 1,
    "years": 1,
    "seed": 1,
    "assumptions_file": None,
    "policy_file": None,
    "json": False,
}


def few(folder: Path, **changes: Any) -> str:
    file = folder / "assumptions.json"
    file.write_text(json.dumps({"source": "our own log", "arrivals_per_year": 3, **changes}))
    return str(file)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"specialists": "some"}, "--specialists: are numbers of people"),
        ({"specialists": "0,1"}, "--specialists: are numbers of people"),
        ({"specialists": ",".join(map(str, range(1, 13)))}, "--specialists: are numbers"),
        ({"supervisors": 0}, "--supervisors: is 1 to 200"),
        ({"deciders": 201}, "--deciders: is 1 to 200"),
        ({"years": 11}, "--years: is 1 to 10"),
        ({"assumptions_file": "/nowhere"}, "--assumptions: cannot be read"),
        ({"policy_file": "/nowhere"}, "--policy: cannot be read"),
    ],
)
async def test_what_cannot_be_simulated_is_told(said: dict[str, Any], line: str) -> None:
    with pytest.raises(Stop) as stop:
        await simulating.simulate(**{**ASKED, **said})
    assert stop.value.code == BAD_INPUT
    assert line in stop.value.line


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("nonsense", "--assumptions: is no JSON"),
        ("[]", "--assumptions: is a JSON object"),
        ('{"arrivals_per_year": 3}', "--assumptions: is a JSON object with its `source`"),
        ('{"source": "x", "minutes": {"tea": 5}}', "minutes: there is no 'tea'"),
        ('{"source": "x", "minutes": {"visit": -5}}', "minutes.visit: is not what it must be"),
        ('{"source": "x", "days": {"comment": [3, 2, 1]}}', "is not what it must be"),
        ('{"source": "x", "tea": 5}', "--assumptions: tea: is not what it must be"),
    ],
)
async def test_assumptions_that_are_none_are_told(tmp_path: Path, content: str, line: str) -> None:
    file = tmp_path / "assumptions.json"
    file.write_text(content)
    with pytest.raises(Stop) as stop:
        await simulating.simulate(**{**ASKED, "assumptions_file": str(file)})
    assert line in stop.value.line


async def test_it_says_that_it_is_a_simulation_and_what_it_assumes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {**ASKED, "specialists": "1,3", "assumptions_file": few(tmp_path)}
    await simulating.simulate(**asked)
    told = capsys.readouterr().out
    assert told.startswith("SIMULATION")
    assert "What is assumed (source: our own log):" in told
    assert "arrivals_per_year  3" in told
    assert "minutes.review_incident  960" in told
    assert "OFF, with 3 specialist(s)" in told
    await simulating.simulate(**{**asked, "json": True})
    found = json.loads(capsys.readouterr().out)
    assert found["label"].startswith("SIMULATION")
    assert set(found["by_specialists"]) == {"1", "3"}
    assert found["assumptions"]["source"] == "our own log"


async def test_a_supposed_policy_changes_what_comes_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shorter = tmp_path / "policy.json"
    shorter.write_text('{"clocks": [{"id": "T14", "amount": 10}]}')
    sure = {"chances": {"sanction": 1, "carrier_answers": 1}}
    asked = {**ASKED, "assumptions_file": few(tmp_path, **sure), "json": True}
    await simulating.simulate(**{**asked, "policy_file": str(shorter)})
    found = json.loads(capsys.readouterr().out)["by_specialists"]["2"]
    assert found["past_term"] == 1
