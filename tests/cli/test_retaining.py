"""How long cases are kept, as it is typed: who may ask, and what is printed."""

import json
from datetime import UTC, datetime

import pytest

from casework.retention import Facts, current, judge
from cli import disposing, retaining, terminal
from cli.exits import NOT_FOUND, REFUSED, Stop
from records.disposals import Candidate, Disposal

AT = datetime(2036, 6, 1, tzinfo=UTC)
FACTS = Facts("case-1", AT.replace(year=2025), AT, True, False, False, False, False, True)
FOUND = Candidate("FCA", "CLOSED_CORRECTED", 47, FACTS)
GONE = Disposal(
    "case-1", "FCA", 47, b"\1" * 32, "2026-11", AT.date(), AT, AT, "kay", "OPS", "HQ", "{}"
)


@pytest.mark.parametrize(
    ("held", "line"), [(False, "may be disposed of"), (True, "not now: a legal hold is in force")]
)
def test_a_case_is_told_with_every_period_and_its_mark(
    held: bool, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = FACTS._replace(held=held)
    judgement = judge(current(), facts)
    found = FOUND._replace(facts=facts)
    retaining.tell_one(found, judgement, "en")
    told = capsys.readouterr().out
    assert line in told
    assert told.count("[default]") == len(judgement.by_kind)
    retaining.tell_one(found, judgement, "es")
    assert capsys.readouterr().out.count("[valor propio]") == len(judgement.by_kind)
    retaining.tell_one(found, judgement, "en", json=True)
    said = json.loads(capsys.readouterr().out)
    assert (said["may_go"], said["from"]) == (not held, judgement.due.isoformat())


def test_a_disposal_is_told_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.as_json(retaining.disposal_as_object(GONE))
    said = json.loads(capsys.readouterr().out)
    assert (said["hash"], said["reached"], said["person"]) == ("01" * 32, AT.isoformat(), "kay")


async def test_the_schedule_is_told_without_any_stack(capsys: pytest.CaptureFixture[str]) -> None:
    for as_json in (False, True):
        await retaining.retention(
            None,
            schedule_asked=True,
            disposed=False,
            certificate=None,
            who=None,
            language="es",
            json=as_json,
        )
        told = capsys.readouterr().out
        assert all(kind.id in told for kind in current().kinds)
        assert as_json or ("10 años [valor propio]" in told and "1 año [valor propio]" in told)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("SUP:lane", REFUSED),
        ("AUD:gray", REFUSED),
        ("OFF:reyes", NOT_FOUND),
        ("POC:lee@UP", NOT_FOUND),
    ],
)
async def test_only_operations_dispose(who: str, code: int) -> None:
    with pytest.raises(Stop) as stop:
        await disposing.dispose("case-1", write=True, who=who, language="en", json=False)
    assert stop.value.code == code
