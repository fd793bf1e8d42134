"""Who speaks, in development, is said and checked; in production people sign in."""

from pathlib import Path

import pytest

from casework.roles import Actor, Role
from cli.exits import BAD_INPUT, Stop
from cli.person import person, reader, speaker
from runtime.settings import Mode, load_settings


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("OFF:reyes", Actor(person="reyes", role=Role.OFF, organisation="LRD")),
        ("off:Reyes@elp", Actor(person="reyes", role=Role.OFF, organisation="ELP")),
        ("HQ:ortiz", Actor(person="ortiz", role=Role.HQ, organisation="HQ")),
        ("POC:ann.lee@up", Actor(person="ann.lee", role=Role.POC, organisation="UP")),
        ("PORT:port-1@2304", Actor(person="port-1", role=Role.PORT, organisation="2304")),
        ("MXA:mora", Actor(person="mora", role=Role.MXA, organisation="SAT")),
    ],
)
def test_a_person_has_a_name_a_role_and_an_organisation(text: str, actor: Actor) -> None:
    assert person(text, production=False) == actor


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "say who, for example OFF:reyes"),
        ("", "say who"),
        ("reyes", "there is no role 'reyes'; one of OFF, SUP"),
        ("CHIEF:reyes", "there is no role 'CHIEF'"),
        ("SYS:clock", "nobody speaks for the system's clocks"),
        ("OFF:", "needs a name"),
        ("OFF:a b", "needs a name"),
        ("OFF:ré", "needs a name"),
        ("OFF:-x", "needs a name"),
        ("OFF:" + "x" * 100, "needs a name"),
        ("OFF:a@b c", "an organisation is"),
        ("POC:lee", "name the carrier, for example POC:lee@UP"),
        ("EXE:lee@XXXX", "name the carrier"),
    ],
)
def test_what_names_nobody_is_refused(text: str | None, why: str) -> None:
    with pytest.raises(Stop, match=f"^--as: {why}") as stop:
        person(text, production=False)
    assert stop.value.code == BAD_INPUT


async def test_in_production_nobody_says_who_he_is() -> None:
    production = load_settings(mode=Mode.PRODUCTION)
    with pytest.raises(Stop, match="exists only in development mode"):
        await reader("OFF:reyes", production)
    with pytest.raises(Stop, match="exists only in development mode"):
        await speaker("OFF:reyes", production)
    with pytest.raises(Stop, match="sign in first") as stop:
        await speaker(None, production)
    assert stop.value.code == BAD_INPUT


async def test_who_says_nothing_reads_as_the_one_who_works_on_the_machine(tmp_path: Path) -> None:
    nobody = load_settings(data_dir=tmp_path, token_dir=tmp_path)
    assert await reader(None, nobody) is None
    assert await reader("AUD:noor", nobody) == person("AUD:noor", production=False)
    with pytest.raises(Stop, match=r"^--as: say who"):
        await speaker(None, nobody)


def test_the_option_that_named_somebody_is_told() -> None:
    with pytest.raises(Stop, match=r"^--from: "):
        person("x", production=False, option="--from")
